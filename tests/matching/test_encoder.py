"""The encoder: lengths, batches, and that sound-alikes lie together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.matching.encoder import _MANY, encode_names, encode_queries

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz- ", max_size=20)


@settings(max_examples=40)
@given(st.lists(words, max_size=5))
def test_length_one_or_nothing_and_the_same_in_any_batch(texts: list[str]) -> None:
    for encode in (encode_names, encode_queries):
        vectors = encode(texts)
        assert vectors.dtype == np.float32
        lengths = np.linalg.norm(vectors, axis=1)
        assert np.all(np.isclose(lengths, 1, atol=1e-5) | np.isclose(lengths, 0))
        for text, vector in zip(texts, vectors, strict=True):
            assert np.allclose(encode([text])[0], vector, atol=1e-6)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [("tschernihiw", "chernihiv", "berlin"), ("mosukuwa", "moscow", "oslo"), ("bei jing", "beijing", "nanjing")],
)
def test_nearer(query: str, near: str, far: str) -> None:
    close, distant = encode_names([near, far]) @ encode_queries([query])[0]
    assert close > distant


@settings(max_examples=40)
@given(st.lists(st.text("abkhsz -^1", max_size=12), min_size=1, max_size=8))
def test_many_strings_are_encoded_as_each_alone(some: list[str]) -> None:
    names = [text.replace("^", "") for text in some]
    many = encode_names(names * _MANY)
    assert np.array_equal(many[: len(names)], np.concatenate([encode_names([name]) for name in names]))
