"""What do the places of the world cost, and a made-up gazetteer of 1,000,000 names?

    python tests/benchmarks/world.py [--names 1000000] [--threads 1 2] [--cache DIR] [--skip-world]

The made-up names are GeoNames' with a few letters changed, as many to a town as there. Wanted: compiled in 120 s of one
processor with 2,048 MB; 400 MB on disk; opened in 50 ms; a search of 50 ms alone and 8 ms in a batch of 32; 250 MB
resident, of which the pages of the index are shared. Wall time and, beside it, processor time, as other programs may
run. Memory is read from /proc (Linux). Each figure comes from a process of its own.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
BATCH, LARGE = 32, 1_500
LETTERS = "aaabcdeeefghiiijklmnooopqrstuuvwxyz"


def perturbed(name: str, rnd: random.Random) -> str:
    """A name like another: two letters or more replaced, added or lost."""
    letters = list(name.lower())
    for _ in range(2 + len(letters) // 6):
        place = rnd.randrange(len(letters)) if letters else 0
        letters[place : place + 1] = rnd.choices(LETTERS, k=rnd.choice((0, 1, 1, 1, 2)))
    return "".join(letters).strip().title()


def made_up(source: Path, names: int, path: Path) -> None:
    """Write a table of towns that bear so many different names together."""
    from normalizer.gazetteer.world_compile import LONGEST, SHORTEST
    from normalizer.matching.fold import fold
    from normalizer.text.lexicon import word_zipf

    rnd = random.Random(5)
    towns = list(json.loads(source.read_bytes()).values())
    seen: set[str] = set()
    out = {}
    for number in range(1, 1 << 40):
        town = towns[number % len(towns)]
        own = []
        for name in (town["name"], *town["alternatenames"], town["name"]):
            folded = fold(new := perturbed(fold(name), rnd))
            is_new = folded not in seen and SHORTEST <= len(folded) <= LONGEST and not word_zipf(folded)
            if is_new and len(seen) < names:
                seen.add(folded)
                own.append(new)
        if own:
            out[str(number)] = {**town, "geonameid": number, "name": own[0], "alternatenames": own[1:]}
        if len(seen) >= names:
            break
    path.write_text(json.dumps(out), encoding="utf-8")


def worker(table: Path, cache: Path, job: str) -> dict[str, float]:
    """Do one job in this process and return its figures."""
    from normalizer.gazetteer.world import WorldIndex, open_table

    start, spent = time.perf_counter(), time.process_time()
    world = open_table(table, cache)
    took, busy = time.perf_counter() - start, time.process_time() - spent
    if job == "compile":
        return {"s": took, "cpu_s": busy, "peak_MB": peak(), "towns": len(world), "names": world.names}
    if job == "open":
        return {"ms": 1000 * took}
    queries = asked(world)
    world.search(queries[:1])
    if job == "memory":
        world.search(queries[:BATCH])
        print(json.dumps({}), flush=True)
        sys.stdin.readline()
        return {}
    assert isinstance(world, WorldIndex)
    return {
        **timed("alone", lambda i: world.search(queries[i : i + 1]), 1, 40),
        **timed("batch", lambda i: world.search(queries[i * BATCH : (i + 1) * BATCH]), BATCH, 12),
        **timed("large", lambda i: world.search(queries), LARGE, 1),
        "large_peak_MB": peak(),
        "find_us": 1000 * timed("find", lambda i: [world.find(q) for q in queries], LARGE, 1)["find_ms"],
    }


def peak() -> float:
    """Return the greatest resident memory of this process in MB (that of getrusage is inherited)."""
    return next(int(row.split()[1]) / 1024 for row in Path("/proc/self/status").open() if row.startswith("VmHWM"))


def asked(world: "WorldIndex") -> list[str]:  # noqa: F821
    """Garbles of the larger towns' names."""
    from normalizer.matching.fold import fold

    rnd = random.Random(2)
    towns = rnd.sample(range(min(len(world), 30_000)), 2 * LARGE)
    garbles = dict.fromkeys(fold(perturbed(world.entity(town).canonical, rnd)) for town in towns)
    return [garble for garble in garbles if len(garble) > 2][:LARGE]


def timed(label: str, action, queries: int, times: int) -> dict[str, float]:
    """Return the median milliseconds a query, by the clock and of the processor."""
    wall, busy = [], []
    for number in range(times):
        start, spent = time.perf_counter(), time.process_time()
        action(number)
        wall.append(time.perf_counter() - start)
        busy.append(time.process_time() - spent)
    each = 1000 / queries
    return {f"{label}_ms": each * statistics.median(wall), f"{label}_cpu_ms": each * statistics.median(busy)}


def process(table: Path, cache: Path, job: str, threads: int) -> subprocess.Popen:
    environment = os.environ | dict.fromkeys(THREADS, str(threads))
    command = [sys.executable, __file__, "--worker", job, "--table", str(table), "--cache", str(cache)]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(table: Path, cache: Path, job: str, threads: int = 1) -> dict[str, float]:
    out, _ = process(table, cache, job, threads).communicate()
    return json.loads(out)


def memory(table: Path, cache: Path) -> list[dict[str, float]]:
    """Return RSS, USS (pages of its own) and PSS in MB of two processes that have searched, while both live."""
    both = [process(table, cache, "memory", 1) for _ in range(2)]
    for one in both:
        one.stdout.readline()
    found = []
    for one in both:
        lines = Path(f"/proc/{one.pid}/smaps_rollup").read_text().splitlines()[1:]
        kb = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        own = kb["Private_Clean"] + kb["Private_Dirty"]
        found.append({"rss": kb["Rss"] / 1024, "uss": own / 1024, "pss": kb["Pss"] / 1024})
    for one in both:
        one.communicate("\n")
    return found


def measure(label: str, table: Path, cache: Path, threads: list[int]) -> None:
    made = run(table, cache, "compile")
    size = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file()) / 1e6
    opened = statistics.median(run(table, cache, "open")["ms"] for _ in range(5))
    print(f"\n{label}: {made['towns']} towns, {made['names']} names")
    print(f"  compile     {made['s']:7.1f} s ({made['cpu_s']:.1f} s of processor), peak {made['peak_MB']:.0f} MB")
    print(f"  on disk     {size:7.1f} MB")
    print(f"  open        {opened:7.1f} ms")
    for count in threads:
        got = run(table, cache, "search", count)
        print(f"  {count} thread(s): ms a query (of processor)")
        for job, name in (("alone", "alone"), ("batch", f"{BATCH} at once"), ("large", f"{LARGE} at once")):
            print(f"    {name:15} {got[f'{job}_ms']:7.2f} ({got[f'{job}_cpu_ms']:.2f})")
        print(f"    find {got['find_us']:.1f} us; peak with {LARGE} at once {got['large_peak_MB']:.0f} MB")
    for number, one in enumerate(memory(table, cache), 1):
        sizes = ", ".join(f"{name.upper()} {megabytes:.0f}" for name, megabytes in one.items())
        print(f"  process {number} of 2 after {BATCH} searches: {sizes} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--skip-world", action="store_true")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--table", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(worker(options.table, options.cache, options.worker)))
        return
    from normalizer.gazetteer.world import _installed

    with tempfile.TemporaryDirectory() as folder:
        cache = options.cache or Path(folder)
        if not options.skip_world:
            measure("world", _installed(), cache / "world", options.threads)
        if options.names:
            table = cache / "made-up.json"
            if not table.exists():
                made_up(_installed(), options.names, table)
            measure("made up", table, cache / "made-up", options.threads)


if __name__ == "__main__":
    main()
