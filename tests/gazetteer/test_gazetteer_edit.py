"""Edits by command: one row changes, and nothing is lost."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.columns import COLUMNS, LISTS, clean
from normalizer.gazetteer.edit import add, remove
from normalizer.gazetteer.read import Action, read_rows
from normalizer.gazetteer.write import bytes_of, read_table
from normalizer.model import Entity, EntityType

Make = Callable[..., Path]
NOTHING = Gazetteer()
KYIV = Entity("", "Kyiv", EntityType.PLACE)

FIELD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NAME = FIELD.map(clean).filter(bool)
NAMES = st.lists(NAME, unique=True, max_size=3).map(tuple)
ENTITY = st.builds(
    Entity,
    id=st.just(""),
    canonical=NAME,
    type=st.sampled_from(EntityType),
    native=NAMES,
    keep=NAMES,
    latitude=st.just(1.25),
    longitude=st.floats(-180, 180),
    population=st.none() | st.integers(0, 10**9),
    description=FIELD.map(clean),
)


def rows_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def csv_text(rows: list[list[str]], quoting: int, end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator="\0").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().replace("\0", end)


@given(
    rows=st.lists(st.tuples(FIELD, FIELD, FIELD), max_size=5),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    final=st.booleans(),
    bom=st.booleans(),
    entity=ENTITY,
)
@settings(max_examples=50)
def test_adding_keeps_every_other_byte(
    tmp_path: Path, rows: list[tuple[str, str, str]], end: str, final: bool, bom: bool, entity: Entity
) -> None:
    others = [name for name in COLUMNS if name not in ("id", "type", "canonical", "aliases", "source", "description")]
    header = ["description", "type", "canonical", "source", "id", "aliases", *others]
    filled = [
        [description, "place", f"Name {number}", source, f"place/p-{number}", alias, *[""] * len(others)]
        for number, (description, alias, source) in enumerate(rows)
    ]
    text = csv_text([header], csv.QUOTE_MINIMAL, end) + csv_text(filled, csv.QUOTE_ALL, end)
    before = (b"\xef\xbb\xbf" if bom else b"") + (text if final else text.removesuffix(end)).encode()
    path = tmp_path / "names.csv"
    path.write_bytes(before)
    assert bytes_of(read_table(path)) == before

    change = add(path, entity, NOTHING)
    assert change.done == "added"
    assert next(row.entity for row in read_rows(path) if row.entity.id == change.id) == replace(entity, id=change.id)
    remove(path, change.id)
    assert path.read_bytes() == before


def test_a_diff_shows_one_row(make: Make) -> None:
    path = make('canonical,"type",id', '"Abc", place,place/abc'.replace(", ", ","), "Xyz,place,place/xyz", end="\r\n")
    before = rows_of(path)
    add(path, KYIV, NOTHING)
    assert rows_of(path) == [*before[:2], b"Kyiv,place,place/kyiv\r\n", *before[2:]]
    add(path, replace(KYIV, canonical="Zurich"), NOTHING)
    assert rows_of(path)[-1] == b"Zurich,place,place/zurich\r\n"
    remove(path, "Kyiv")
    remove(path, "place/zurich")
    assert rows_of(path) == before


def test_a_row_that_is_extended_keeps_its_other_fields(make: Make) -> None:
    path = make("canonical,type,description,aliases", '"Kyiv",place,"a  ""b""", Kyyiv ', "Xyz,place,,")
    before = rows_of(path)
    change = add(path, replace(KYIV, aliases=("Kyjiw", "Kyyiv")), NOTHING)
    assert change.done == "extended"
    assert rows_of(path) == [before[0], b'"Kyiv",place,"a  ""b""",Kyyiv;Kyjiw\n', before[2]]


def test_what_is_there_already_changes_nothing(make: Make, writing: Callable[[Path], object]) -> None:
    path = make("canonical,type,aliases", "Kyiv,place,Kyyiv")
    before = writing(path)
    assert add(path, replace(KYIV, aliases=("Kyyiv",)), NOTHING).done == "already there"
    assert writing(path) == before


def test_a_new_file_has_every_column(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    entity = Entity(
        "", "Kyiv", EntityType.PLACE, ("Kyyiv",), ("K",), ("Kiev",), ("chicken Kiev",), ("Київ",), "UA", 50.45, 30.52,
        2952301, ("place/ukraine",), 'capital, "2025"', "GeoNames",
    )  # fmt: skip
    add(path, entity, NOTHING)
    assert rows_of(path)[0].decode() == ",".join(COLUMNS) + "\n"
    assert [row.entity for row in read_rows(path)] == [replace(entity, id="place/kyiv")]


def test_a_missing_column_is_added_and_said(make: Make) -> None:
    path = make("canonical,type", "Abc,place", "Xyz,place")
    change = add(path, replace(KYIV, variants=("Kiev",)), NOTHING)
    assert rows_of(path) == [b"canonical,type,variants\n", b"Abc,place,\n", b"Xyz,place,\n", b"Kyiv,place,Kiev\n"]
    assert change.warnings == (f"{path}: the file got the column variants",)
    hidden = add(path, replace(KYIV, canonical="Abc"), NOTHING, Action.HIDE)
    assert (hidden.done, rows_of(path)[1]) == ("extended", b"Abc,place,,hide\n")


@pytest.mark.parametrize(
    ("rows", "entity", "problem"),
    [
        ((), replace(KYIV, country="XX"), "there is no country 'XX'; give the two letters"),
        ((), replace(KYIV, latitude=1.0), "one coordinate is missing"),
        ((), replace(KYIV, variants=("Kyiv",)), "'Kyiv' cannot be its own variant"),
        ((), replace(KYIV, aliases=("Kiev",), variants=("Kiev",)), "'Kiev' cannot be accepted as an alias and refused"),
        (("Kyiv,place,,Kiev,",), replace(KYIV, aliases=("Kiev",)), "names.csv:2: 'Kiev' is a variant in this row"),
        (("Kyiv,place,Kiev,,",), replace(KYIV, variants=("Kiev",)), "names.csv:2: 'Kiev' is an alias in this row"),
        (("Kiev,place,,,",), replace(KYIV, variants=("Kiev",)), "names.csv:2: 'Kiev' is the canonical name of this"),
        (("Kyiv,place,,,UA", "Kyiv,place,,,RU"), KYIV, "2 rows may be 'Kyiv': row 2, row 3; say which by --id"),
    ],
)
def test_what_contradicts_is_refused(make: Make, rows: tuple[str, ...], entity: Entity, problem: str) -> None:
    path = make("canonical,type,aliases,variants,country", *rows)
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        add(path, entity, NOTHING)
    assert problem in str(caught.value)
    assert path.read_bytes() == before


def test_another_place_under_a_known_id_is_refused(make: Make) -> None:
    path = make("id,canonical,type,country,latitude,longitude", "place/kyiv,Kyiv,place,UA,50.4,30.5")
    for values, problem in (
        ({"country": "RU"}, "country is UA in this row, not RU; change it in the file, or"),
        ({"latitude": 1.0, "longitude": 30.5}, "latitude is 50.4 in this row, not 1.0"),
        ({"canonical": "Kiev"}, "canonical is Kyiv in this row, not Kiev"),
    ):
        with pytest.raises(InputError) as caught:
            add(path, replace(KYIV, id="place/kyiv", **values), NOTHING)  # type: ignore[arg-type]
        assert problem in str(caught.value)


def test_the_entity_of_an_earlier_layer_is_extended(make: Make) -> None:
    house = Gazetteer.read(make("id,canonical,type,variants", "place/ua-kyiv,Kyiv,place,Kiev", name="house.csv"))
    path = house.layers[0].path.with_name("desk.csv")
    assert add(path, KYIV, house).id == "place/ua-kyiv"
    turned = add(path.with_name("own.csv"), Entity("", "Kiev", EntityType.PLACE, variants=("Kyiv",)), house)
    assert turned.id == "place/ua-kyiv"
    assert turned.warnings[0] == f"Kyiv (place/ua-kyiv, {house.layers[0].path}:2) is now written Kiev"


@pytest.mark.parametrize(
    ("entity", "warning"),
    [
        (Entity("", "Kiev", EntityType.PLACE), "'Kiev' is a variant of Kyiv (place/kyiv, {}:2); it is now accepted"),
        (Entity("", "Kyyiv", EntityType.TERM), "'Kyyiv' is also a name of Kyiv (place/kyiv, {}:2)"),
        (Entity("", "Kyiv", EntityType.TERM), "'Kyiv' is also a name of Kyiv (place/kyiv, {}:2)"),
        (Entity("", "Kyiv", EntityType.PLACE, country="RU"), "'Kyiv' is also a name of Kyiv (place/kyiv, {}:2)"),
        (Entity("", "Donalt Trump", EntityType.PERSON), "'Donalt Trump' looks like Donald Trump (person/donald-"),
        (
            Entity("", "A", EntityType.TERM, variants=("Kyiv",)),
            "'Kyiv' stays a canonical name, that of Kyiv (place/kyiv",
        ),
        (Entity("", "A", EntityType.TERM, related=("place/x",)), "there is no entity 'place/x' to be related to"),
        (
            Entity("", "A", EntityType.PLACE, country="UA", latitude=36.2, longitude=50.0),
            "36.2, 50 is not in Ukraine",
        ),
    ],
)
def test_what_looks_wrong_is_said(make: Make, entity: Entity, warning: str) -> None:
    rows = ("place/kyiv,Kyiv,place,Kyyiv,Kiev,UA", "person/donald-trump,Donald Trump,person,,,US")
    house = Gazetteer.read(make("id,canonical,type,aliases,variants,country", *rows, name="house.csv"))
    path = house.layers[0].path
    change = add(path.with_name("desk.csv"), entity, house)
    assert change.done == "added"
    assert len(change.warnings) == 1
    assert change.warnings[0].startswith(warning.format(path))


@pytest.mark.parametrize(
    ("name", "problem"),
    [("Lviv", "there is no row 'Lviv'; see what it has"), ("Kyiv", "2 rows are called 'Kyiv'; give the id: place in")],
)
def test_what_cannot_be_removed(make: Make, name: str, problem: str) -> None:
    path = make("canonical,type", "Kyiv,place", "Kyiv,term")
    with pytest.raises(InputError, match=problem):
        remove(path, name)


def test_a_broken_file_is_not_edited(make: Make) -> None:
    path = make("canonical,type", "Kyiv,town")
    before = path.read_bytes()
    for edit in (lambda: add(path, KYIV, NOTHING), lambda: remove(path, "Kyiv")):
        with pytest.raises(InputError, match=r"names\.csv:2: unknown type 'town'"):
            edit()
    assert path.read_bytes() == before


def test_adds_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    code = (
        "import sys\nfrom normalizer.gazetteer import Gazetteer\nfrom normalizer.gazetteer.edit import add\n"
        "from normalizer.model import Entity, EntityType\n"
        "for n in range(10):\n"
        "    add(sys.argv[1], Entity('', f'{sys.argv[2]} {n}', EntityType.TERM), Gazetteer())\n"
    )
    jobs = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("Anna", "Bela", "Cora")]
    assert [job.wait() for job in jobs] == [0, 0, 0]
    expected = sorted(f"{name} {n}" for name in ("Anna", "Bela", "Cora") for n in range(10))
    assert [row.entity.canonical for row in read_rows(path)] == expected
    assert list(tmp_path.iterdir()) == [path]


def test_the_lists_of_the_model_are_the_lists_of_a_file() -> None:
    assert {name for name in COLUMNS if isinstance(getattr(KYIV, name), tuple)} == LISTS
