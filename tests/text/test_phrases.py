"""Phrases that are looked for in part of a text are those that a pattern of all of them finds."""

import re
import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.text.phrases import holds, phrase_spans, phrases_of, phrases_pattern, touched

ALPHABET = "aAiIıİkKKsSſßẞ\u0307σςΣ. \n\u00a0-’"
PHRASES = st.frozensets(st.text(ALPHABET, min_size=1, max_size=4), max_size=6)


def test_what_a_pattern_finds_in_any_case_is_found_before_it_is_made() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    cased = [c for c in characters if {c.lower(), c.upper(), c.casefold()} != {c} and c == normalize("NFC", c)]
    text = "|".join(cased)
    for c in cased:
        made = phrases_of(frozenset({c}))
        for same in re.compile(re.escape(c), re.IGNORECASE).findall(text):
            assert touched(same, 0, 1, made), (c, same)


@given(st.text(ALPHABET, max_size=24), st.integers(0, 20), st.integers(1, 6), PHRASES)
def test_the_same_phrases_touch_a_span(text: str, start: int, length: int, phrases: frozenset[str]) -> None:
    end, pattern = start + length, phrases_pattern(phrases)
    found = [pattern.match(text, at) for at in range(len(text))] if pattern else []
    spans = [m.span() for m in found if m]
    made = phrases_of(phrases)
    assert list(phrase_spans(text, made)) == spans
    assert touched(text, start, end, made) == any(a < end and start < b for a, b in spans)


@given(st.text(ALPHABET, max_size=24), st.integers(0, 20), st.integers(1, 6), st.text(ALPHABET, max_size=6))
def test_a_phrase_holds_what_it_has_all_of(text: str, start: int, length: int, phrase: str) -> None:
    end, spans = start + length, phrase_spans(text, phrases_of(frozenset({phrase})))
    assert holds(text, start, end, phrase) == any(a <= start and end <= b for a, b in spans)


def test_phrases_are_whole_words() -> None:
    made = phrases_of(frozenset({"Kursk", "First Battle of Kharkov"}))
    text = "The first battle of Kharkov; Kurskaya; KURSK."
    assert list(phrase_spans(text, made)) == [(4, 27), (39, 44)]
    assert [touched(text, at, at + 3, made) for at in (0, 4, 24, 29, 39)] == [False, True, True, False, True]


def test_no_phrases_touch_nothing() -> None:
    assert not touched("Kursk", 0, 5, phrases_of(frozenset()))
    assert not list(phrase_spans("Kursk", phrases_of(frozenset())))


@pytest.mark.parametrize("gap", [" ", "\n", "\r\n", "\u00a0", "\t \n", " " * 99])
@pytest.mark.parametrize("phrase", ["chicken Kiev", " Chicken\u00a0\nKIEV "])
def test_a_blank_of_a_phrase_is_any_white_space(phrase: str, gap: str) -> None:
    text, made = f"a chicken{gap}Kiev, please", phrases_of(frozenset({phrase}))
    kept = (2, 13 + len(gap))
    assert list(phrase_spans(text, made)) == [kept]
    for start, end in ((2, 9), (kept[1] - 4, kept[1])):
        assert touched(text, start, end, made)
        assert holds(text, start, end, phrase)
    assert not touched(text, 0, 1, made)
    assert not list(phrase_spans("chickenKiev", made))


def test_a_phrase_that_begins_within_another_is_found() -> None:
    made = phrases_of(frozenset({"New York", "York Times"}))
    assert list(phrase_spans("the New York Times", made)) == [(4, 12), (8, 18)]
    assert touched("the New York Times", 13, 18, made)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Hui people", True),
        ("the hui people", True),
        ("pro-Hui, HUI-led", True),
        ("Choe Son-hui spoke", False),
        ("Choe Son\u2011hui spoke", False),
    ],
)
def test_a_syllable_behind_a_hyphen_is_no_phrase(text: str, found: bool) -> None:
    assert bool(list(phrase_spans(text, phrases_of(frozenset({"Hui"}))))) == found
