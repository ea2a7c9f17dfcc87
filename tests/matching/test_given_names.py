"""Given names: equivalents across languages, and a lint of the data file."""

import csv

import pytest

from normalizer.matching.data_files import DATA
from normalizer.matching.fold import fold
from normalizer.matching.given_names import equivalent_given_names


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("stephen", "stefan"),
        ("stepan", "etienne"),
        ("franz", "francis"),
        ("franco", "francisc"),
        ("mikhail", "mykhailo"),
        ("alexander", "oleksandr"),
        ("johann", "ivan"),
        ("ioan", "john"),
        ("pavlo", "paul"),
        ("volodymyr", "vladimir"),
    ],
)
def test_equivalent(word: str, other: str) -> None:
    assert other in equivalent_given_names(word)
    assert word in equivalent_given_names(other)


@pytest.mark.parametrize(("word", "other"), [("mykola", "mykhailo"), ("igor", "george"), ("leonid", "leo")])
def test_not_equivalent(word: str, other: str) -> None:
    assert other not in equivalent_given_names(word)


def test_unknown() -> None:
    assert equivalent_given_names("blackbird") == frozenset()


def test_the_file_is_sorted_and_has_no_row_twice() -> None:
    with (DATA / "given_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    faults = [row["group"] for row in rows if len(set(row["names"].split(";"))) != len(row["names"].split(";"))]
    faults += [row["group"] for row in rows if not all(fold(name) for name in row["names"].split(";"))]
    groups = [row["group"] for row in rows]
    assert not faults
    assert groups == sorted(set(groups))
    assert len(groups) >= 150
