"""What is written in place of a garble."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from normalizer import Gazetteer, correct
from normalizer.gazetteer.forms import Form, FormKind, forms_of
from normalizer.linking.writeback import canonical_form, fit, trimmed, without_marks_as
from normalizer.model import Entity, EntityType
from normalizer.text.tokens import pieces

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "write_back.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
@pytest.mark.usefixtures("steady_model")
def test_write_back(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    assert set(case) <= {"label", "text", "expected"}
    done = correct(case["text"], gazetteer, ignore=["NAM003"])
    assert done.text == case.get("expected", case["text"])
    assert correct(done.text, gazetteer, ignore=["NAM003"]).edits == ()


@pytest.mark.parametrize(
    ("entity", "written"),
    [
        (Entity("", "Volodymyr Zelensky", EntityType.PERSON, aliases=("Zelenskyy", "Ze")),
         {"Volodymyr Zelensky": "Volodymyr Zelensky", "Zelensky": "Zelensky", "Zelenskyy": "Zelensky", "Ze": "Ze"}),
        (Entity("", "Donald Trump", EntityType.PERSON, aliases=("Trump",)), {"Trump": "Trump"}),
        (Entity("", "African Union", EntityType.ORGANIZATION, aliases=("AU",)), {"AU": "AU"}),
        (Entity("", "Kyiv", EntityType.PLACE, variants=("Kiev", "Kijów")), {"Kiev": "Kyiv", "Kijów": "Kyiv"}),
        (Entity("", "Beijing", EntityType.PLACE, variants=("Peking",)), {"Peking": "Beijing"}),
        (Entity("", "Abdel Fattah al-Burhan", EntityType.PERSON), {"al-Burhan": "al-Burhan", "Burhan": "Burhan"}),
        (Entity("", "Moaz al-Khatib", EntityType.PERSON, aliases=("Khatib", "Moas Khattib")),
         {"Khatib": "Khatib", "Moas Khattib": "Moaz al-Khatib", "Khattib": "Khattib"}),
        (Entity("", "Viktor Liashko", EntityType.PERSON, aliases=("Viktor Lyashko",)), {"Lyashko": "Liashko"}),
        (Entity("", "Labour Party", EntityType.ORGANIZATION, aliases=("Labour", "Labor Party")),
         {"Labour": "Labour", "Labor Party": "Labour Party"}),
        (Entity("", "Pantsir", EntityType.ORGANIZATION, aliases=("Pantsir-S1", "Pantsyr")),
         {"Pantsir-S1": "Pantsir-S1", "Pantsyr": "Pantsir"}),
    ],
    ids=lambda value: value.canonical if isinstance(value, Entity) else "",
)  # fmt: skip
def test_what_the_house_writes_where_a_form_stands(entity: Entity, written: dict[str, str]) -> None:
    forms = {f.text: f for f in forms_of(entity)}
    assert {text: canonical_form(forms[text]) for text in written} == written


def test_a_form_of_the_surname_is_written_as_the_surname() -> None:
    entity = Entity("x", "Oleksandr Syrskyi", EntityType.PERSON)
    form = Form(replace(entity, aliases=("Syrsky",)), FormKind.ALIAS, "Syrsky", ("syrsky",))
    assert canonical_form(form) == "Syrskyi"


@pytest.mark.parametrize(
    ("mention", "name", "start", "expected"),
    [
        ("Xi", "Sisi", False, "Sisi"),
        ("XI", "Sisi", False, "Sisi"),
        ("WHO", "UNHCR", False, "UNHCR"),
        ("al-X", "al-Burhan", True, "al-Burhan"),
        ("Al-X", "al-Burhan", True, "Al-Burhan"),
        ("Al-X", "al-Burhan", False, "al-Burhan"),
        ("Bin Zajed", "bin Zayed", False, "Bin Zayed"),
        ("bin Zajed", "Bin Zayed", False, "bin Zayed"),
        ("the Philyppynes", "The Philippines", False, "the Philippines"),
        ("Ben Gurjon", "Bin Gurion", False, "Bin Gurion"),
        ("A\nB\nC", "Alpha Beta", False, "A\nB\nC"),
        ("A\nB C", "Alpha-Beta", False, "A\nB C"),
        ("Alphabe\r\nta Gam", "Alpha Beta Gamma Delta", False, "Alpha Beta\r\nGamma Delta"),
    ],
)
def test_the_name_in_place_of_the_mention(mention: str, name: str, start: bool, expected: str) -> None:
    assert fit(mention, name, pieces(mention), start) == expected


@pytest.mark.parametrize(
    ("text", "mention", "name", "expected"),
    [
        ("", "Jerome Walcke", "Jérôme Valcke", "Jerome Valcke"),
        ("Jérôme", "Jerome Walcke", "Jérôme Valcke", "Jérôme Valcke"),
        ("JÉRÔME", "JEROME WALCKE", "Jérôme Valcke", "Jérôme Valcke"),
        ("Keïta", "Jerome Walcke", "Jérôme Valcke", "Jérôme Valcke"),
        ("", "JEROME WALCKE", "Jérôme Valcke", "JEROME Valcke"),
        ("", "jerome Walcke", "Jérôme Valcke", "Jérôme Valcke"),
        ("", "Lukasz Walesza", "Łukasz Wałęsa", "Łukasz Wałęsa"),
        ("", "Lukasz Walesza", "Łukasz Walesa", "Lukasz Walesa"),
        ("", "Tayip Erdoğan", "Tayyip Erdogan", "Tayyip Erdogan"),
        ("", "Tayip Erdogán", "Tayyip Erdoğan", "Tayyip Erdoğan"),
        ("", "Stive Witkof", "Steve Witkoff", "Steve Witkoff"),
    ],
)
def test_marks_that_the_text_leaves_out_are_left_out(text: str, mention: str, name: str, expected: str) -> None:
    assert without_marks_as(text, mention.split(), name) == expected


@pytest.mark.parametrize(
    ("span", "name", "expected"),
    [
        ("Steve Witkof", "Steve Witkoff", ("Witkof", "Witkoff")),
        ("Stive Witkoff", "Steve Witkoff", ("Stive", "Steve")),
        ("Franz Stephan Gady", "Franz-Stefan Gady", ("Franz Stephan", "Franz-Stefan")),
        ("Abdel Fatah Burhan", "Abdel Fattah Burhan", ("Fatah", "Fattah")),
        ("Witkof", "Witkoff", ("Witkof", "Witkoff")),
    ],
)
def test_words_that_stay_are_no_part_of_the_edit(span: str, name: str, expected: tuple[str, str]) -> None:
    text = f"by {span} himself"
    start, end, new = trimmed(text, 3, 3 + len(span), name)
    assert (text[start:end], new) == expected
