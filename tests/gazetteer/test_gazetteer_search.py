"""The names that a spelling is like."""

from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer.gazetteer import Gazetteer

Make = Callable[..., Path]


@pytest.fixture
def gazetteer(make: Make) -> Gazetteer:
    return Gazetteer.read(
        make(
            "canonical,type,aliases,weak_aliases,variants,native,population",
            "Volodymyr Zelensky,person,Zelenskyy,,Zelenskiy,Володимир Зеленський,",
            "Sudzha,place,,,,Суджа,6036",
            "Sumy,place,,,Sumi,Суми,256474",
            "Suma,place,,,,,10",
            "Springfield,place,,,,,20",
            "Steve Witkoff,person,,Witz,,,",
        )
    )


@pytest.mark.parametrize(
    ("query", "canonical", "name"),
    [
        ("Sumy", "Sumy", "Sumy"),
        ("SUMI", "Sumy", "Sumi"),
        ("Sudscha", "Sudzha", "Sudzha"),
        ("Selenskyj", "Volodymyr Zelensky", None),
        ("Witkov", "Steve Witkoff", "Witkoff"),
        ("Суджа", "Sudzha", "Sudzha"),
        ("Witz", "Steve Witkoff", "Witz"),
    ],
)
def test_the_best_match_comes_first(gazetteer: Gazetteer, query: str, canonical: str, name: str | None) -> None:
    best = gazetteer.search(query)[0]
    assert best.canonical == best.entity.canonical == canonical
    assert name is None or best.name == name
    assert 0 <= best.confidence <= 1
    assert [evidence.kind for evidence in best.evidence] in (["sound"], ["similarity"])


def test_an_entity_is_found_once_and_confidence_falls(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("Zelensky", limit=20)
    assert len({match.entity.id for match in found}) == len(found) == 6
    assert [m.confidence for m in found] == sorted((m.confidence for m in found), reverse=True)


@pytest.mark.parametrize(("query", "limit", "count"), [("Sumy", 2, 2), ("Sumy", 0, 0), ("", 5, 0), ("!?", 5, 0)])
def test_as_many_as_are_wanted(gazetteer: Gazetteer, query: str, limit: int, count: int) -> None:
    assert len(gazetteer.search(query, limit=limit)) == count


def test_nothing_is_found_in_nothing() -> None:
    assert Gazetteer().search("Sumy") == []


def test_who_claims_a_spelling_comes_first(make: Make) -> None:
    rows = ("Alex Witkoff,person,,", "Odesa,place,,Odessa", "Odessa,place,,", "Steve Witkoff,person,Witkoff,")
    g = Gazetteer.read(make("canonical,type,aliases,variants", *rows))
    assert [match.canonical for match in g.search("Witkof", limit=2)] == ["Steve Witkoff", "Alex Witkoff"]
    assert g.search("Odessa")[0].canonical == "Odessa"


def test_the_larger_of_two_namesakes_comes_first(make: Make) -> None:
    rows = ("place/a,Odessa,place,US,", "place/b,Odessa,place,UA,1000000", "place/c,Odessa,place,CA,5")
    g = Gazetteer.read(make("id,canonical,type,country,population", *rows))
    assert [match.entity.id for match in g.search("Odessa")] == ["place/b", "place/c", "place/a"]


def test_the_index_of_many_names_is_kept(gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.gazetteer.search.KEPT_FROM", 1)
    expected = gazetteer.search("Sudscha")
    for cache in (tmp_path / "cache", tmp_path / "file" / "cache"):  # the second one cannot be made
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("NAMEWRIGHT_CACHE", str(cache))
        for _ in range(2):
            assert Gazetteer(gazetteer.layers).search("Sudscha") == expected
    assert len(list((tmp_path / "cache").glob("names-*/"))) == 1
