"""Compiles `data/readings.csv`: `python -m normalizer.matching.train_readings`.

How the characters of Japanese names are read, learned from the 91,000 names of people and places, of two to five
characters, of the IPADIC dictionary (ICOT and NAIST, free to use, change and spread; `data/IPADIC-COPYING.txt`) as the
package janome (Apache-2.0) carries it, each with its reading. Which sounds are which character's is not said there: it
is learned by expectation maximisation over all ways to cut a reading (after Dempster, Laird and Rubin, 1977), as
letter-to-sound alignments are. No name is kept, only how often each character is read how.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import version

from normalizer.files import write_atomic
from normalizer.matching.data_files import DATA
from normalizer.matching.readings import FILE, read_otherwise

REPORT = "readings.json"
ROUNDS = 8
LONGEST = 5
"""Kana of one character."""
LEAST = 2.5
"""Names, by expectation, that a reading must have."""
LEAST_SHARE = 0.01
HELD_OUT = 8
"""One in so many surnames with several readings is held out and judged by."""
_HAN = re.compile(r"[\u3400-\u9fff々]{2,5}")
_SMALL = frozenset("ャュョンァィゥェォ")
_KANA = {
    "ア": "a", "イ": "i", "ウ": "u", "エ": "e", "オ": "o", "カ": "ka", "キ": "ki", "ク": "ku", "ケ": "ke", "コ": "ko",
    "サ": "sa", "シ": "shi", "ス": "su", "セ": "se", "ソ": "so", "タ": "ta", "チ": "chi", "ツ": "tsu", "テ": "te",
    "ト": "to", "ナ": "na", "ニ": "ni", "ヌ": "nu", "ネ": "ne", "ノ": "no", "ハ": "ha", "ヒ": "hi", "フ": "fu",
    "ヘ": "he", "ホ": "ho", "マ": "ma", "ミ": "mi", "ム": "mu", "メ": "me", "モ": "mo", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ラ": "ra", "リ": "ri", "ル": "ru", "レ": "re", "ロ": "ro", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o",
    "ガ": "ga", "ギ": "gi", "グ": "gu", "ゲ": "ge", "ゴ": "go", "ザ": "za", "ジ": "ji", "ズ": "zu", "ゼ": "ze",
    "ゾ": "zo", "ダ": "da", "ヂ": "ji", "ヅ": "zu", "デ": "de", "ド": "do", "バ": "ba", "ビ": "bi", "ブ": "bu",
    "ベ": "be", "ボ": "bo", "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pe", "ポ": "po", "ン": "n",
}  # fmt: skip
_GLIDES = {"ャ": "a", "ュ": "u", "ョ": "o"}
_LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"))

Name = tuple[str, str, str]
"""Characters, kana and what it names."""


def main() -> None:
    """Learn the readings, write them, and the share of held-out surnames whose other reading they explain."""
    names = sorted(set(_names()))
    held_out = _held_out(names)
    counts = learn([name for name in names if name[0] not in held_out])
    readings = _romanised(counts)
    rows = [f"{c},{';'.join(f'{r}:{n}' for r, n in some)}\n" for c, some in sorted(readings.items())]
    write_atomic(DATA / FILE, "".join(["character,readings\n", *rows]).encode())
    report = {
        "command": "python -m normalizer.matching.train_readings",
        "licence": "IPADIC-COPYING.txt",
        "input": f"janome {version('janome')}: IPADIC, {len(names)} names of people and places with their readings",
        "characters": len(rows),
        "score": score(names, held_out),
    }
    write_atomic(DATA / REPORT, (json.dumps(report, indent=1) + "\n").encode())


def _names() -> Iterator[Name]:
    entries = import_module("janome.sysdic").entries(compact=False)
    for surface, *_, part, _, _, _, reading, _ in entries.values():
        kind = "surname" if part.endswith("姓") else "given" if part.endswith("名") else "place"
        if ("人名" in part or "地域" in part) and _HAN.fullmatch(surface) and not set(reading) & set("ッー"):
            yield surface, reading, kind


def _held_out(names: Iterable[Name]) -> dict[str, list[str]]:
    """Every so many of the surnames that are read in several ways."""
    readings: dict[str, list[str]] = defaultdict(list)
    for surface, reading, kind in names:
        if kind == "surname":
            readings[surface].append(reading)
    several = [surface for surface, some in sorted(readings.items()) if len(some) > 1]
    return {surface: readings[surface] for surface in several[::HELD_OUT]}


def learn(names: Iterable[Name]) -> dict[str, dict[str, float]]:
    """How often each character is read how (kana), by expectation."""
    cuts = [some for surface, reading, _ in names if (some := list(_cuts(surface, reading)))]
    counts: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        totals = {character: sum(some.values()) for character, some in counts.items()}
        for some in cuts:
            weights = [math.prod([counts[c][r] / totals[c] for c, r in cut]) if counts else 1.0 for cut in some]
            whole = sum(weights)
            for cut, weight in zip(some, weights, strict=True):
                for c, r in cut if weight else ():
                    found[c][r] += weight / whole
        counts = found
    return counts


def _cuts(surface: str, reading: str) -> Iterator[list[tuple[str, str]]]:
    """All ways to give each character one to `LONGEST` of the kana."""
    if not surface:
        if not reading:
            yield []
        return
    character = surface[0]
    for size in range(1, min(LONGEST, len(reading)) + 1):
        if size < len(reading) and reading[size] in _SMALL:
            continue
        for rest in _cuts(surface[1:], reading[size:]):
            yield [(character, reading[:size]), *rest]


def _romanised(counts: dict[str, dict[str, float]]) -> dict[str, list[tuple[str, int]]]:
    """The readings of each character that are frequent enough, in Hepburn's letters as newspapers write them."""
    out: dict[str, list[tuple[str, int]]] = {}
    for character, some in counts.items():
        least = max(LEAST, LEAST_SHARE * sum(some.values()))
        found: Counter[str] = Counter()
        for kana, count in some.items():
            if count >= least:
                for written in spellings(kana):
                    found[written] += round(count)
        if found:
            out[character] = sorted(found.items(), key=lambda x: (-x[1], x[0]))
    return out


def spellings(kana: str) -> set[str]:
    """A reading in Hepburn's letters: with its long vowels, and without them, as newspapers have it."""
    out = ""
    for c in kana:
        if c in _GLIDES:
            out = out[:-1] + ("" if out.endswith(("shi", "chi", "ji")) else "y") + _GLIDES[c]
        else:
            out += _KANA.get(c, "")
    short = out
    for long, one in _LONG:
        short = short.replace(long, one)
    return {out, short}


def score(names: Iterable[Name], held_out: dict[str, list[str]]) -> dict[str, float]:
    """Of held-out surnames that are read in two ways, how many cost less than a name that is another by chance."""
    pairs = [(a, b) for some in held_out.values() for a in some for b in some if a < b]
    written = [(min(spellings(a), key=len), min(spellings(b), key=len)) for a, b in pairs]
    others = sorted({min(spellings(reading), key=len) for _, reading, kind in names if kind == "surname"})[::HELD_OUT]
    chance = [(a, b) for a, b in zip(others, others[1:] + others[:1], strict=True)]
    return {
        "held-out pairs": len(written),
        "explained": round(sum(read_otherwise(a, b) > 0 for a, b in written) / len(written), 3),
        "of neighbours in the alphabet": round(sum(read_otherwise(a, b) > 0 for a, b in chance) / len(chance), 3),
    }


if __name__ == "__main__":
    main()
