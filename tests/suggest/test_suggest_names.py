"""What is suggested for texts: names, spellings, types and counts."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.columns import COLUMNS, REVIEW
from normalizer.gazetteer.read import rows_in
from normalizer.model import EntityType
from normalizer.suggest import gather as gathering
from normalizer.suggest.find import Sighting
from normalizer.suggest.gather import Gathered, add_text
from normalizer.suggest.group import Suggestion
from normalizer.suggest.table import csv_text, screen_lines
from normalizer.suggest.texts import gather, missing

Missing = Callable[..., list[Suggestion]]
PERSON, PLACE, ORGANIZATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION
MET = "They met {} there, and it was late."


def told(found: list[Suggestion]) -> dict[str, dict[str, int]]:
    return {s.canonical: dict(s.spellings) for s in found}


NAMES = [
    (
        "a surname stands for the name that it follows, however it is garbled",
        ["They met Ilmari Kostvedt. Later Kostwedt left, and Kostvedt was glad that Kostvedt could."],
        {"Ilmari Kostvedt": {"Ilmari Kostvedt": 1, "Kostvedt": 2, "Kostwedt": 1}},
    ),
    (
        "two of one surname stay apart, and each surname belongs to who was named last",
        ["They met Peder Aunskog. He said Aunskog paid. They met Petra Aunskog. She said Aunskog cooked."],
        {"Peder Aunskog": {"Peder Aunskog": 1, "Aunskog": 1}, "Petra Aunskog": {"Petra Aunskog": 1, "Aunskog": 1}},
    ),
    (
        "capitals, possessives and plurals are folded",
        ["KOSTVEDT LEAVES\n\nThey met Ilmari Kostvedt, saw Kostvedt’s boat and left with the Kostvedts."],
        {"Ilmari Kostvedt": {"Ilmari Kostvedt": 1, "Kostvedt": 2, "Kostvedts": 1}},
    ),
    (
        "spellings of several texts are one name, the commonest first",
        [MET.format("Velmora"), MET.format("Wellmora"), MET.format("Velmora")],
        {"Velmora": {"Velmora": 2, "Wellmora": 1}},
    ),
    (
        "the rest of the text says which of two spellings is right",
        ["They met Hrastina Dollvik. He saw that Dolvik left, Dolvik came.", "They met Hrastina Dolvik."],
        {"Hrastina Dolvik": {"Hrastina Dolvik": 1, "Dolvik": 2, "Hrastina Dollvik": 1}},
    ),
    (
        "the name with its given name comes before that with an initial",
        ["They met I. Kostvedt.", "They met I. Kostvedt.", "They met Ilmari Kostvedt."],
        {"Ilmari Kostvedt": {"Ilmari Kostvedt": 1, "I. Kostvedt": 2}},
    ),
    ("a surname joins the one bearer of another text", ["They met Ilmari Kostvedt.", MET.format("Kostvedt")],
     {"Ilmari Kostvedt": {"Ilmari Kostvedt": 1, "Kostvedt": 1}}),
    ("what is never seen within a sentence may be any word", ["Kostvedt left. Kostvedt came."], {}),
    ("a word that stands in lower case too is no name", ["They saw a Zorbling. The zorbling left."], {}),
    ("nor is who lives at a name", ["They reached Velmora. They met a Velmoran there, and Velmorans."],
     {"Velmora": {"Velmora": 1}}),
    ("nor a given name alone", ["They met Oleksandr there, and Maria."], {}),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "names"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_what_is_missing(texts: list[str], names: dict[str, dict[str, int]], missing_from: Missing) -> None:
    found = told(missing_from(*texts))
    assert found == names
    assert {name: next(iter(spellings)) for name, spellings in found.items()} == {name: name for name in names}


TYPES = [
    ("They met Mayor Dolvik.", PERSON),
    ("They met Ivan Dolvik.", PERSON),
    ("He asked whether Dolvik said so.", None),  # a company says things too
    ("They reached the village of Velmora.", PLACE),
    ("They live in Velmora now.", PLACE),
    ("They left the Nordalgen Group.", ORGANIZATION),
    ("They bought Nordalgen.", None),
]


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_the_type_is_guessed_from_what_stands_beside(text: str, kind: EntityType | None, missing_from: Missing) -> None:
    assert [s.type for s in missing_from(text)] == [kind]


def test_a_name_has_to_recur(missing_from: Missing) -> None:
    texts = [MET.format("Velmora"), MET.format("Velmora and Korshamn")]
    assert list(told(missing_from(*texts, least=2))) == ["Velmora"]
    (found,) = missing_from(*texts, least=2)
    assert (found.count, found.texts) == (2, 2)
    assert found.examples == (
        "1.txt:1: They met Velmora there, and it was late.",
        "2.txt:1: They met Velmora and Korshamn there, and it was late.",
    )


def test_what_is_never_flagged_is_not_missing(missing_from: Missing) -> None:
    assert list(told(missing_from(MET.format("Velmora and Korshamn"), keep=("korshamn",)))) == ["Velmora"]


def test_a_text_of_another_language_gives_nothing(gazetteer: Gazetteer) -> None:
    gathered = Gathered()
    text = "Der Bürgermeister sprach mit Kostvedt über die Insel Velmora und das Boot. " * 3
    assert not gather(gathered, "a.txt", text, gazetteer)
    assert missing(gathered, gazetteer, 1) == []


def test_a_long_list_in_an_english_text_gives_its_names(missing_from: Missing) -> None:
    prose, listed = "They went to the house, and it was late.\n" * 290, "\nIlmari Kostvedt\n" * 20
    assert told(missing_from(listed)) == {}
    assert list(told(missing_from(prose + listed))) == ["Ilmari Kostvedt"]


def test_a_long_text_counts_as_one_and_its_lines_go_on(gazetteer: Gazetteer) -> None:
    gathered = Gathered()
    text = "They met Ilmari Kostvedt.\n" + "It was late, and they went to the house.\n" * 600 + "They met Kostvedt.\n"
    assert gather(gathered, "a.txt", text, gazetteer)
    (found,) = missing(gathered, gazetteer, 2)
    assert (found.count, found.texts) == (2, 1)
    assert [e.split(" ")[0] for e in found.examples] == ["a.txt:1:", "a.txt:602:"]


def test_what_was_seen_seldom_is_forgotten_when_there_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_SPELLINGS", 20)
    monkeypatch.setattr(gathering, "_KEPT_AFTER", 10)

    def sighting(name: str) -> Sighting:
        return Sighting(name, (name.lower(),), 1, name, True, False, ())

    gathered = Gathered()
    for number in range(100):
        add_text(gathered, "a", [sighting("Velmora"), sighting(f"Other{number}")], ())
    assert len(gathered.spellings) <= 20
    assert gathered.spellings["Velmora"].count == 100


WORDS = [
    "Kostvedt",
    "KOSTVEDT",
    "Ilmari",
    "al-Velmari",
    "Mayor",
    "Bank",
    "Chen",
    "Bo",
    "Will",
    "of",
    "the",
    "van",
    "I.",
    "é",
]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=30).map(" ".join))
def test_no_text_is_too_odd(gazetteer: Gazetteer, text: str) -> None:
    gathered = Gathered()
    gather(gathered, "a", text, gazetteer)
    for found in missing(gathered, gazetteer, 1):
        assert found.canonical == found.spellings[0][0]
        assert found.count == sum(count for _, count in found.spellings) >= 1
        assert found.texts == 1 and found.examples
    assert sum(s.count for s in missing(gathered, gazetteer, 1)) <= len(text.split())


FOUND = [
    Suggestion("Ilmari Kostvedt", PERSON, 3, 2, (("Ilmari Kostvedt", 2), ("Kostwedt", 1)), ("=a.txt:1: Boo",), None),
    Suggestion("Velmora", None, 2, 1, (("Velmora", 2),), ("a.txt:3: \x1b[1mHo, Velmora",), ("Verona", 0.414)),
]


def test_the_file_is_a_gazetteer_file_once_the_types_are_there(tmp_path: Path) -> None:
    text = csv_text(FOUND)
    header, first, second = csv.reader(io.StringIO(text))
    assert header == [*COLUMNS, *REVIEW]
    assert first[:3] == ["", "Ilmari Kostvedt", "person"]
    assert first[-5:] == ["3", "2", "Ilmari Kostvedt 2; Kostwedt 1", "", "'=a.txt:1: Boo"]
    assert second[-2:] == ["a garble of Verona? (0.41)", "a.txt:3: [U+001B][1mHo, Velmora"]
    path = tmp_path / "new.csv"
    reviewed = text.replace(",Velmora,,", ",Velmora,place,")
    assert [(r.entity.canonical, r.entity.variants, r.entity.aliases) for r in rows_in(reviewed, path)] == [
        ("Ilmari Kostvedt", (), ()),
        ("Velmora", (), ()),
    ]


def test_the_table_shows_each_name_with_a_place() -> None:
    assert list(screen_lines(FOUND, lambda text, **_: text)) == [
        "count  texts  type    name",
        "    3      2  person  Ilmari Kostvedt  also Kostwedt 1",
        "       =a.txt:1: Boo",
        "    2      1  ?       Velmora          a garble of Verona? (0.41)",
        "       a.txt:3: [U+001B][1mHo, Velmora",
    ]
