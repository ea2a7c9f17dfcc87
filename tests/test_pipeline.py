"""What holds for every text and every gazetteer, whatever the model has learned."""

import random
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalizer import Gazetteer, check, correct
from normalizer.edits import apply_edits
from normalizer.errors import InputError
from normalizer.model import Category, Correction, Severity

HEADER = "id,canonical,type,aliases,variants,keep,country,latitude,longitude,population,related,description\n"
ROWS = (
    "organization/black-bird-group,Black Bird Group,organization,,,,FI,,,,,analysts of open sources\n",
    "person/franz-stefan-gady,Franz-Stefan Gady,person,,,,AT,,,,,analyst\n",
    "person/oleksandr-syrskyi,Oleksandr Syrskyi,person,Syrsky,,,UA,,,,place/kyiv,general\n",
    "person/steve-witkoff,Steve Witkoff,person,,,,US,,,,,envoy\n",
    "place/kharkiv,Kharkiv,place,,Kharkov,,UA,49.98,36.25,1421125,place/kyiv,\n",
    "place/kursk-oblast,Kursk Oblast,place,Kursk region;Kursk,,,RU,51.75,36.02,,,\n",
    "place/kyiv,Kyiv,place,,Kiev,chicken Kiev,UA,50.45,30.52,2797553,,\n",
    "place/sudzha,Sudzha,place,,,,RU,51.19,35.27,6036,place/kursk-oblast,\n",
    "place/sumy,Sumy,place,,,,UA,50.92,34.8,256474,,\n",
)
SHOW_ALL = 0.05
"""A threshold so low that many findings are only shown."""

# Words, names and garbles as they meet in an article, with everything that parts lines or words somewhere.
PIECES = (
    "The envoy Steve Vitkof said",
    "Vitkof",
    "WITKOF",
    "Steve\nWitkof",
    "Sudaschha",
    "near Sudzha, the main town",
    "the Smie region",
    "Kiev",
    "Kiev's",
    "chicken Kiev",
    "Kharkov-based",
    "Franz Stephan Gadi",
    "the Blackbird Group",
    "Gen. Oleksander Sirskij",
    "Sirsky",
    "Hrastomir Vanchek",
    "Vantchek spoke",
    "in the Kursk region of Russia on Monday",
    "naïve façade, İstanbul ǅ ﬁn ß",
    "https://example.com/Kiev/Sudaschha",
    "@Vitkof",
)
GAPS = (
    " ",
    ", ",
    ". ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u2028",
    "\u0085",
    "\x0b",
    "\x0c",
    "\x00",
    "\t",
    "\u00a0",
    "\u200b",
)


@cache
def gazetteer_of(rows: tuple[str, ...], folder: Path) -> Gazetteer:
    path = folder / f"{random.Random(repr(rows)).random()}.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return Gazetteer.read(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gazetteers")


@pytest.fixture(scope="module")
def names(folder: Path) -> Gazetteer:
    return gazetteer_of(ROWS, folder)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Sentences with names, garbles and odd characters, in any order, parted by anything."""
    piece = st.sampled_from(PIECES) | st.text(max_size=12)
    gap = st.sampled_from(GAPS)
    return "".join(draw(st.lists(st.builds(lambda a, b: a + b, piece, gap), min_size=1, max_size=12)))


@settings(max_examples=150)
@given(text=st.text(max_size=400))
def test_text_without_names_is_unchanged(names: Gazetteer, text: str) -> None:
    done = correct(text, names)
    assert done.text == done.original == text
    assert done.edits == ()


# Capitals in a row may spell one of thousands of abbreviations by chance; æ is not the AE of UAE.
@settings(max_examples=50)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Lu", "Lt"]), max_size=400))
@example(text="Uæ")
def test_text_without_names_is_unchanged_by_the_shipped_names(text: str) -> None:
    assert correct(text).text == text


@settings(max_examples=120)
@given(text=articles())
def test_every_result_is_sound(names: Gazetteer, text: str) -> None:
    done = correct(text, names, show_at=SHOW_ALL)
    assert done.original == text
    assert_edits_are_sound(done)
    assert_findings_are_sound(done, names)
    assert shape(done.text) == shape(text), "corrections keep the lines"


def assert_edits_are_sound(done: Correction) -> None:
    assert apply_edits(done.original, done.edits) == done.text
    position = 0
    for edit in done.edits:
        assert position <= edit.start < edit.end <= len(done.original)
        position = edit.end
    applied = [(f.start, f.end, f.replacement) for f in done.findings if f.applied]
    assert applied == [(e.start, e.end, e.replacement) for e in done.edits], "every edit is told, and told once"


def assert_findings_are_sound(done: Correction, names: Gazetteer) -> None:
    assert list(done.findings) == sorted(done.findings, key=lambda f: (f.start, f.end, f.rule))
    for f in done.findings:
        assert done.original[f.start : f.end] == f.text
        assert 0 <= f.confidence <= 1 and isinstance(f.confidence, float)
        assert f.replacement != f.text
        assert f.severity in Severity and f.category in Category and f.message
        assert f.entity is None or names.entity(f.entity) is not None
        assert f.runner_up is None or 0 <= f.runner_up.confidence <= 1


def shape(text: str) -> list[str]:
    """The line ends of a text in their order, and all its control characters."""
    return [c for c in text if not c.isprintable() and c not in "\u00a0"]


@settings(max_examples=60)
@given(text=articles())
def test_correcting_again_changes_nothing(names: Gazetteer, text: str) -> None:
    once = correct(text, names).text
    assert correct(once, names).text == once


@pytest.mark.usefixtures("steady_model")
def test_what_was_put_right_speaks_for_what_was_not_yet(names: Gazetteer) -> None:
    alone, together = "They left Sutsha on foot.", "They left Sutsha on foot. They saw Sudzcha burn."
    assert correct(alone, names).text == alone
    assert correct(together, names).text == "They left Sudzha on foot. They saw Sudzha burn."


@settings(max_examples=60)
@given(text=articles())
def test_check_finds_what_correct_finds_and_edits_nothing(names: Gazetteer, text: str) -> None:
    found, done = check(text, names, show_at=SHOW_ALL), correct(text, names, show_at=SHOW_ALL)
    assert (found.text, found.edits) == (text, ())
    assert not any(f.applied for f in found.findings)
    assert [(f.rule, f.start, f.end, f.replacement, f.confidence) for f in found.findings] == [
        (f.rule, f.start, f.end, f.replacement, f.confidence) for f in done.findings
    ]


@settings(max_examples=20)
@given(text=articles(), rows=st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(names: Gazetteer, folder: Path, text: str, rows: list[str]) -> None:
    assert correct(text, gazetteer_of(tuple(rows), folder), show_at=SHOW_ALL) == correct(text, names, show_at=SHOW_ALL)


def test_what_was_corrected_before_does_not_matter(folder: Path) -> None:
    fresh, used = gazetteer_of(ROWS, folder), gazetteer_of(ROWS[::-1], folder)
    correct(". ".join(PIECES), used, show_at=SHOW_ALL)
    for piece in PIECES:
        assert correct(piece, fresh, show_at=SHOW_ALL) == correct(piece, used, show_at=SHOW_ALL)


@settings(max_examples=60)
@given(text=articles())
def test_kept_words_are_never_flagged(names: Gazetteer, text: str) -> None:
    for word in {f.text for f in correct(text, names, show_at=SHOW_ALL).findings}:
        kept = correct(text, names, show_at=SHOW_ALL, keep=[word])
        assert word not in {f.text for f in kept.findings}


@pytest.mark.parametrize(
    "line",
    [
        "See https://example.com/Kiev/Sudaschha?q=Kiev for more.",
        "See www.Kiev-Sudaschha.com for more.",
        "See WWW.KIEV.UA and Kiev.UA for more.",
        "Write to Kiev.Kharkov@example.com for more.",
        "Ask @Kiev_desk or @Kharkov for more.",
        "It is all under #Kiev and #Kharkov today.",
        "Open /home/Kiev/Kharkov.txt or C:\\Kiev\\Kharkov now.",
        "Open ./Kiev/Kharkov.txt and Kiev.json now.",
        "Open images/Kiev.jpg and Kiev.docx now.",
        "Call `Kiev(Kharkov)` first.",
        "```\nKiev = Kharkov\n```",
        "The field Kiev_name is empty.",
        '<a title="Kiev">more</a>',
        "We went to Kiev and Kharkov. <!-- namewright: ignore -->",
    ],
)
def test_what_is_not_prose_is_left_alone(names: Gazetteer, line: str) -> None:
    text = f"The minister came back on Monday.\n{line}\nHe went to Kiev at once.\n"
    done = correct(text, names, show_at=SHOW_ALL)
    assert done.text == text.replace("to Kiev at", "to Kyiv at")
    assert [f.text for f in done.findings] == ["Kiev"]


@settings(max_examples=60)
@given(text=articles())
def test_marks_apart_from_their_letters_change_no_decision(names: Gazetteer, text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)
    done, whole = correct(apart, names, show_at=SHOW_ALL), correct(text, names, show_at=SHOW_ALL)
    assert unicodedata.normalize("NFC", done.text) == whole.text
    assert_edits_are_sound(done)
    assert_findings_are_sound(done, names)
    assert correct(done.text, names).text == done.text


def test_a_correction_writes_marks_as_the_text_does(folder: Path) -> None:
    names = gazetteer_of(("person/k,Ibrahim Boubacar Keïta,person,,,,ML,,,,,\n",), folder)
    text = "Keïta came back on Monday. The minister said that Ibarhim Boubakar Keita was naïve."
    right = text.replace("Ibarhim Boubakar Keita", "Ibrahim Boubacar Keïta")
    for form in ("NFC", "NFD"):
        assert correct(unicodedata.normalize(form, text), names).text == unicodedata.normalize(form, right)


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200d", "\u2060"])
def test_what_is_not_seen_within_a_word_parts_no_words(names: Gazetteer, unseen: str) -> None:
    text = f"The envoy Steve Wit{unseen}koff said that Su{unseen}dzha was near. He left Ki{unseen}ev on Monday."
    assert correct(text, names).text == text.replace(f"Ki{unseen}ev", "Kyiv")


@pytest.mark.parametrize("gap", GAPS)
def test_odd_characters_survive_beside_an_edit(names: Gazetteer, gap: str) -> None:
    before = f"He left{gap}Kiev{gap}on Monday.{gap}"
    assert correct(before, names).text == before.replace("Kiev", "Kyiv")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The minister returned to Kiev's airport.", "The minister returned to Kyiv's airport."),
        ("The minister returned to KIEV on Monday.", "The minister returned to KYIV on Monday."),
        ("The Kiev-based paper said so on Monday.", "The Kyiv-based paper said so on Monday."),
        ("They ate chicken Kiev at the station.", "They ate chicken Kiev at the station."),
        ("He called it “Kiev”, then (Kiev).", "He called it “Kyiv”, then (Kyiv)."),
    ],
)
def test_what_stands_around_a_name_is_kept(names: Gazetteer, before: str, after: str) -> None:
    assert correct(before, names).text == after


@pytest.mark.parametrize("gap", [" ", "\n", "\r\n", "\u00a0", "  ", " \n   ", " " * 200])
def test_a_phrase_is_kept_whatever_parts_its_words(names: Gazetteer, gap: str) -> None:
    text = f"They ate chicken{gap}Kiev. The envoy Steve{gap}Vitkof said so on Monday."
    assert correct(text, names, keep=["Steve Vitkof"]).text == text
    assert correct(text, names, keep=[f"Steve{gap}Vitkof"]).text == text


def test_an_edit_is_made_from_fix_at_on_and_shown_from_show_at_on(names: Gazetteer) -> None:
    text = "The minister returned to Kiev on Monday."
    (finding,) = correct(text, names).findings
    assert finding.applied
    above = min(1.0, finding.confidence + 0.01)
    (shown,) = correct(text, names, fix_at=above).findings
    assert not shown.applied and shown.replacement == "Kyiv"
    assert correct(text, names, fix_at=above, show_at=above).findings == ()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"fix_at": 1.5}, "--fix-at is 1.5"),
        ({"show_at": -0.1}, "--show-at is -0.1"),
        ({"fix_at": 0.5, "show_at": 0.6}, "--show-at 0.6 is over --fix-at 0.5"),
        ({"select": ["NAM9"]}, "no rule has the code 'NAM9'"),
    ],
)
def test_what_cannot_be_meant_is_refused(names: Gazetteer, options: dict[str, float], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        correct("Kiev", names, **options)


def test_only_listed_variants_are_touched_in_a_text_that_is_not_english(names: Gazetteer) -> None:
    text = (
        "Der Gesandte Steve Vitkof ist am Montag nach Kiev gereist, wie das Ministerium in einer Erklärung sagte. "
        "Er wird dort mit dem Präsidenten sprechen und danach nach Berlin zurück fahren.\n"
    )
    done = correct(text, names, show_at=SHOW_ALL)
    assert done.text == text.replace("Kiev", "Kyiv")
    assert [f.rule for f in done.findings] == ["NAM002"]
    assert any("not English" in note for note in done.notes)


def test_rules_are_chosen_by_code(names: Gazetteer) -> None:
    text = "Steve Vitkof said so. Vitkof went to Kiev on Monday."
    assert {f.rule for f in correct(text, names).findings} == {"NAM001", "NAM002"}
    assert {f.rule for f in correct(text, names, select=["NAM002"]).findings} == {"NAM002"}
    assert {f.rule for f in correct(text, names, ignore=["NAM002"]).findings} == {"NAM001"}
    assert correct(text, names, ignore=["NAM"]).text == text


def test_no_gazetteer_finds_nothing() -> None:
    text = "Steve Vitkof went to Kiev on Monday."
    assert correct(text, Gazetteer()).findings == ()


def test_the_language_is_judged_once_for_the_whole_text(names: Gazetteer) -> None:
    prose, listed = "The minister said on Monday that the talks were over.\n" * 222, "\nSteve Vitkof\n" * 20
    assert correct(listed, names).text == listed
    done = correct(prose + listed, names)
    assert done.text == prose + listed.replace("Vitkof", "Witkoff")
    assert done.notes == ()


def test_a_line_without_an_end_is_corrected_throughout(names: Gazetteer) -> None:
    text = "The minister said on Monday that the envoy Steve Vitkof was back in Kiev. " * 400
    done = correct(text, names)
    assert done.text == text.replace("Vitkof", "Witkoff").replace("Kiev", "Kyiv")
    assert apply_edits(text, done.edits) == done.text
    assert all(text[f.start : f.end] == f.text for f in done.findings)


def test_a_source_may_be_given() -> None:
    text = "They left Kiev."
    assert check(text, source="Sie verließen Kiew.") == check(text)
