"""Layers that are compiled: the same as merged in memory, made once, and made again where they are broken."""

import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer, compiled, shipped
from normalizer.gazetteer.forms import FormIndex, build_forms
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.parts import Part, Parts
from normalizer.gazetteer.read import Action, Row
from normalizer.model import Entity, EntityType

Make = Callable[..., Path]

names = st.sampled_from(["Kyiv", "KYIV", "Kiev", "Kiew", "Jo Doe", "Doe", "Sumy", "Odesa", "New York", "†"])
lists = st.lists(names, max_size=3, unique=True).map(tuple)
entities = st.builds(
    Entity,
    id=st.sampled_from(["", "", "place/kyiv", "person/jo-doe", "place/x"]),
    canonical=names,
    type=st.sampled_from([EntityType.PLACE, EntityType.PERSON]),
    aliases=lists,
    weak_aliases=lists,
    variants=lists,
    country=st.sampled_from(["", "", "UA", "US"]),
    source=st.sampled_from(["", "a", "b"]),
)
rows = st.lists(st.tuples(entities, st.sampled_from([*Action, Action.EXTEND])), max_size=6)


def layers_of(stack: list[list[tuple[Entity, Action]]]) -> list[Layer]:
    return [
        Layer(f"{n}", Path(f"{n}.csv"), [Row(e, action, Path(f"{n}.csv"), k) for k, (e, action) in enumerate(found, 2)])
        for n, found in enumerate(stack)
    ]


def told(index: FormIndex) -> list[Any]:
    """All that an index says of some spellings and words."""

    def shown(forms: Any) -> list[Any]:
        return [(f.entity, f.kind, f.text, f.words) for f in forms]

    spellings = ["kyiv", "kiev", "kiew", "jo doe", "doe", "sumy", "odesa", "new york", "jo", "york", "†", "who"]
    words = [*spellings, "jodoe", "newyork", "new"]
    postings = ([(index.forms[r], *where) for r, *where in index.postings(word)] for word in words)
    return [
        [shown(index.exact.get(spelling, ())) for spelling in spellings],
        [shown(index.by_words.get(tuple(spelling.split()), ())) for spelling in spellings],
        [sorted(((*shown([form])[0], *where) for form, *where in found), key=repr) for found in postings],
    ]


@given(st.lists(rows, min_size=1, max_size=4), st.data())
def test_parts_are_what_all_layers_make_together(stack: list[list[tuple[Entity, Action]]], data: st.DataObject) -> None:
    layers = layers_of(stack)
    whole = Parts([Parts().with_layers(layers)])
    made: list[Part] = []
    while layers:
        count = data.draw(st.integers(1, len(layers)))
        made.append(Parts(made).with_layers(layers[:count]))
        layers = layers[count:]
    parts = Parts(made)
    assert [*parts] == [*whole] and len(parts) == len(whole) == len([*whole])
    assert parts.said == whole.said
    assert told(parts.forms) == told(whole.forms) == told(build_forms([*whole]))
    assert {*whole.forms.vocabulary} <= {*parts.forms.vocabulary}
    assert len(parts.forms.vocabulary) == len({*parts.forms.vocabulary})
    for entity in whole:
        assert parts.get(entity.id) == entity and parts.where(entity.id)
        assert entity in parts.from_source(entity.source) or not entity.source


@given(rows, rows)
def test_a_part_that_was_kept_is_the_same(below: Any, above: Any) -> None:
    import tempfile

    lower, upper = layers_of([below, above])
    first = Parts().with_layers([lower])
    second = Parts([first]).with_layers([upper], "key")
    with tempfile.TemporaryDirectory() as folder:
        second.save(Path(folder))
        parts, again = Parts([first, second]), Parts([first, Part.open(Path(folder), "key")])
        assert [*again] == [*parts]
        assert again.said == parts.said
        assert told(again.forms) == told(parts.forms)
        assert [again.where(e.id) for e in again] == [parts.where(e.id) for e in parts]


def test_names_of_any_letters_and_fields_of_any_length(make: Make) -> None:
    long = "x" * 70_000
    path = make("canonical,type,description", f'Sumy,place,"{long}"', "\U0001f600 Smile,term,", "Суми,place,")
    found = Gazetteer.read(path)
    assert [e.canonical for e in found] == ["Суми", "Sumy", "\U0001f600 Smile"] and len(found) == 3
    assert found.entity("place/sumi") is not None
    assert found.forms.exact.get("\U0001f600 smile")


TOWNS = [f"{a}{b}burg" for a in ("Al", "Bor", "Char", "Dun") for b in ("a", "mat", "nor", "sil", "tov")]


@pytest.fixture
def large(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file that is kept, and a cache of its own."""
    monkeypatch.setattr(shipped, "KEPT_FROM", 60)
    monkeypatch.setenv("NAMEWRIGHT_CACHE", str(tmp_path / "cache"))
    return make("canonical,type,aliases", *(f"{town},place,{town}e" for town in TOWNS), name="large.csv")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The layers that were merged, by name."""
    merged: list[str] = []
    real = Parts.with_layers

    def counted(self: Parts, layers: list[Layer], key: str = "") -> Part:
        merged.extend(layer.path.name for layer in layers)
        return real(self, layers, key)

    monkeypatch.setattr(Parts, "with_layers", counted)
    return merged


def kept(tmp_path: Path) -> Path:
    (folder,) = (tmp_path / "cache").glob("layer-*/")
    return folder


def test_a_change_of_one_layer_makes_only_it_again(large: Path, make: Make, builds: list[str]) -> None:
    own = make("canonical,type", "Alaburg,place", name="own.csv")
    assert len(Gazetteer.read([large, own])) == 20
    own.write_text("canonical,type\nAlaburg,place\nZweiburg,place\n")
    assert len(Gazetteer.read([large, own])) == 21
    assert builds == ["large.csv", "own.csv", "own.csv"]
    other = make("canonical,type", *(f"{town},term" for town in TOWNS[:9]), name="above.csv")
    assert len(Gazetteer.read([large, own, other])) == len(Gazetteer.read([large, own, other])) == 30
    assert builds[3:] == ["own.csv", "above.csv", "own.csv"]
    own.write_text("canonical,type,action\nAlaburg,place,hide\n")
    assert len(Gazetteer.read([large, own, other])) == 28
    assert builds[6:] == ["own.csv", "above.csv"]


def test_a_changed_file_is_read_again(large: Path, builds: list[str]) -> None:
    before = [e.canonical for e in Gazetteer.read(large)]
    large.write_text(large.read_text().replace("Bornorburg,", "Bornurburg,"))
    assert {e.canonical for e in Gazetteer.read(large)} ^ {*before} == {"Bornorburg", "Bornurburg"}
    assert builds == ["large.csv", "large.csv"]


def test_a_gazetteer_outlives_its_file(large: Path) -> None:
    found = Gazetteer.read(large)
    large.unlink()
    assert found.search("Bornorbourg")[0].canonical == "Bornorburg"
    assert len(found.forms.exact.get("bornorburg", ())) == 1


@pytest.mark.parametrize("name", ["arrays.bin", "said.json", "cache.json"])
@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(bytes(path.stat().st_size)),
        lambda path: path.write_bytes(path.read_bytes()[:-64] + bytes(64)),
        lambda path: path.write_bytes(b"\xff" * 64 + path.read_bytes()[64:]),
    ],
)
def test_what_is_broken_is_made_again(
    large: Path, tmp_path: Path, builds: list[str], name: str, harm: Callable[[Path], object]
) -> None:
    expected = [*Gazetteer.read(large)]
    path = kept(tmp_path) / name
    whole = path.read_bytes()
    harm(path)
    assert path.read_bytes() != whole if path.exists() else True
    assert [*Gazetteer.read(large)] == expected
    assert builds == ["large.csv", "large.csv"]
    assert path.exists() and [*Gazetteer.read(large)] == expected
    assert len(builds) == 2


def test_other_code_makes_it_again(large: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Gazetteer.read(large)
    monkeypatch.setattr(compiled, "_code", lambda: "another")
    Gazetteer.read(large)
    assert len(builds) == 2


def test_a_part_of_another_version_is_none(large: Path, tmp_path: Path, builds: list[str]) -> None:
    """Sealed and whole, and yet not what is expected."""
    from normalizer.gazetteer import cache

    Gazetteer.read(large)
    said = kept(tmp_path) / "said.json"
    said.write_text(json.dumps([["large.csv"], {}]))
    (kept(tmp_path) / "cache.json").unlink()
    cache._seal(kept(tmp_path))
    assert len(Gazetteer.read(large)) == 20
    assert len(builds) == 2


def test_where_nothing_can_be_kept_it_is_made_in_memory(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builds: list[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NAMEWRIGHT_CACHE", str(tmp_path / "file" / "cache"))
    assert [len(Gazetteer.read(large)) for _ in range(2)] == [20, 20]
    assert len(builds) == 2


def test_a_large_file_is_refused_at_once(large: Path, tmp_path: Path) -> None:
    large.write_text(large.read_text() + "Ost,palace,\n")
    with pytest.raises(InputError, match="unknown type 'palace'") as error:
        Gazetteer.read(large)
    assert error.value.row == 22
    assert not [*(tmp_path / "cache").glob("*-*")]


def count(path: Path) -> int:
    return len(Gazetteer.read(path))


def test_two_processes_at_once(large: Path, tmp_path: Path) -> None:
    large.write_text("canonical,type\n" + "".join(f"{a}{b[::-1]},place\n" for a in TOWNS for b in TOWNS) * 10)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert [*pool.map(count, [large] * 4)] == [400] * 4
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {kept(tmp_path).name, "layer.lock"}


def test_search_sees_the_parts_as_one(large: Path, make: Make) -> None:
    hide = make(
        "canonical,type,action", "Alaburg,place,hide", "Bornorburg,place,", "Dunsilburg,person,", name="own.csv"
    )
    found = Gazetteer.read([large, hide])
    assert "Alaburg" not in {match.canonical for match in found.search("Alabourg", 20)}
    assert [m.entity.id for m in found.search("Bornorburg") if m.canonical == "Bornorburg"] == ["place/bornorburg"]
    assert {m.entity.id for m in found.search("Dunsilburg", 2)} == {"place/dunsilburg", "person/dunsilburg"}
    alone = Gazetteer.read(large).search("Bornorburg")[0].confidence
    assert found.search("Bornorburg")[0].confidence == pytest.approx(alone, abs=0.01)
