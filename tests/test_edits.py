"""Edits: chosen from findings, applied, traced back and composed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.edits import apply_edits, edit_at, edits_of, origins, then
from normalizer.model import Category, Edit, Finding, Severity


def finding(start: int, end: int, replacement: str | None, confidence: float = 0.9, text: str = "") -> Finding:
    return Finding(
        "NAM001",
        start,
        end,
        text,
        "",
        Severity.MAJOR,
        Category.ACCURACY,
        replacement=replacement,
        confidence=confidence,
    )


@st.composite
def edit_lists(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text, sorted and without overlap; each replaces at least a character."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [pair for k, pair in enumerate(pairwise(cuts)) if k % 2 == 0 or draw(st.booleans())]
    return [Edit(a, b, draw(st.text(alphabet="xyz", max_size=4))) for a, b in spans if draw(st.booleans())]


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text = draw(st.text(alphabet="abcd", max_size=14))
    first = draw(edit_lists(text))
    return text, first, draw(edit_lists(apply_edits(text, first)))


@given(two_rounds())
def test_two_lists_composed_do_what_they_do_one_after_the_other(rounds: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = rounds
    between = apply_edits(text, first)
    both = then(first, second, between)
    assert apply_edits(text, both) == apply_edits(between, second)
    position = 0
    for edit in both:
        assert position <= edit.start <= edit.end <= len(text)
        position = edit.end


@given(two_rounds())
def test_nothing_composed_with_a_list_is_the_list(rounds: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, _ = rounds
    assert then(first, [], apply_edits(text, first)) == first
    assert then([], first, text) == first


@given(two_rounds())
def test_what_was_not_edited_is_found_where_it_was(rounds: tuple[str, list[Edit], list[Edit]]) -> None:
    text, edits, _ = rounds
    origin = origins(edits)
    for offset, letter in enumerate(apply_edits(text, edits)):
        before, edit = origin(offset)
        if edit is None:
            assert text[before] == letter
            assert not any(e.start <= before < e.end for e in edits)
        else:
            assert before == edit.start
            assert letter in edit.replacement


@given(st.text(max_size=30))
def test_no_edits_change_nothing(text: str) -> None:
    assert apply_edits(text, []) == text


def test_edits_replace_spans() -> None:
    assert apply_edits("Smie and Suda", [Edit(0, 4, "Sumy"), Edit(9, 13, "Sudzha")]) == "Sumy and Sudzha"


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], []),
        ([finding(0, 4, "Sumy", 0.5)], [Edit(0, 4, "Sumy")]),
        ([finding(0, 4, "Sumy", 0.49)], []),
        ([finding(0, 4, None)], []),
        ([finding(0, 4, "Smie", text="Smie")], []),
        ([finding(9, 13, "b"), finding(0, 4, "a")], [Edit(0, 4, "a"), Edit(9, 13, "b")]),
        ([finding(0, 6, "a", 0.6), finding(4, 9, "b", 0.8)], [Edit(4, 9, "b")]),
        ([finding(0, 4, "a", 0.8), finding(0, 9, "b", 0.8)], [Edit(0, 9, "b")]),
        ([finding(0, 4, "a"), finding(4, 8, "b")], [Edit(0, 4, "a"), Edit(4, 8, "b")]),
        ([finding(0, 4, "a"), finding(8, 9, "b"), finding(3, 9, "c", 0.8)], [Edit(0, 4, "a"), Edit(8, 9, "b")]),
        ([finding(2, 3, "a"), finding(8, 9, "b"), finding(0, 9, "c", 0.8)], [Edit(2, 3, "a"), Edit(8, 9, "b")]),
    ],
)
def test_the_surer_of_two_that_overlap_is_made(findings: list[Finding], expected: list[Edit]) -> None:
    assert edits_of(findings, 0.5) == expected
    assert edits_of(findings[::-1], 0.5) == expected


@given(
    st.lists(st.builds(finding, st.integers(0, 9), st.integers(10, 19), st.just("a"), st.sampled_from([0.6, 0.8])))
    | st.lists(st.integers(0, 30).map(lambda at: finding(at, at + 2 + at % 3, "a", 0.6 + at % 4 / 10)))
)
def test_what_is_made_does_not_overlap_and_what_is_not_does(findings: list[Finding]) -> None:
    made = edits_of(findings, 0.5)
    assert all(one.end <= other.start for one, other in pairwise(made))
    for f in findings:
        assert any(f.start < e.end and e.start < f.end for e in made)


@given(two_rounds())
def test_the_edit_at_an_offset_is_the_one_that_spans_it(rounds: tuple[str, list[Edit], list[Edit]]) -> None:
    text, edits, _ = rounds
    for offset in range(len(text)):
        spanning = [e for e in edits if e.start <= offset < e.end]
        assert [edit_at(edits, offset)] == (spanning or [None])
