"""Phrases that are looked for in part of a text are those that a pattern of all of them finds."""

import re
import sys
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from normalizer.text.phrases import phrase_spans, phrases_of, phrases_pattern, touched

ALPHABET = "aAiIıİkKKsSſßẞ\u0307σςΣ. -’"
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
    made, end, pattern = phrases_of(phrases), start + length, phrases_pattern(phrases)
    part = (max(0, start - made.longest), end + made.longest)
    spans = [m.span() for m in pattern.finditer(text, *part)] if pattern else []
    assert touched(text, start, end, made) == any(a < end and start < b for a, b in spans)


def test_phrases_are_whole_words() -> None:
    made = phrases_of(frozenset({"Kursk", "First Battle of Kharkov"}))
    text = "The first battle of Kharkov; Kurskaya; KURSK."
    assert list(phrase_spans(text, made)) == [(4, 27), (39, 44)]
    assert [touched(text, at, at + 3, made) for at in (0, 4, 24, 29, 39)] == [False, True, True, False, True]


def test_no_phrases_touch_nothing() -> None:
    assert not touched("Kursk", 0, 5, phrases_of(frozenset()))
    assert not list(phrase_spans("Kursk", phrases_of(frozenset())))
