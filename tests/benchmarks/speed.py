"""How long do people wait? One article in a new process, 2 MB of clean text, and `search`.

    python tests/benchmarks/speed.py [--megabytes 2] [--world]

The clean text is made of sentences of which no two are alike: names of the gazetteer, ordinary surnames, invented ones
and ordinary words, recombined with a fixed seed. It is corrected as articles of 3 kB, as one text, and by the command
with one process and with all. codespell reads the same file where it is installed. Times are the least of three runs
where a new process is timed, else of one.
"""

import argparse
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from normalizer import Gazetteer, correct
from normalizer.model import EntityType

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "seeds" / "german.txt"
QUERIES = ("Sudaschha", "Sirskij", "Al-Facher", "Pezechkian", "Uitkoff", "Kostjantiniwka", "Lawrow", "Dnjepropetrowsk")
WHO = (
    "the minister", "a baker from {place}", "{person}", "Ms. {unknown}", "an engineer called {unknown}", "the mayor",
    "two brothers of {unknown}", "the envoy {person}", "a spokesman", "the owner of {unknown} Foundry", "Dr. {unknown}",
    "a nurse", "the harbour master of {place}", "nobody", "the coach", "a farmer near {place}", "the court",
)  # fmt: skip
DID = (
    "said that {place} was quiet", "promised to mend the bridge", "met {person} at the station", "lost the second game",
    "spoke about the price of wheat", "had never heard of {unknown}", "wants to move to {place}", "drove home at night",
    "asked for three more buses", "thanked {person} for the letter", "found a map of {place}", "closed the old mill",
    "had bought a boat in {place}", "denied what {unknown} had told the court", "wrote the whole report by hand",
)  # fmt: skip
WHEN = (
    "on Monday", "after the flood", "before the vote", "in the first week of March", "while it rained", "last year",
    "as the market closed", "for the third time", "without a word to the press", "at a dinner in {place}", "by train",
)  # fmt: skip
SURNAMES = (
    "Abbott Adler Barker Bauer Becker Bergman Bianchi Blanc Bishop Bond Brandt Brooks Burke Carlson Castillo Chambers "
    "Clarke Conti Costa Cruz Dawson Dixon Doyle Dubois Duncan Eriksen Farmer Ferrari Fischer Fletcher Fontaine Foster "
    "Garner Gibbs Girard Greene Griffin Gunther Hahn Hale Hansen Harper Hayes Henriksen Hoffman Holt Horvath Hughes "
    "Ivanova Jansen Jarvis Jensen Keller Kowalska Kruger Lambert Larsen Laurent Lehmann Lindgren Lopez Lowe Madsen "
    "Marino Marsh Mason Mercier Meyer Moreau Moss Nilsen Norris Novak Nowak Olsen Osborne Palmer Parker Peters Pohl "
    "Porter Price Quinn Reed Reyes Ricci Richter Romano Rossi Sanders Sato Schmitt Schubert Sharp Silva Simon Singh "
    "Slater Sousa Stone Suzuki Svensson Tanaka Thorne Tucker Vance Vargas Vogel Wagner Walsh Weber Wheeler Zimmer"
).split()
SYLLABLES = "ba bro dan el fi gar ha in ko lan mi nor os pe rin sal ta ul ven wick".split()
INVENTED = 0.2
"""The share of the surnames that no list holds."""
ARTICLE_SIZE = 3_000


def sentences(names: Gazetteer, seed: int = 7) -> Iterator[str]:
    """Different sentences without end, in the same order each time."""
    rnd = random.Random(seed)
    people = [e.canonical for e in names if e.type is EntityType.PERSON]
    places = [e.canonical for e in names if e.type is EntityType.PLACE]
    told: set[str] = set()
    patterns = list(itertools.product(WHO, DID, WHEN))
    while True:
        rnd.shuffle(patterns)
        for pattern in patterns:
            slots = {"person": rnd.choice(people), "place": rnd.choice(places), "unknown": unknown(rnd)}
            text = " ".join(pattern).format(**slots)
            text = f"{text[0].upper()}{text[1:]}."
            if text not in told:
                told.add(text)
                yield text


def unknown(rnd: random.Random) -> str:
    return "".join(rnd.choices(SYLLABLES, k=3)).capitalize() if rnd.random() < INVENTED else rnd.choice(SURNAMES)


def clean_text(names: Gazetteer, size: int) -> str:
    """Paragraphs of six sentences, `size` bytes of them or a little more."""
    made, length, supply = [], 0, sentences(names)
    while length < size:
        made.append(" ".join(itertools.islice(supply, 6)))
        length += len(made[-1].encode()) + 1
    return "\n".join(made) + "\n"


def seconds(job: Callable[[], object], runs: int = 1) -> float:
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        spent.append(time.perf_counter() - start)
    return min(spent)


def articles(text: str) -> list[str]:
    """The paragraphs of a text, put together to articles."""
    made, part = [], ""
    for line in text.splitlines(keepends=True):
        part += line
        if len(part) >= ARTICLE_SIZE:
            made.append(part)
            part = ""
    return [*made, part] if part else made


def report(label: str, texts: list[str], names: Gazetteer) -> None:
    made: list[bool] = []
    spent = seconds(lambda: made.extend(f.applied for text in texts for f in correct(text, names).findings))
    words, size = sum(len(text.split()) for text in texts), sum(map(len, texts)) / 1e6
    rate = f"{words / spent:9,.0f} words/s"
    false = f"{10_000 * sum(made) / words:.1f} edits and {10_000 * len(made) / words:.1f} findings in 10,000 words"
    print(f"{label}, {size:.1f} MB".ljust(34), f"{spent:7.2f} s {rate}, {false}", flush=True)


def process(*command: str | Path) -> Callable[[], object]:
    """A job that runs a command and does not care for its exit code, which may tell of findings."""
    # As where it is installed: what is compiled is kept.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    return lambda: subprocess.run(command, env=environment, capture_output=True, check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--world", action="store_true", help="with the places of the world (extra: world)")
    wanted = parser.parse_args()
    namewright = [sys.executable, "-m", "normalizer"]
    world = ["--world"] if wanted.world else []
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(ARTICLE, folder)
        print(f"namewright --version               {seconds(process(*namewright, '--version'), 3):7.2f} s")
        bare = seconds(process(sys.executable, "-c", "import numpy, rapidfuzz, click"), 5)
        namewright_fix = process(*namewright, "fix", *world, copy)
        namewright_fix()  # compiles what is not compiled yet
        cold = seconds(namewright_fix, 5)
        print(
            f"namewright fix, one article, cold  {cold:7.2f} s, {cold / bare:.1f} x numpy, rapidfuzz and click imported"
        )

        names = Gazetteer.default(world=wanted.world)
        text = clean_text(names, round(wanted.megabytes * 1e6))
        correct("He said so.", names)
        report("clean text in articles", articles(text), names)
        report("clean text as one", [text], names)
        path = Path(folder) / "clean.txt"
        path.write_text(text, encoding="utf-8")
        for jobs in ("1", str(os.cpu_count())):
            spent = seconds(process(*namewright, "check", *world, "-q", "-j", jobs, path))
            print(f"namewright check, the same text    {spent:7.2f} s with --jobs {jobs}")
        codespell = shutil.which("codespell", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        if codespell:
            print(f"codespell, the same text           {seconds(process(codespell, path)):7.2f} s")
        else:
            print("codespell is not installed")

    print(f"search, the first                  {seconds(lambda: names.search('Sudschha')):7.2f} s")
    spent = seconds(lambda: [names.search(query) for query in QUERIES])
    print(f"search, each of {len(QUERIES)} more            {1000 * spent / len(QUERIES):7.1f} ms")


if __name__ == "__main__":
    main()
