"""The words of names that lie next to a word, from a short list and from a long one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.parts import Parts
from normalizer.gazetteer.read import Action, Row
from normalizer.linking import vocabulary
from normalizer.linking.vocabulary import FewWords, ManyWords, few_words, letters, word_tables, words_near
from normalizer.matching.encoder import encode_queries
from normalizer.matching.index import NameIndex
from normalizer.model import Entity, EntityType

WORDS = [
    "kharkiv",
    "kherson",
    "kupiansk",
    "kramatorsk",
    "sloviansk",
    "sumy",
    "sudzha",
    "syrskyi",
    "witkoff",
    "zaporizhzhia",
]
GARBLES = ["charkow", "cherson", "kramatorsk", "slowjansk", "sudscha", "syrsky", "witkow", "saporischschja"]


def near(tables: list[vocabulary.Table], words: list[str]) -> list[set[str]]:
    found = words_near(tables, words, encode_queries([letters(word) for word in words]))
    return [{x.name for x in some} for some in found]


def test_long_lists_answer_as_short_ones() -> None:
    short, long = few_words(WORDS), ManyWords(NameIndex.build(NameIndex.in_order(WORDS)))
    assert near([long], GARBLES) == near([short], GARBLES)


def test_several_tables_are_one() -> None:
    parts = [few_words(WORDS[::2]), few_words(WORDS[1::2])]
    assert near(parts, GARBLES) == near([few_words(WORDS)], GARBLES)


@given(st.text("abk1", min_size=1, max_size=9), st.lists(st.text("abk1", min_size=1, max_size=9), max_size=4))
def test_a_word_is_near_where_four_fifths_of_the_letters_are_shared(word: str, words: list[str]) -> None:
    alike = [w for w in words if Indel.normalized_similarity(word, w) >= 0.8 and abs(len(word) - len(w)) <= 2]
    assert few_words(words).has_near(word) == bool(alike)


@pytest.mark.parametrize(("keep", "many", "kind"), [(99, 99, FewWords), (2, 99, FewWords), (2, 2, ManyWords)])
def test_what_is_large_is_kept(
    keep: int, many: int, kind: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "_WORTH_KEEPING", keep)
    monkeypatch.setattr(vocabulary, "MANY", many)
    rows = [Row(Entity("", w.title(), EntityType.PLACE), Action.EXTEND, Path("a"), n) for n, w in enumerate(WORDS, 2)]
    parts = Parts([Parts().with_layers([Layer("a", Path("a"), rows)])])
    expected = near([few_words(WORDS)], GARBLES)
    (tmp_path / "file").write_text("")
    for cache, folders in ((tmp_path / "cache", int(keep == 2)), (tmp_path / "file" / "cache", 0)):
        monkeypatch.setenv("NAMEWRIGHT_CACHE", str(cache))
        for _ in range(2):
            (table,) = word_tables(parts)
            assert isinstance(table, kind)
            assert near([table], GARBLES) == expected
        assert len(list(cache.glob("words-*/"))) == folders
