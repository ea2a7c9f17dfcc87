"""NAM003: several spellings of one unknown name are shown, and never edited."""

from pathlib import Path

import pytest

from normalizer import Gazetteer, correct

NOBODY = Gazetteer()


def shown(text: str) -> list[tuple[str, str]]:
    done = correct(text, NOBODY, select=["NAM003"], show_at=0.05)
    assert done.text == text
    assert all(f.replacement is None and not f.applied for f in done.findings)
    return [(f.text, f.message) for f in done.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hrastomir Vanchek spoke first. Later Mr. Vantchek left the room.",
            [("Vantchek", "line 1 spells this name Vanchek")],
        ),
        (
            "We saw Hrastomir Vanchek, and then Hrastomyr Vantchek.",
            [("Hrastomyr", "line 1 spells this name Hrastomir"), ("Vantchek", "line 1 spells this name Vanchek")],
        ),
        (
            "We saw Mr. Vantchek. He knew Mr. Vanchek. She knew Mr. Vanchek.",
            [("Vantchek", "line 1 spells this name Vanchek")],
        ),
        (
            "We saw Mr. Vanchek.\r\nHe knew Mr. Vanchek.\rThen\nMr. Vantchek and Mr. Vantchek and Mr. Vanchek met.",
            [("Vantchek", "line 1 spells this name Vanchek"), ("Vantchek", "line 1 spells this name Vanchek")],
        ),
        (
            "Then came the rain.\rThen came Mr. Qualdorvic.\rThen came Mr. Kwaldorvic and Mr. Qualdorwic.",
            [("Qualdorwic", "line 2 spells this name Qualdorvic")],
        ),
    ],
)
def test_the_rarer_spelling_is_shown(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We saw Mr. Vanchek. He knew Mr. Vanchek.",
        "We saw Mr. Vanchek. He knew the Vancheks.",
        "We saw Mr. Vanchek and Ms. Vancheka. A Vanchekian idea.",
        "We saw Mr. Vrandov and Ms. Vrandova.",
        "We saw Mr. Zbrovski and Ms. Zbrovska.",
        "We saw Mr. Vanchek in Wantchok and Boldrimar.",
        "We saw Mr. Smith and Mr. Smyth.",
        "Many Iranians and one Iranian met in Tehran and Teheran.",
        "We saw the organisation and the Organization in the Center and the Centre.",
        "We wrote to vanchek@example.com and saw Mr. Vantchek.",
        "We saw Mr. Vanchek. Vantchek spoke.",
        "We saw Borimar Vanchek, and then Tadusz Vantchek.",
        "We saw Lai Vanchek, and then Li Vantchek.",
        "We saw Vran Jae-miung and Zbor Jae-myung.",
    ],
)
def test_what_is_not_two_spellings_of_one_name(text: str) -> None:
    assert shown(text) == []


def test_known_names_are_no_unknown_ones() -> None:
    text = "We saw Mr. Zelensky. Then Mr. Zelenskyy spoke, and Mr. Zelenskiy left."
    assert not [f for f in correct(text, select=["NAM003"]).findings if f.text == "Zelensky"]


def test_a_text_that_is_not_english_is_not_looked_at() -> None:
    text = (
        "Wir sahen gestern Herrn Vanchek im Garten und sprachen mit ihm. Danach kam Herr Vantchek mit seiner Frau "
        "und mit den Kindern nach Hause."
    )
    assert shown(text) == []


@pytest.mark.parametrize("fix_at", [0.5, 1.0], ids=["put right", "only found"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tom Barak, the American envoy, met President Aoun of Lebanon.\nBarak told Reuters so.",
            [("Barak", 62, "line 1 has Barrack, garbled like this")],
        ),
        ("Tom Barrack, the American envoy, met President Aoun of Lebanon.\nBarak told Reuters so.", []),
        ("Tom Barak, the American envoy, met President Aoun of Lebanon.\nEhud Barak disagreed. Barak is old.", []),
    ],
    ids=["both may be meant", "no garble", "the other is named in full"],
)
def test_a_surname_that_garbles_another_name_of_the_article_is_shown(
    text: str, expected: list[tuple[str, int, str]], fix_at: float, tmp_path: Path
) -> None:
    names = tmp_path / "names.csv"
    names.write_text("canonical,type\nTom Barrack,person\nEhud Barak,person\n", encoding="utf-8")
    done = correct(text, Gazetteer.read(names), fix_at=fix_at)
    assert [(f.text, f.start, f.message) for f in done.findings if f.rule == "NAM003"] == expected
    assert done.text == (text.replace("Tom Barak,", "Tom Barrack,") if fix_at < 1 else text)
    unsure = correct(text, Gazetteer.read(names), fix_at=max(fix_at, 0.75), show_at=0.75)
    assert not [f for f in unsure.findings if f.rule == "NAM003"]
