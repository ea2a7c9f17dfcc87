"""A gazetteer file is read strictly: every fault names the file, the row and the mend."""

from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.read import Action, read_allowed, read_rows
from normalizer.model import EntityType

Make = Callable[..., Path]

FULL = (
    "id,canonical,type,aliases,weak_aliases,variants,keep,native,country,latitude,longitude,population,related,"
    "description,source,action"
)


def test_every_column_is_read(make: Make) -> None:
    path = make(
        FULL,
        "place/kyiv,Kyiv,place,Kyyiv;Kyjiw,K,Kiev,chicken Kiev,Київ,UA,50.45,-30.5,2952301,place/ukraine,"
        '"capital, 2025",GeoNames,replace',
    )
    (row,) = read_rows(path)
    e = row.entity
    assert (e.id, e.canonical, e.type) == ("place/kyiv", "Kyiv", EntityType.PLACE)
    assert (e.aliases, e.weak_aliases, e.variants) == (("Kyyiv", "Kyjiw"), ("K",), ("Kiev",))
    assert (e.keep, e.native, e.country) == (("chicken Kiev",), ("Київ",), "UA")
    assert (e.latitude, e.longitude, e.population) == (50.45, -30.5, 2952301)
    assert (e.related, e.description, e.source) == (("place/ukraine",), "capital, 2025", "GeoNames")
    assert (row.action, row.path, row.number) == (Action.REPLACE, path, 2)


@pytest.mark.parametrize(
    ("data", "canonical"),
    [
        (b"canonical,type\nSumy,place\n", "Sumy"),
        (b"\xef\xbb\xbfcanonical,type\r\nSumy,place", "Sumy"),
        (b"type,canonical\rplace,Sumy\r", "Sumy"),
        (b'\n\n"canonical", type\n\n   \n"  Su  my ",place\n\n', "Su my"),
        ("canonical,type\nZu\u0308rich,place\n".encode(), "Zürich"),
        (b'canonical,type\n"Su\nmy",place\n', "Su my"),
    ],
)
def test_what_is_read_all_the_same(tmp_path: Path, data: bytes, canonical: str) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    assert [row.entity.canonical for row in read_rows(path)] == [canonical]


def test_tabs_part_the_columns_of_a_tsv(make: Make) -> None:
    assert read_rows(make("canonical\ttype", "Sumy, the town\tplace", name="a.tsv"))[0].entity.canonical == (
        "Sumy, the town"
    )


def test_a_header_alone_is_an_empty_gazetteer(make: Make) -> None:
    assert len(Gazetteer.read(make("canonical,type"))) == 0


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["canonical,type", "Sumy"], "names.csv:2: 1 fields where the header has 2; put a field that"),
        (["canonical,type", "", "Sumy,place,UA"], "names.csv:3: 3 fields where the header has 2"),
        (["canonical", "Sumy"], "names.csv:1: the column 'type' is missing; the columns are id, canonical, type"),
        (["name,type", "Sumy,place"], "names.csv:1: unknown column 'name'; the columns are id, canonical"),
        (["canonical,type,alias", "a,place,b"], "unknown column 'alias', perhaps 'aliases'?; the columns are"),
        (["Canonical,type", "a,place"], "unknown column 'Canonical', perhaps 'canonical'?"),
        (["canonical,type,type", "a,place,place"], "the column 'type' is there twice; leave one of them out"),
        (["canonical;type", "a;place"], "names.csv:1: the header has one column only; part the columns by commas"),
        (["canonical,type", "Sumy,town"], "names.csv:2: unknown type 'town'; the types are person, place, organ"),
        (["canonical,type", "Sumy,"], "names.csv:2: the type is missing; the types are"),
        (["canonical,type", " ,place"], "names.csv:2: the canonical name is missing; write it"),
        (["canonical,type,action", "a,place,drop"], "unknown action 'drop'; the actions are extend, replace, hide"),
        (["canonical,type,latitude", "a,place,north"], "latitude is 'north'; write degrees from -90 to 90, or"),
        (["canonical,type,latitude", "a,place,91"], "latitude is '91'"),
        (["canonical,type,longitude", "a,place,nan"], "longitude is 'nan'; write degrees from -180 to 180"),
        (["canonical,type,longitude", 'a,place,"36,8"'], "longitude is '36,8'"),
        (["canonical,type,population", "a,place,1.5e3"], "population is '1.5e3'; write a whole number in digits"),
        (["canonical,type,population", "a,place,-3"], "population is '-3'"),
        (["canonical,type,population", "a,place,٣"], "population is '٣'"),
        (["canonical,type", 'a,"place'], "names.csv:2: this row is not CSV (unexpected end of data); put the field"),
        (["canonical,type", 'a,"pla"ce'], "names.csv:2: this row is not CSV"),
        (["canonical,type", "a" * 140_000 + ",place"], "names.csv:2: this row is not CSV (field larger than"),
    ],
)
def test_faults_of_a_file(make: Make, rows: list[str], problem: str) -> None:
    with pytest.raises(InputError) as caught:
        Gazetteer.read(make(*rows))
    assert problem in str(caught.value)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "names.csv: the file is empty; give it a header: id,canonical,type"),
        (b" \n\n", "names.csv: the file is empty"),
        (b"canonical,type\nZ\xfcrich,place\n", "names.csv:2: this is not UTF-8; save it as CSV in UTF-8"),
        ("canonical,type\n".encode("utf-16"), "names.csv:1: this is not UTF-8"),
        (b"canonical,type\na\0b,place\n", "names.csv:2: this is a binary file"),
        (b"PK\x03\x04\0\0", "names.csv:1: this is a binary file"),
    ],
)
def test_what_is_no_csv(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "names.csv").write_bytes(data)
    with pytest.raises(InputError) as caught:
        Gazetteer.read(tmp_path / "names.csv")
    assert problem in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: there is no such file; check its name and folder"):
        Gazetteer.read(tmp_path / "none.csv")


def test_nothing_is_kept_open(make: Make) -> None:
    path = make("canonical,type", "Sumy,place")
    gazetteer = Gazetteer.read(str(path))
    path.unlink()
    assert [m.canonical for m in gazetteer.search("Sumi")] == ["Sumy"]


def test_rows_that_are_odd_but_not_wrong(make: Make) -> None:
    gazetteer = Gazetteer.read(
        make("canonical,type", "Iran,place", "IRAN,place", "Iran,organization", "Iran,place", "伊朗,place")
    )
    assert [(e.id, e.canonical) for e in gazetteer] == [
        ("organization/iran", "Iran"),
        ("place/iran", "IRAN"),
        ("place/iran-2", "Iran"),
        ("place/yi-lang", "伊朗"),
    ]
    assert gazetteer.warnings == ()


def test_allowed_words(make: Make) -> None:
    path = make("word,reason", "Witkowski,a surname", " Suda ,a town", name="allowed.csv")
    assert read_allowed(path) == {"Witkowski", "Suda"}
    for rows, problem in (
        (("word", "a"), "the column 'reason' is missing"),
        (("word,reason", ",because"), ":2: the word is missing"),
        (("word,reason", "a"), ":2: 1 fields where the header has 2"),
    ):
        with pytest.raises(InputError, match=problem):
            read_allowed(make(*rows, name="allowed.csv"))
