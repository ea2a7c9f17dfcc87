import bz2
import csv
import gzip
import json
import lzma
from pathlib import Path

import pytest

from normalizer.errors import InputError
from normalizer.importers._wikidata_tables import read_tables
from normalizer.model import EntityType

DATA = Path(__file__).parent / "data"

DUMP = "wikidata_dump.json"
LAYOUTS = ("wikidata_lines.json", "wikidata_array.json", "wikidata_pretty.json", "wikidata_entitydata.json")
RESULTS = ("wdqs.json", "wdqs_page.json", "wdqs_page_verbose.json", "wdqs.csv", "wdqs.tsv")
ITEM = "http://www.wikidata.org/entity/"


def test_the_items_of_a_dump(imported):
    found = imported("wikidata", DUMP)
    kyiv = found["Kyiv"]
    assert (kyiv.type, kyiv.country, kyiv.source) == ("place", "UA", "Wikidata Q1899")
    assert kyiv.aliases == ("Kiev", "Kyjiv")
    assert kyiv.native == ("Київ",)
    assert (kyiv.latitude, kyiv.longitude) == (50.45, 30.523611)
    assert kyiv.population == 2952301, "the latest that is not deprecated"
    assert kyiv.description == "capital of Ukraine"
    putin = found["Vladimir Putin"]
    assert (putin.type, putin.country) == ("person", "RU"), "numeric ids; a citizenship that has ended"
    assert putin.native == ("Владимир Путин",)
    assert found["Rheinmetall"].type == "organization", "its label stands under mul"
    assert found["Wioszki"].native == ("Вёшки",), "any label, Latin letters first"
    assert (found["Ukraine"].country, found["Ukraine"].population) == ("UA", None)
    assert found["Olympus Mons"].latitude is None, "that is on Mars"
    assert found.faults == [(DUMP, 6)]
    assert set(found.report.skipped) == {
        "properties",
        "lexemes",
        "no label",
        "a class that is not in the table of types",
    }


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        ({"en": "A", "mul": "B", "de": "C"}, "A"),
        ({"mul": "B", "en-gb": "C", "de": "D"}, "B"),
        ({"de": "D", "en-gb": "C"}, "C"),
        ({"ru": "Я", "de": "D"}, "D"),
        ({"ru": "Я"}, "Я"),
    ],
)
def test_the_label_falls_back(imported, tmp_path, labels, name):
    value = {"entity-type": "item", "numeric-id": 5}
    instance = [{"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}]
    item = {
        "id": "Q1",
        "labels": {tag: {"language": tag, "value": text} for tag, text in labels.items()},
        "aliases": [],
        "claims": {"P31": instance},
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps([item]))
    assert imported("wikidata", path).names == [name]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(imported, layout):
    assert imported("wikidata", layout).entities == imported("wikidata", DUMP).entities


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files_are_known_by_what_they_hold(imported, tmp_path, compress):
    path = tmp_path / "dump.json"
    path.write_bytes(compress((DATA / DUMP).read_bytes()))
    assert imported("wikidata", path).entities == imported("wikidata", DUMP).entities


@pytest.mark.parametrize(
    ("languages", "canonical", "aliases"),
    [
        (("de",), "Kiew", ("Kiev (Ukraine)",)),
        (("uk",), "Київ", ()),
        (("xx",), "Kyiv", ()),
        (("de", "en"), "Kiew", ("Kyiv", "Kiev", "Kyjiv", "Kiev (Ukraine)")),
    ],
)
def test_the_language_gives_the_label(imported, languages, canonical, aliases):
    found = imported("wikidata", DUMP, languages=languages)
    kyiv = next(e for e in found.entities if e.source == "Wikidata Q1899")
    assert (kyiv.canonical, kyiv.aliases) == (canonical, aliases)


def test_types_can_be_added(imported):
    assert "Odessa" not in imported("wikidata", DUMP).names
    assert imported("wikidata", DUMP, values=(("place", "Q4167410"),))["Odessa"].type == "place"
    assert imported("wikidata", DUMP, type=EntityType.TERM)["Odessa"].type == "term"


def test_the_tables_are_whole():
    tables = read_tables()
    assert len(tables.types) >= 120
    assert len(set(tables.countries.values())) >= 249
    for item in (*tables.types, *tables.countries):
        assert item.startswith("Q") and item[1:].isdigit()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ((DATA / "wikidata_cut_off.json").read_text(), 4),
        ('[{"id": "Q1"}, {"id": "Q2"', 1),
        ('{"entities": {"Q1": {"id": "Q1"}}', 1),
        ('{"head": {"vars": ["item"]},\n "results": {"bindings": [{]}}', 2),
        ('{"head": {"vars": ["item"]}} x', 1),
    ],
)
def test_a_document_that_is_no_json_is_refused_with_the_place(imported, tmp_path, text, row):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        imported("wikidata", path, type=EntityType.PLACE)
    assert refused.value.row == row


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "Q1", "labels": "Kyiv", "claims": {}},
        {"id": "Q1", "labels": {}, "claims": {"P31": [{"rank": "normal"}]}},
        {"id": "Q1", "labels": {}, "claims": {"P31": ["x"]}},
        {"labels": {}, "claims": {}},
    ],
)
def test_a_malformed_item_is_reported(imported, tmp_path, broken):
    path = tmp_path / "x.json"
    good = (DATA / "wikidata_lines.json").read_text().splitlines()[0]
    path.write_text(good + "\n" + json.dumps(broken) + "\n")
    found = imported("wikidata", path)
    assert (found.names, found.faults) == (["Kyiv"], [("x.json", 2)])


@pytest.mark.parametrize("results", RESULTS)
def test_results_of_the_query_service(imported, results):
    found = imported("wikidata", results)
    assert found.names == ["Kyiv", "Sumy", "Tokmak"]
    kyiv = found["Kyiv"]
    assert (kyiv.type, kyiv.country, kyiv.population) == ("place", "UA", 2952301)
    assert (round(kyiv.latitude, 2), round(kyiv.longitude, 2)) == (50.45, 30.52), "a point has its longitude first"
    assert (kyiv.aliases, kyiv.native) == (("Kiev", "Kyjiv"), ("Київ",))
    assert found["Tokmak"].country == "", "a blank node"
    assert found.report.skipped["blank nodes"] == 1
    assert found.faults == ([("wdqs.csv", 8)] if results == "wdqs.csv" else [])


TABLES = {
    "the country first": (
        "land,landLabel,x,xLabel",
        [f"{ITEM}Q212,Ukraine,{ITEM}Q1,Sumy", f"{ITEM}Q212,Ukraine,{ITEM}Q2,Okhtyrka"],
        [("Okhtyrka", "UA"), ("Sumy", "UA")],
    ),
    "countries themselves": (
        "country,countryLabel,capital,capitalLabel",
        [f"{ITEM}Q212,Ukraine,{ITEM}Q1899,Kyiv", f"{ITEM}Q36,Poland,{ITEM}Q270,Warsaw"],
        [("Poland", ""), ("Ukraine", "")],
    ),
    "a code": ("q,name,iso", [f"{ITEM}Q1,Sumy,UA", "Q2,Kursk,RU"], [("Kursk", "RU"), ("Sumy", "UA")]),
    "a row for each alias": (
        "person,personLabel,alias",
        [f"{ITEM}Q1,Jo Doe,Joe", f"{ITEM}Q2,Al Roe,", f"{ITEM}Q1,Jo Doe,Joseph Doe"],
        [("Al Roe", ""), ("Jo Doe", "")],
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_named_freely(imported, tmp_path, table):
    header, rows, names = TABLES[table]
    path = tmp_path / "query.csv"
    path.write_text("\n".join([header, *rows]))
    found = imported("wikidata", path, type=EntityType.PLACE)
    assert [(e.canonical, e.country) for e in found.entities] == names
    if "alias" in header:
        assert found["Jo Doe"].aliases == ("Joe", "Joseph Doe")


@pytest.mark.parametrize(
    ("latitude", "longitude", "column", "place"),
    [
        ("", "", "Point(30.5 50.4)", (50.4, 30.5)),
        ("", "", "POINT (-3.7 40.4)", (40.4, -3.7)),
        ("", "", f"<{ITEM}Q111> Point(1 2)", (None, None)),
        ("", "", "Point(200 95)", (None, None)),
        ("50.4", "30.5", "", (50.4, 30.5)),
    ],
)
def test_places(imported, tmp_path, latitude, longitude, column, place):
    path = tmp_path / "query.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["item", "itemLabel", "where", "lat", "lon"], [f"{ITEM}Q1", "Somewhere", column, latitude, longitude]]
        )
    found = imported("wikidata", path, type=EntityType.PLACE)["Somewhere"]
    assert (found.latitude, found.longitude) == place


def test_labels_in_several_languages_fill_several_rows(imported, tmp_path):
    rows = [
        {"item": {"type": "uri", "value": f"{ITEM}Q1"}, "l": {"type": "literal", "value": text, "xml:lang": language}}
        for text, language in (("Kiew", "de"), ("Kyiv", "en"), ("Київ", "uk"))
    ]
    path = tmp_path / "query.json"
    path.write_text(json.dumps({"head": {"vars": ["item", "l"]}, "results": {"bindings": rows}}))
    found = imported("wikidata", path, type=EntityType.PLACE)["Kyiv"]
    assert found.native == ("Київ",)


def test_results_that_do_not_say_what_they_are(imported, tmp_path):
    path = tmp_path / "query.csv"
    path.write_text(f"item,itemLabel\n{ITEM}Q1,Sumy\n")
    with pytest.raises(InputError, match="--type person"):
        imported("wikidata", path)


def test_results_without_items(imported, tmp_path):
    path = tmp_path / "query.csv"
    path.write_text("item,itemLabel\nhttps://example.org/1,Sumy\n")
    with pytest.raises(InputError, match="no column of item, itemLabel"):
        imported("wikidata", path)
