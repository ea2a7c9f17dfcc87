"""Exports, and that an import of them gives the same names."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.errors import InputError
from normalizer.exporters import chosen, exporters
from normalizer.gazetteer.columns import clean
from normalizer.gazetteer.read import read_rows
from normalizer.importers import ImportOptions, Report, import_names
from normalizer.model import Entity, EntityType

TBX = "{urn:iso:std:iso:30042:ed-2}"

KYIV = Entity(
    id="place/kyiv",
    canonical="Kyiv",
    type=EntityType.PLACE,
    aliases=("Kyiv; the city", "a\\b;"),
    weak_aliases=("the capital",),
    variants=("Kiev", "<Kiyev> & co"),
    keep=("chicken Kiev",),
    native=("Київ",),
    country="UA",
    latitude=50.45,
    longitude=30.52,
    population=2952301,
    related=("place/ukraine",),
    description='the "capital"',
    source="house",
)

INVISIBLE = "\u115f\u1160"
"""Letters that importers take out of names, as nobody sees them."""

# Letters of several scripts, and what lists, CSV and XML have to escape.
NAMES = st.text(
    st.one_of(
        st.characters(categories=("Lu", "Ll", "Lo"), exclude_characters=INVISIBLE),
        st.sampled_from(" ;\\\"',&<>-\t\n=@"),
    ),
    min_size=1,
    max_size=12,
).map(clean)
ALONE = NAMES.filter(lambda name: any(map(str.isalpha, name)))


@st.composite
def entities(draw: st.DrawFn) -> list[Entity]:
    found = {}
    for number in range(draw(st.integers(1, 4))):
        type_ = draw(st.sampled_from(EntityType))
        spellings = draw(st.lists(ALONE, min_size=1, max_size=8, unique=True))
        cuts = sorted(draw(st.tuples(*[st.integers(1, len(spellings))] * 3)))
        found[f"{type_}/e-{number}"] = Entity(
            id=f"{type_}/e-{number}",
            canonical=spellings[0],
            type=type_,
            aliases=tuple(spellings[1 : cuts[0]]),
            weak_aliases=tuple(spellings[cuts[0] : cuts[1]]),
            variants=tuple(spellings[cuts[1] : cuts[2]]),
            keep=tuple(draw(st.lists(ALONE, max_size=2, unique=True))),
            native=tuple(n for n in draw(st.lists(ALONE, max_size=2, unique=True)) if n not in spellings),
            country=draw(st.sampled_from(["", "UA", "JP", "US"])),
            latitude=draw(st.none() | st.floats(-90, 90)),
            longitude=draw(st.none() | st.floats(-180, 180)),
            population=draw(st.none() | st.integers(0, 10**10)),
            related=tuple(draw(st.lists(st.sampled_from(["place/a", "person/b"]), max_size=2, unique=True))),
            description=draw(NAMES),
            source=draw(NAMES),
        )
    return [found[key] for key in sorted(found)]


def there_and_back(kind: str, given_: list[Entity], folder: Path) -> list[Entity]:
    path = folder / f"names.{kind}"
    with path.open("wb") as file:
        exporters()[kind].write(given_, file)
    back: list[Entity] = []
    import_names(kind, [path], ImportOptions(), back.extend, Report(strict=True))
    return back


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
@settings(max_examples=150)
@given(found=entities())
def test_our_own_formats_give_the_same_gazetteer(kind, found, tmp_path):
    assert there_and_back(kind, found, tmp_path) == found


@settings(max_examples=150)
@given(found=entities())
def test_tbx_gives_the_same_names_statuses_and_types(found, tmp_path):
    kept = ("id", "canonical", "type", "aliases", "weak_aliases", "variants", "description")
    for before, after in zip(found, there_and_back("tbx", found, tmp_path), strict=True):
        assert [getattr(before, name) for name in kept] == [getattr(after, name) for name in kept]
        assert set(before.native) == set(after.native)


@pytest.mark.parametrize("kind", sorted(exporters()))
def test_the_entity_with_everything(kind, tmp_path):
    (back,) = there_and_back(kind, [KYIV], tmp_path)
    if kind != "tbx":
        assert back == KYIV


def test_csv_is_a_gazetteer_file(tmp_path):
    path = tmp_path / "names.csv"
    with path.open("wb") as file:
        exporters()["csv"].write([KYIV], file)
    (row,) = read_rows(path)
    assert row.entity == KYIV


def test_tbx_as_other_tools_read_it(tmp_path):
    path = tmp_path / "names.tbx"
    with path.open("wb") as file:
        exporters()["tbx"].write([KYIV], file)
    root = ET.parse(path).getroot()
    assert (root.tag, root.get("type"), root.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    (entry,) = root.iter(f"{TBX}conceptEntry")
    assert (entry.get("id"), entry.find(f"{TBX}descrip[@type='subjectField']").text) == ("place.kyiv", "place")
    sections = {
        section.get("{http://www.w3.org/XML/1998/namespace}lang"): [
            (term.findtext(f"{TBX}term"), term.findtext(f"{TBX}termNote[@type='administrativeStatus']"))
            for term in section.iter(f"{TBX}termSec")
        ]
        for section in entry.iter(f"{TBX}langSec")
    }
    assert sections == {
        "en": [
            ("Kyiv", "preferredTerm-admn-sts"),
            ("Kyiv; the city", "admittedTerm-admn-sts"),
            ("a\\b;", "admittedTerm-admn-sts"),
            ("the capital", "admittedTerm-admn-sts"),
            ("Kiev", "deprecatedTerm-admn-sts"),
            ("<Kiyev> & co", "deprecatedTerm-admn-sts"),
        ],
        "und": [("Київ", None)],
    }


@pytest.mark.parametrize(
    ("country", "native", "language"),
    [("JP", "東京", "ja"), ("GR", "Αθήνα", "el"), ("UA", "Київ", "und"), ("JP", "Tōkyō", "und")],
)
def test_the_language_of_a_native_name_where_it_is_certain(tmp_path, country, native, language):
    path = tmp_path / "names.tbx"
    with path.open("wb") as file:
        exporters()["tbx"].write([Entity("place/x", "X", EntityType.PLACE, native=(native,), country=country)], file)
    assert f'<langSec xml:lang="{language}">' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "output", "expected"),
    [(None, "x.tbx", "tbx"), ("jsonl", None, "jsonl"), ("csv", "x.tbx", "csv"), (None, "X.JSONL", "jsonl")],
)
def test_the_kind_is_asked_for_or_said_by_the_suffix(kind, output, expected):
    assert chosen(kind, Path(output) if output else None).EXPORTER.kind == expected


@pytest.mark.parametrize(("kind", "output"), [(None, "x.txt"), (None, None), ("doc", "x.csv")])
def test_an_unknown_kind_is_refused(kind, output):
    with pytest.raises(InputError, match=r"say --to csv\|jsonl\|tbx"):
        chosen(kind, Path(output) if output else None)
