"""CSV, TSV, spreadsheets and our own JSON lines."""

import json
import sys

import pytest

from normalizer.errors import InputError
from normalizer.model import EntityType

MAP = (
    ("canonical", "Name"), ("type", "Kind"), ("Also", "aliases"), ("country", "Land"), ("population", "Einwohner"),
    ("latitude", "lat"), ("longitude", "lon"),
)  # fmt: skip
VALUES = (("place", "LOC"), ("person", "PER"), ("ORG", "organization"))


def test_columns_and_values_are_translated_either_way(imported):
    found = imported("csv", "table.csv", map=MAP, values=VALUES)
    assert found.names == ['Quo"ted', "Vladimir Putin", "Kyiv"]
    kyiv = found["Kyiv"]
    assert (kyiv.type, kyiv.country, kyiv.population) == ("place", "UA", 2952301)
    assert (kyiv.latitude, kyiv.longitude) == (50.45, 30.52)
    assert kyiv.aliases == ("Kiev;Old", "Kyjiv")
    assert found.faults == [("table.csv", row) for row in (4, 5, 6, 7, 8, 10)]


def test_a_fixed_type(imported):
    found = imported("csv", "table.csv", map=MAP[:1], type=EntityType.TERM)
    assert {entity.type for entity in found.entities} == {"term"}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({}, "no column gives the canonical name|says the type"),
        ({"map": (("canonical", "Nom"),)}, "there is no such column; its columns are Name, Kind"),
        ({"map": (("title", "Name"),)}, "none of these is a column of ours"),
        ({"map": MAP[:1]}, "no column says the type"),
        ({"map": MAP, "values": (("LOC", "PER"),)}, "names no value of ours"),
        ({"features": ("P",)}, "--feature has no meaning"),
    ],
)
def test_what_does_not_fit_is_refused(imported, options, problem):
    with pytest.raises(InputError, match=problem):
        imported("csv", "table.csv", **options)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_parts_columns_and_encodings(imported, tmp_path, mark, encoding):
    path = tmp_path / "x.csv"
    path.write_bytes(f"name{mark}type\r\nKöln{mark}place\r\n\r\nBonn{mark}place\r\n".encode(encoding))
    assert imported("csv", path).names == ["Bonn", "Köln"]


def test_tabs(imported):
    assert imported("tsv", "table.tsv")["Kyiv"].aliases == ("Kiev", "Kyjiv")


def test_several_columns_make_one_list(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name,a1,a2,type\nKyiv,Kiev,Kyjiv,place\n")
    assert imported("csv", path, map=(("aliases", "a1"), ("aliases", "a2")))["Kyiv"].aliases == ("Kiev", "Kyjiv")


def test_rows_of_one_name_are_united(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name,aliases,country\nKyiv,Kiev,UA\nOdessa,,US\nKyiv,Kyjiv,UA\nOdessa,,UA\n")
    found = imported("csv", path, type=EntityType.PLACE)
    assert found["Kyiv"].aliases == ("Kiev", "Kyjiv")
    assert [(e.id, e.country) for e in found.entities if e.canonical == "Odessa"] == [
        ("place/odessa", "UA"), ("place/odessa-2", "US")
    ]  # fmt: skip


def test_records_of_other_people_keep_apart_by_their_ids(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("number,name\n7,Jo Doe\n8,Jo Doe\n7,Joe Doe\n")
    found = imported("csv", path, type=EntityType.PERSON, map=(("id", "number"),))
    assert sorted(e.id for e in found.entities) == ["person/jo-doe", "person/joe-doe"]


def test_bytes_that_are_not_utf8(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("name,type\nCafé,place\nBonn,place\n".encode("latin-1"))
    found = imported("csv", path)
    assert (found.names, found.faults) == (["Bonn"], [("x.csv", 2)])


def test_a_quotation_that_is_not_closed_is_refused_where_it_begins(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('name,type\nBonn,place\n"Köln,place\nAachen,place\n')
    with pytest.raises(InputError, match=r"x.csv:3: .*not closed"):
        imported("csv", path)


def test_a_file_of_which_no_row_can_be_read_is_refused(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name,type\nBonn,city\nKöln,city\n")
    with pytest.raises(InputError, match=r"x\.csv:2: not one row can be read"):
        imported("csv", path)


def test_lines_are_counted_over_quoted_line_ends(imported, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('name,type,description\nBonn,place,"one\ntwo"\nKöln,city,\n')
    assert imported("csv", path).faults == [("x.csv", 4)]


def sheet(path, rows):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_spreadsheets(imported, tmp_path):
    path = tmp_path / "x.xlsx"
    rows = [
        ["Name", "Kind", "Einwohner", "lat", "lon"],
        ["Kyiv", "LOC", 2952301, 50.45, 30.52],
        [],
        [None, "LOC"],
        ["Сумы; Sumy", "LOC", 294456.0],
    ]
    sheet(path, rows)
    found = imported("xlsx", path, map=(*MAP[:2], *MAP[4:]), values=VALUES)
    assert [(e.canonical, e.population) for e in found.entities] == [("Kyiv", 2952301), ("Сумы; Sumy", 294456)]
    assert found.faults == [("x.xlsx", 4)]


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_spreadsheet_that_is_cut_off_is_refused(imported, tmp_path, keep):
    path = tmp_path / "x.xlsx"
    sheet(path, [["name", "type"], ["Kyiv", "place"]])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(InputError, match="no whole spreadsheet"):
        imported("xlsx", path)


def test_spreadsheets_without_the_package(imported, monkeypatch, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"pip install namewright\[xlsx\]"):
        imported("xlsx", path)


RECORDS = {
    "not JSON": "{",
    "no object": "[1]",
    "no name": '{"type": "place"}',
    "no type": '{"canonical": "Kyiv"}',
    "unknown type": '{"canonical": "Kyiv", "type": "city"}',
    "a wrong list": '{"canonical": "Kyiv", "type": "place", "aliases": [1]}',
    "a wrong number": '{"canonical": "Kyiv", "type": "place", "population": "many"}',
    "a wrong place": '{"canonical": "Kyiv", "type": "place", "latitude": 99}',
}


@pytest.mark.parametrize("record", RECORDS)
def test_malformed_lines_of_json(imported, tmp_path, record):
    path = tmp_path / "x.jsonl"
    good = json.dumps({"canonical": "Sumy", "type": "place", "aliases": ["Sumi"], "more": 1})
    path.write_text(f"{good}\n{RECORDS[record]}\n")
    found = imported("jsonl", path)
    assert (found.names, found.faults) == (["Sumy"], [("x.jsonl", 2)])
