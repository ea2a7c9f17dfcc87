"""The index: what it finds, that order does not matter, and that it survives the disk."""

import json
import random
from pathlib import Path

import pytest

from normalizer.errors import InputError
from normalizer.matching.index import SLIPS_AMONG_ALL, NameIndex

TOWNS = (
    "sudzha suzdal sumy kursk kyiv kharkiv kherson moscow lviv odesa poltava chernihiv chernivtsi rylsk belgorod "
    "donetsk luhansk mariupol kupiansk izium bakhmut kramatorsk sloviansk pokrovsk berlin bern paris parma"
).split()


def made_up(count: int) -> list[str]:
    rnd = random.Random(3)
    parts = ["ka", "lo", "min", "tar", "sk", "ov", "ber", "zhi", "an", "dze"]
    return sorted({"".join(rnd.choices(parts, k=rnd.randint(2, 5))) for _ in range(3 * count)} - set(TOWNS))[:count]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.build(TOWNS)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("sudaschha", "sudzha"),
        ("sudzha", "sudzha"),
        ("charkiw", "kharkiv"),
        ("tschernihiw", "chernihiv"),
        ("moskwa", "moscow"),
        ("lwow", "lviv"),
        ("kramotrsk", "kramatorsk"),
        ("bakhmutt", "bakhmut"),
    ],
)
def test_first(index: NameIndex, query: str, name: str) -> None:
    hits = index.search([query], limit=3)[0]
    assert hits[0].name == name == TOWNS[hits[0].row]
    assert len(hits) == 3
    assert hits[0].score >= hits[1].score >= hits[2].score
    assert all(0 <= hit.confidence <= 1 and hit.cost >= 0 for hit in hits)


def test_what_is_equal_comes_first_with_the_best_confidence(index: NameIndex) -> None:
    exact, garbled, foreign = (hits[0].confidence for hits in index.search(["kherson", "cherson", "blackbird"], 1))
    assert exact > garbled > foreign


def test_the_order_of_names_and_queries_changes_nothing(index: NameIndex) -> None:
    queries = ["smie", "suda", "kursk", "", "q", "charkow"]
    shuffled = random.Random(1).sample(TOWNS, len(TOWNS))
    other = NameIndex.build(shuffled).search(queries[::-1], limit=9)[::-1]
    for mine, theirs in zip(index.search(queries, limit=9), other, strict=True):
        assert [(hit.name, hit.score) for hit in mine] == [(hit.name, hit.score) for hit in theirs]


def test_priors_raise_a_name_only_when_they_are_asked_for() -> None:
    index = NameIndex.build(["sumi", "sumy"], priors=[0.0, 5.4])
    assert index.search(["sumi"])[0][0].name == "sumi"
    assert index.search(["sume"], prior_weight=2.2)[0][0].name == "sumy"


@pytest.mark.parametrize("count", [0, 1, 40, SLIPS_AMONG_ALL + 500])
def test_save_and_open(tmp_path: Path, count: int) -> None:
    names = made_up(count)
    built = NameIndex.build(names)
    built.save(tmp_path / "index")
    opened = NameIndex.open(tmp_path / "index")
    queries = ["kalomin", "tarskov", *names[:3]]
    assert len(opened) == len(built) == len(names)
    assert opened.search(queries) == built.search(queries)
    assert [opened.name(row) for row in range(len(names))] == names


def test_an_index_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no name index"):
        NameIndex.open(tmp_path)
    NameIndex.build(TOWNS).save(tmp_path)
    (tmp_path / "text.bin").write_bytes(b"short")
    with pytest.raises(InputError, match="not whole"):
        NameIndex.open(tmp_path)
    header = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    (tmp_path / "index.json").write_text(json.dumps({**header, "version": 0}), encoding="utf-8")
    with pytest.raises(InputError, match="version"):
        NameIndex.open(tmp_path)
