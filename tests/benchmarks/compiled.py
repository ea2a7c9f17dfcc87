"""What does a desk's file of 1,000,000 names cost?

    python tests/benchmarks/compiled.py [--names 1000000] [--flat] [--cache DIR]

The made-up names are GeoNames' with a few letters changed, as many to a town as there, or one to a row with --flat.
Wanted: compiled in 120 s of one processor with 2,048 MB; 400 MB on disk; opened in 50 ms; a search of 50 ms alone; an
article in 1.5 s and 250 MB resident, most of it shared; and its own cost at most five times that with 30,000 names.
Wall time and, beside it, processor time, as other programs may run. Each figure comes from a process of its own; memory
is read from /proc (Linux).
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from world import made_up, peak

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "seeds" / "german.txt"
PROCESSES = 10
COLUMNS = ("canonical", "type", "aliases", "country", "latitude", "longitude", "population")


def write_names(path: Path, names: int, flat: bool) -> None:
    """Write a gazetteer file of so many different names."""
    from normalizer.gazetteer.world import _installed

    table = path.with_suffix(".json")
    made_up(_installed(), names, table)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for town in json.loads(table.read_bytes()).values():
            where = [town[key] for key in ("countrycode", "latitude", "longitude", "population")]
            own = [name.replace(";", " ") for name in (town["name"], *town["alternatenames"])]
            for name in own if flat else own[:1]:
                rows.writerow([name, "place", "" if flat else ";".join(own[1:]), *where])
    table.unlink()


def worker(path: Path, job: str) -> dict[str, float]:
    """Do one job in this process and return its figures."""
    if job == "fix":
        return fix(path)
    from normalizer import Gazetteer, correct
    from normalizer.gazetteer.compiled import parts_of
    from normalizer.gazetteer.shipped import file_layer, shipped_layer
    from normalizer.linking.names import names_of

    first, spent = time.perf_counter(), time.process_time()
    layers = [shipped_layer(), file_layer(path)]
    start = time.perf_counter()
    parts_of(layers)
    opened = time.perf_counter() - start
    gazetteer = Gazetteer(layers)
    names_of(gazetteer)
    if job == "compile":
        gazetteer.search("Sudscha")  # its index is compiled with the first search
        took = {"s": time.perf_counter() - first, "cpu_s": time.process_time() - spent, "peak_MB": peak()}
        return {**took, "entities": len(gazetteer), "forms": len(gazetteer.forms.forms)}
    if job == "search":
        gazetteer.search("Sudscha")
        queries = (
            "Sirskij",
            "Al-Facher",
            "Konstantinowka",
            "Dnjepropetrowsk",
            "Pokrowsk",
            "Charkiw",
            "Lemberg",
            "Mossul",
        )
        start, spent = time.perf_counter(), time.process_time()
        for query in queries:
            gazetteer.search(query)
        wall, busy = time.perf_counter() - start, time.process_time() - spent
        return {"ms": 1000 * wall / len(queries), "cpu_ms": 1000 * busy / len(queries), "peak_MB": peak()}
    start, spent = time.perf_counter(), time.process_time()
    correct(ARTICLE.read_text(encoding="utf-8"), gazetteer)
    took = {"opened_ms": 1000 * opened, "s": time.perf_counter() - start, "cpu_s": time.process_time() - spent}
    if job == "memory":
        print(json.dumps({}), flush=True)
        sys.stdin.readline()
        return {}
    return {**took, "peak_MB": peak()}


def process(path: Path, job: str) -> subprocess.Popen:
    command = [sys.executable, __file__, "--worker", job, "--file", str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(path: Path, job: str) -> dict[str, float]:
    out, _ = process(path, job).communicate()
    return json.loads(out)


def memory(path: Path) -> tuple[float, float]:
    """The pages of its own of a process that corrected an article, in MB, and what all of them take together."""
    all_ = [process(path, "memory") for _ in range(PROCESSES)]
    for one in all_:
        one.stdout.readline()
    own, shared = [], []
    for one in all_:
        lines = Path(f"/proc/{one.pid}/smaps_rollup").read_text().splitlines()[1:]
        kb = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        own.append((kb["Private_Clean"] + kb["Private_Dirty"]) / 1024)
        shared.append(kb["Pss"] / 1024)
    for one in all_:
        one.communicate("\n")
    return sum(own) / len(own), sum(shared)


def fix(path: Path) -> dict[str, float]:
    """Wall and processor time and memory of `namewright fix` of an article."""
    text = path.with_name("article.txt")
    text.write_bytes(ARTICLE.read_bytes())
    command = [sys.executable, "-m", "normalizer", "fix", "-q", "-g", str(path), str(text)]
    start = time.perf_counter()
    job = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    _, _, used = os.wait4(job.pid, 0)
    wall = time.perf_counter() - start
    return {"s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_MB": used.ru_maxrss / 1024}


def measure(path: Path, cache: Path) -> None:
    os.environ["NAMEWRIGHT_CACHE"] = str(cache)
    time.sleep(3)  # what was just written is not remembered
    made = run(path, "compile")
    size = sum(file.stat().st_size for file in cache.rglob("*") if file.is_file()) / 1e6
    own = path.stat().st_size / 1e6
    print(f"\n{own:.0f} MB over the shipped names: {made['entities']} entities, {made['forms']} forms")
    print(f"  compile     {made['s']:7.1f} s ({made['cpu_s']:.1f} s of processor), peak {made['peak_MB']:.0f} MB")
    print(f"  on disk     {size:7.1f} MB")
    got = min((run(path, "article") for _ in range(3)), key=lambda x: x["cpu_s"])
    print(f"  open        {got['opened_ms']:7.1f} ms")
    took = f"{got['s']:7.2f} s ({got['cpu_s']:.2f} of processor)"
    print(f"  article     {took}, loading apart; peak {got['peak_MB']:.0f} MB")
    got = run(path, "search")
    print(f"  search      {got['ms']:7.1f} ms ({got['cpu_ms']:.1f} of processor), peak {got['peak_MB']:.0f} MB")
    got = min((run(path, "fix") for _ in range(3)), key=lambda x: x["cpu_s"])
    print(f"  fix         {got['s']:7.2f} s ({got['cpu_s']:.2f} of processor), peak {got['peak_MB']:.0f} MB")
    own, together = memory(path)
    print(f"  {PROCESSES} processes after an article: {own:.0f} MB of its own each, {together:.0f} MB together")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, nargs="*", default=[30_000, 1_000_000])
    parser.add_argument("--flat", action="store_true", help="one name to a row")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(worker(options.file, options.worker)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for names in options.names:
            kept = (options.cache or Path(folder)) / str(names)
            kept.mkdir(parents=True, exist_ok=True)
            path = kept / "names.csv"
            if not path.exists():
                write_names(path, names, options.flat)
            measure(path, kept / "cache")


if __name__ == "__main__":
    main()
