"""The sources of people and organizations: JRC-Names, FollowTheMoney, Popolo."""

import json

import pytest

from normalizer.errors import InputError


@pytest.mark.parametrize("file", ["jrc_entities", "jrc_blanks.txt"])
def test_jrc_names(imported, file):
    found = imported("jrc-names", file)
    assert found.names == ["Hezbollah", "Jean;Luc Odd", "Vladimir Putin"]
    putin = found["Vladimir Putin"]
    assert (putin.type, putin.source) == ("person", "JRC-Names 1")
    assert putin.aliases == ("Wladimir Putin", "Vladimir Poutine"), "though their lines stand apart"
    assert putin.native == ("Владимир Путин",)
    assert (found["Hezbollah"].type, found["Hezbollah"].aliases) == ("organization", ("Hizbullah",))
    assert found.report.skipped.total() == 1, "a type that is not known"


def test_malformed_lines_of_jrc_names(imported):
    assert imported("jrc-names", "jrc_entities").faults == [("jrc_entities", 10), ("jrc_entities", 12)]


@pytest.mark.parametrize(
    ("language", "name"), [("de", "Wladimir Putin"), ("ru", "Владимир Путин"), ("it", "Vladimir Putin")]
)
def test_jrc_names_in_a_language(imported, language, name):
    assert name in imported("jrc-names", "jrc_blanks.txt", languages=(language,)).names


def test_types_of_jrc_names_can_be_added(imported):
    assert imported("jrc-names", "jrc_blanks.txt", values=(("term", "X"),))["Mystery"].type == "term"


def test_ftm(imported):
    found = imported("ftm", "ftm.json")
    assert set(found.names) == {
        "Vladimir Putin", "Romashka", "Hamas", "Eagle S", "Ivan Ivanov", "Crimean Ministry"
    }  # fmt: skip
    putin = found["Vladimir Putin"]
    assert (putin.type, putin.country, putin.source) == ("person", "RU", "FollowTheMoney Q7747")
    assert putin.aliases == ("PUTIN, Vladimir Vladimirovich",)
    assert putin.weak_aliases == ("Vova", "Platov"), "weak ones stay weak, former ones must not be put right"
    assert putin.native == ("Владимир Путин",)
    firm = found["Romashka"]
    assert (firm.type, firm.country, firm.aliases, firm.native) == (
        "organization", "RU", ("ROMASHKA LLC",), ("ООО Ромашка",)
    ), "it has no caption"  # fmt: skip
    assert found["Eagle S"].type == "term"
    assert found["Ivan Ivanov"].type == "person", "a legal entity that was born"
    assert (found["Crimean Ministry"].country, found["Hamas"].country) == ("UA", "PS")
    assert found.report.skipped == {"schemata without names": 4, "no name": 1}
    assert found.faults == [("ftm.json", 12), ("ftm.json", 13)]


def test_a_delta_changes_what_came_before(imported):
    found = imported("ftm", "ftm.json", "ftm_delta.json")
    assert "New Person" in found.names
    assert "Eagle S" not in found.names
    assert found["Hamas"].aliases == ("Harakat",)
    assert found.faults[-1] == ("ftm_delta.json", 4)


def test_a_delta_alone(imported):
    assert imported("ftm", "ftm_delta.json").names == ["Hamas", "New Person"]


def test_schemata_of_ftm_can_be_added(imported):
    assert imported("ftm", "ftm.json", values=(("place", "Address"),)).report.skipped["schemata without names"] == 3


def test_popolo(imported):
    found = imported("popolo", "popolo.json")
    assert set(found.names) == {
        "Volodymyr Zelensky", "Petro Poroshenko", "Yulia Tymoshenko", "Servant of the People", "Verkhovna Rada", "Sumy"
    }  # fmt: skip
    president = found["Volodymyr Zelensky"]
    assert president.aliases == ("Volodymyr Zelenskiy",), "neither the sort name nor the family name"
    assert president.weak_aliases == ("Vova Kvartal",)
    assert president.native == ("Володимир Зеленський",)
    assert found["Petro Poroshenko"].native == ("Петро Порошенко",)
    assert (found["Servant of the People"].type, found["Sumy"].type) == ("organization", "place")
    assert found.faults == [("popolo.json", 43)]


def test_popolo_in_another_language(imported):
    assert "Володимир Зеленський" in imported("popolo", "popolo.json", languages=("uk",)).names


def test_organizations_of_two_parliaments_stay_apart(imported, tmp_path):
    for name in ("Rada", "Sejm"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"organizations": [{"id": "legislature", "name": name}]}))
    assert imported("popolo", tmp_path / "Rada.json", tmp_path / "Sejm.json").names == ["Rada", "Sejm"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"events": []}', '{"persons": [{"name": "Jo"', '{"persons": [{]}'])
def test_what_is_no_popolo_is_refused(imported, tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        imported("popolo", path)
    assert refused.value.row == 1
