"""Lists in one field, ids, and names as they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.gazetteer.columns import clean, free_id, join_list, slug, split_list, tidied

NAMES = st.lists(st.text().map(clean).filter(bool), unique=True).map(tuple)


@given(NAMES)
def test_a_list_reads_as_it_was_written(names: tuple[str, ...]) -> None:
    assert split_list(join_list(names)) == names


@given(st.text())
def test_what_is_tidied_stays_so(field: str) -> None:
    for column in ("aliases", "canonical"):
        once = tidied(column, field)
        assert tidied(column, once) == once


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("", ()),
        (" ; ;", ()),
        ("A", ("A",)),
        (" A ;B  C;A", ("A", "B C")),
        (r"a\;b;c", ("a;b", "c")),
        (r"a\\;b", ("a\\", "b")),
        (r"a\b;c", (r"a\b", "c")),
        ("c\\", ("c\\",)),
        ("Zu\u0308rich;Z\u00fcrich", ("Zürich",)),
        ("a\u00a0b", ("a b",)),
        ("a\u037eb;c", ("a;b", "c")),  # NFC turns a Greek question mark into a semicolon: no separator
    ],
)
def test_lists(field: str, names: tuple[str, ...]) -> None:
    assert split_list(field) == names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zürich", "zurich"),
        ("Franz-Stefan Gady", "franz-stefan-gady"),
        ("N'Djamena", "ndjamena"),
        ("Сумы", "sumy"),
        ("C-130 (J)", "c-130-j"),
        ("!", "x"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_ids_that_are_taken_get_a_number() -> None:
    taken = {"place/iran", "place/iran-2"}
    assert free_id("place", "Iran", taken) == "place/iran-3"
    assert free_id("person", "Iran", taken) == "person/iran"
