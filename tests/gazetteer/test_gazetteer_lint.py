"""The lint finds every fault at once, and mends only what is safe."""

from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer.errors import InputError
from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.lint import fix, lint
from normalizer.gazetteer.similar import alike
from normalizer.model import Entity, EntityType

Make = Callable[..., Path]

HEADER = "id,canonical,type,aliases,variants,native,country,latitude,longitude,related"
E, W = "error", "warning"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["place/kyiv,Kyiv,place,Kyyiv,Kiev,Київ,UA,50.45,30.52,"], []),
        (["place/a,A,place,,,,,,,", "place/a,A,place,,,,,,,"], [(3, E, "duplicate")]),
        (["place/a,A,place,,,,,,,", "place/b,A,place,,,,,,,"], [(3, W, "near-duplicate")]),
        (["place/a,A,place,,,,UA,,,", "place/b,A,place,,,,US,,,"], []),
        ([",A,place,,,,,,,", ",A,place,,,,,,,"], [(3, E, "duplicate")]),
        (["place/a,A,place,X,,,,,,", "place/b,B,place,X,,,,,,"], [(3, W, "claimed-twice")]),
        (["place/a,A,place,,X,,,,,", "place/b,B,place,,X,,,,,"], [(3, W, "claimed-twice")]),
        (["place/a,A,place,,B,,,,,", "place/b,B,place,,,,,,,"], [(2, W, "variant-is-canonical")]),
        (["place/a,A,place,A,,,,,,"], [(2, E, "alias-is-canonical")]),
        (["place/a,A,place,,A,,,,,"], [(2, E, "alias-is-canonical")]),
        (["place/a,A,place,B,B,,,,,"], [(2, E, "listed-twice")]),
        (["place/a,A,place,B;B,,,,,,"], [(2, E, "repeated-name")]),
        (["place/a,Sum\u0443,place,,,,,,,"], [(2, E, "mixed-scripts")]),
        (["place/a,A,place,,,Сyмы,,,,"], [(2, E, "mixed-scripts")]),
        (["place/a,A,place,Сумы,,,,,,"], [(2, W, "foreign-script")]),
        (["place/a,A,place,,,Сумы;苏梅;スミ,,,,"], []),
        (["place/a,Su\u00admy,place,,,,,,,"], [(2, E, "invisible")]),
        (["place/a,A,place,,,می\u200cخواهم,,,,"], []),
        (["place/a, A ,place,,,,,,,"], [(2, E, "stray-blank")]),
        (["place/a,A,place,B; C,,,,,,"], [(2, E, "stray-blank")]),
        (["place/a,A\u00a0B,place,,,,,,,"], [(2, E, "stray-blank")]),
        (["place/a,Zu\u0308rich,place,,,,,,,"], [(2, E, "untidy")]),
        (["place/a,A,place,,,,UK,,,"], [(2, E, "unknown-country")]),
        (["place/a,A,place,,,,UA,36.2,50.0,"], [(2, E, "outside-country")]),
        (["place/a,A,place,,,,FJ,-18.1,178.4,", "place/b,B,place,,,,FJ,-16.8,-179.9,"], []),
        (["place/a,A,place,,,,UA,50.45,,"], [(2, E, "half-coordinates")]),
        (["place/a,A,place,,,,,,,place/b"], [(2, E, "unknown-related")]),
        (["place/a,A,place,,,,,,,place/a"], [(2, E, "unknown-related")]),
        (["place/a,A,place,,,,,,,place/b", "place/b,B,place,,,,,,,place/a"], []),
        (["place/b,B,place,,,,,,,", "place/a,A,place,,,,,,,"], [(3, E, "order")]),
        (["Place/A,A,place,,,,,,,"], [(2, E, "malformed-id")]),
        (["term/a,A,place,,,,,,,"], [(2, E, "malformed-id")]),
        (["place/a,Zaporizhia,place,,,,,,,", "place/b,Zaporizhja,place,,,,,,,"], [(3, W, "near-duplicate")]),
        (["place/a,A,town,,,,,,,", "place/b,B,place", "place/c,C,place,C,,,,,,"],
         [(2, E, "unreadable"), (3, E, "unreadable"), (4, E, "alias-is-canonical")]),
    ],
)  # fmt: skip
def test_faults(make: Make, rows: list[str], found: list[tuple[int, str, str]]) -> None:
    faults = lint([make(HEADER, *rows)])
    assert [(fault.row, fault.severity, fault.code) for fault in faults] == found
    assert all(fault.mend and fault.message for fault in faults)


def test_a_fault_names_file_row_and_mend(make: Make) -> None:
    path = make("canonical,type,aliases", "Sumy,place,Sumy")
    (fault,) = lint([path])
    assert str(fault) == (
        f"{path}:2: error: an alias equals the canonical name 'Sumy' [alias-is-canonical]; leave it out (--fix does)"
    )


def test_what_is_no_gazetteer_is_a_fault_too(make: Make, tmp_path: Path) -> None:
    good = make("canonical,type,aliases", "A,term,A", name="good.csv")
    faults = lint([tmp_path / "none.csv", make("name", "x", name="bad.csv"), good])
    assert [(fault.path.name, fault.row, fault.code) for fault in faults] == [
        ("bad.csv", 1, "unreadable"),
        ("good.csv", 2, "alias-is-canonical"),
        ("none.csv", None, "unreadable"),
    ]


def test_a_folder_is_one_layer_and_files_know_of_each_other(make: Make, tmp_path: Path) -> None:
    a = make("id,canonical,type,related", "place/a,A,place,place/b", name="a.csv")
    b = make("id,canonical,type,related", "place/a,A,place,", "place/b,B,place,place/a", name="b.csv")
    allowed = make("word,reason", "Suda,a town", "Suda,", name="allowed.csv")
    assert [(fault.path, fault.row, fault.code) for fault in lint([tmp_path])] == [
        (allowed, 3, "duplicate"),
        (allowed, 3, "no-reason"),
        (b, 2, "duplicate"),
    ]
    assert lint([a, b]) == []


def test_safe_mends(make: Make, writing: Callable[[Path], object]) -> None:
    path = make(
        "canonical,type,aliases,id,description",
        '"B",place," B;D ;D",place/b,"kept ""so"""',
        "",
        "A ,place,,place/a,",
        'C,"place",,place/c,"x"',
        end="\r\n",
    )
    assert fix([path]) == [path]
    assert path.read_bytes() == (
        b"canonical,type,aliases,id,description\r\n"
        b"A,place,,place/a,\r\n"
        b"\r\n"
        b'"B",place,D,place/b,"kept ""so"""\r\n'
        b'C,"place",,place/c,"x"\r\n'
    )
    assert lint([path]) == []
    before = writing(path)
    assert fix([path]) == []
    assert writing(path) == before


def test_a_mend_keeps_a_missing_final_line_end(make: Make) -> None:
    path = make("id,canonical,type", "place/b,B,place", "place/a,A,place")
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    fix([path])
    assert path.read_bytes() == b"id,canonical,type\nplace/a,A,place\nplace/b,B,place"


def test_rows_without_ids_stay_where_they_are(make: Make) -> None:
    path = make("canonical,type", "B,place", "A,place")
    assert fix([path]) == []
    assert lint([path]) == []


def test_what_cannot_be_read_is_not_mended(make: Make) -> None:
    with pytest.raises(InputError, match="this row is not CSV"):
        fix([make("canonical,type", 'A,"place')])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"canonical": "Donald Trump"}, {"canonical": "Donalt Trump"}, True),
        ({"canonical": "Donald Trump"}, {"canonical": "Dnoald Trump"}, True),
        ({"canonical": "São Paulo"}, {"canonical": "Sao Paulo"}, True),
        ({"canonical": "Donald Trump"}, {"canonical": "Donald Tusk"}, False),
        ({"canonical": "Iran"}, {"canonical": "Iraq"}, False),
        ({"canonical": "92nd Brigade"}, {"canonical": "93rd Brigade"}, False),
        ({"canonical": "Austin"}, {"canonical": "Austen", "type": EntityType.PERSON}, False),
        ({"canonical": "Georgia", "country": "US"}, {"canonical": "Georgia", "country": "GE"}, False),
        ({"canonical": "Ivanivka", "latitude": 50.0, "longitude": 30.0},
         {"canonical": "Ivanovka", "latitude": 51.0, "longitude": 30.0}, False),
        ({"canonical": "Ivanivka", "latitude": 50.0, "longitude": 30.0},
         {"canonical": "Ivanovka", "latitude": 50.1, "longitude": 30.0}, True),
    ],
)  # fmt: skip
def test_alike(one: dict[str, object], other: dict[str, object], expected: bool) -> None:
    entities = [Entity(**{"id": str(n), "type": EntityType.PLACE, **values}) for n, values in enumerate((one, other))]  # type: ignore[arg-type]
    assert alike(*entities) is alike(*reversed(entities)) is expected


def test_every_country_has_a_box() -> None:
    assert len(countries()) == 250
    for country in countries().values():
        assert -90 <= country.south < country.north <= 90, country
        assert -180 <= country.west <= 180 and -180 <= country.east <= 180, country
    pycountry = pytest.importorskip("pycountry")
    assert {c.alpha_2 for c in pycountry.countries} | {"XK"} == set(countries())
