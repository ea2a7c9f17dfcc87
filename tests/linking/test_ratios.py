import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from normalizer.linking.ratios import letters_of, ratios_of

WORDS = st.lists(st.text("abcdz019", min_size=1, max_size=22), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_ratios_are_those_of_rapidfuzz(vocabulary: list[str], words: list[str]) -> None:
    expected = process.cdist(words, vocabulary, scorer=ratio, score_cutoff=50, dtype=np.uint8)
    assert ratios_of(letters_of(vocabulary), words).tolist() == expected.tolist()


def test_long_words_and_many_of_them() -> None:
    vocabulary = [letter * length for letter in "ab" for length in (1, 3, 16, 40, 70)]
    words = ["ab" * 30, "a" * 17, *("ab" * length for length in range(1, 9)), "b" * 64]
    expected = process.cdist(words, vocabulary, scorer=ratio, score_cutoff=50, dtype=np.uint8)
    assert ratios_of(letters_of(vocabulary), words).tolist() == expected.tolist()
