"""What a finding's probability is worth, on the samples with garbles made here: bounds that noise does not break."""

import csv
import random
import re
from pathlib import Path

import pytest

from normalizer import Gazetteer, correct
from normalizer.linking.link import analyse
from normalizer.linking.names import names_of

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ROUNDS = 16
# Letters of English spellings, and those that other languages or a tired ear have for them.
RESPELLED = (
    ("shch", "schtsch"), ("zh", "sch"), ("kh", "ch"), ("sh", "sch"), ("ch", "tsch"), ("ts", "z"), ("iy", "ij"),
    ("y", "j"), ("v", "w"), ("oo", "u"), ("ck", "k"), ("c", "k"), ("ff", "v"), ("ph", "f"), ("ei", "ai"), ("ie", "je"),
    ("ai", "ei"), ("qa", "ka"), ("x", "ks"), ("dz", "ds"), ("ll", "lj"), ("rr", "r"), ("tt", "t"),
)  # fmt: skip

Judged = list[tuple[float, bool]]
"""The probability of each finding, and whether it is right."""


def garbled(name: str, rnd: random.Random) -> str:
    """The name in another language's letters, or with letters dropped, doubled or taken for another."""
    head, rest = name[0], name[1:]
    for ours, theirs in RESPELLED:
        if ours in rest and rnd.random() < 0.4:
            return head + rest.replace(ours, theirs)
    for _ in range(rnd.choice((1, 2, 2))):
        i = rnd.randrange(len(rest))
        rest = rest[:i] + rnd.choice(("", rest[i] * 2, rnd.choice("aeioulnrst"))) + rest[i + 1 :]
    return head + rest


def judged(folder: Path) -> Judged:
    """The findings in the samples, right at first, whose names are garbled; the gazetteer lacks a third of the names.

    A finding is right that writes the name which stood there.
    """
    rnd, shipped = random.Random(7), Gazetteer.default()
    samples = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.expected.txt"))]
    types: dict[str, str] = {}
    for text in samples:
        for m in analyse(text, names_of(shipped), ()).context.exact:
            types[text[m.start : m.end]] = m.forms[0].entity.type.value
    told: Judged = []
    for number in range(ROUNDS):
        listed = folder / f"{number}.csv"
        with listed.open("w", encoding="utf-8", newline="") as file:
            rows = rnd.sample(sorted(types.items()), 2 * len(types) // 3)
            csv.writer(file).writerows([("canonical", "type"), *rows])
        known = Gazetteer.read(listed)
        for right in samples:
            names = [n for n in types if n.isalpha() and len(n) > 4 and re.search(rf"\b{n}\b", right)]
            wanted = {garbled(name, rnd): name for name in rnd.sample(names, len(names) // 2)}
            text = right
            for garble, name in wanted.items():
                text = re.sub(rf"\b{name}\b", garble, text)
            for f in correct(text, known, show_at=0.1, select=["NAM001"]).findings:
                told.append((f.confidence, f.replacement is not None and f.replacement == wanted.get(f.text)))
    return told


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    return judged(tmp_path_factory.mktemp("lists"))


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.35), (0.35, 0.6), (0.6, 0.8), (0.8, 1.01)])
def test_a_probability_is_about_the_share_that_is_right(findings: Judged, low: float, high: float) -> None:
    some = [(p, fine) for p, fine in findings if low <= p < high]
    said, found = (sum(values) / len(some) for values in zip(*some, strict=True))
    assert len(some) >= 30
    assert abs(said - found) < 0.3
