"""What changed between two versions: which rows are one entity, and what must hold for all of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.errors import InputError
from normalizer.gazetteer.diff import Difference, diff

HEADER = "id,canonical,type,aliases,variants,country,population"

# rows before, rows after, and what is said: (kind, the id or name, the columns that differ)
SAME_ENTITY = {
    "by id, though country and name differ": (
        ["place/a,A,place,,,UA,"],
        ["place/a,B,place,,,RU,"],
        [("changed", "place/a", "canonical country")],
    ),
    "by name, though one got an id": ([",A,place,,,,"], ["place/a,A,place,,,,"], [("changed", "place/a", "id")]),
    "by name, though the ids differ": (
        ["place/a,A,place,,,,"],
        ["place/b,A,place,,,,"],
        [("changed", "place/b", "id")],
    ),
    "not by name in two countries": (
        [",A,place,,,UA,"],
        [",A,place,,,RU,"],
        [("added", "A", ""), ("removed", "A", "")],
    ),
    "by name, where one country is not said": ([",A,place,,,UA,"], [",A,place,,,,"], [("changed", "A", "country")]),
    "its own country first": (
        [",A,place,,,RU,1", ",A,place,,,UA,2"],
        [",A,place,,,,1", ",A,place,,,UA,3"],
        [("changed", "A", "country"), ("changed", "A", "population")],
    ),
    "not of another type": ([",A,place,,,,"], [",A,person,,,,"], [("added", "A", ""), ("removed", "A", "")]),
    "renamed, the former name an alias": ([",A,place,,,,"], [",B,place,A,,,"], [("changed", "B", "canonical aliases")]),
    "renamed, the former name a variant": (
        [",A,place,,,,"],
        [",B,place,,A,,"],
        [("changed", "B", "canonical variants")],
    ),
    "not renamed, where two bear the name": (
        [",A,place,,,,"],
        [",B,place,A,,,", ",C,place,A,,,"],
        [("removed", "A", ""), ("added", "B", ""), ("added", "C", "")],
    ),
    "not renamed, where two are joined": (
        [",A,place,,,,", ",B,place,,,,"],
        [",C,place,A;B,,,"],
        [("removed", "A", ""), ("removed", "B", ""), ("added", "C", "")],
    ),
    "not renamed into another country": (
        [",A,place,,,UA,"],
        [",B,place,A,,RU,"],
        [("removed", "A", ""), ("added", "B", "")],
    ),
    "a row twice is a row more": ([",A,place,,,,"], [",A,place,,,,", ",A,place,,,,"], [("added", "A", "")]),
    "a population of none is not of 0": ([",A,place,,,,"], [",A,place,,,,0"], [("changed", "A", "population")]),
}


def told(difference: Difference) -> list[tuple[str, str, str]]:
    return [
        (c.kind, c.entity.id or c.entity.canonical, " ".join(dict.fromkeys(d.column for d in c.details)))
        for c in difference.entities
    ]


@pytest.mark.parametrize("case", SAME_ENTITY)
def test_which_rows_are_one_entity(case: str, make: Callable[..., Path]) -> None:
    old, new, expected = SAME_ENTITY[case]
    assert told(diff(make(HEADER, *old, name="old.csv"), make(HEADER, *new, name="new.csv"))) == expected


def test_a_pipe_is_read_once(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(HEADER, ",A,place,,,,")
    read: list[Path | str] = []
    once = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (read.append(self), once(self))[1])
    diff(path, path)
    assert read == [path, path]


def test_a_short_row_of_the_second_is_refused(make: Callable[..., Path]) -> None:
    with pytest.raises(InputError, match=r"new\.csv:3: 2 fields"):
        diff(make(HEADER, name="old.csv"), make(HEADER, ",A,place,,,,", ",B", name="new.csv"))


def test_allowed_words_of_a_file_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    old = make("word,reason", "Kuzan,a firm", name="allowed.csv")
    new = make("word,reason", "Kuzan,a firm", "Trumpf,a firm", name="new/allowed.csv")
    difference = diff(old, new)
    assert not difference.entities
    assert [(w.word, w.before, w.after) for w in difference.allowed] == [("Trumpf", None, "a firm")]


NAMES = st.sampled_from(["A", "B", "C", "D"])
LISTS = st.lists(NAMES, max_size=2).map(";".join)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "place/a", "place/b"]),
        NAMES,
        st.just("place"),
        LISTS,
        LISTS,
        st.sampled_from(["", "UA", "RU"]),
        st.just(""),
    ).map(",".join),
    max_size=6,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions")


def write(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


@given(rows=ROWS, order=st.randoms())
def test_the_order_of_rows_is_no_change(folder: Path, rows: list[str], order: object) -> None:
    shuffled = rows[:]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    old, new = write(folder / "old.csv", rows), write(folder / "new.csv", shuffled)
    assert diff(old, new) == Difference((), ())


@given(old=ROWS, new=ROWS, order=st.randoms())
def test_every_row_is_accounted_for_and_any_order_says_the_same(
    folder: Path, old: list[str], new: list[str], order: object
) -> None:
    one = diff(write(folder / "old.csv", old), write(folder / "new.csv", new))
    gained = sum((c.after is not None) - (c.before is not None) for c in one.entities)
    assert gained == len(new) - len(old)
    shuffled = new[:]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(diff(folder / "old.csv", write(folder / "new.csv", shuffled))) == told(one)
