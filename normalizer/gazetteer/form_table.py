"""The forms of some entities in arrays, found by spelling, by words and by one word."""

import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer.arrays import Groups, grouped, text_key
from normalizer.gazetteer.spelling import Form, FormKind, first_word, spellings
from normalizer.matching.pages import Arrays, MappedArrays, let_go
from normalizer.model import Entity
from normalizer.text.tokens import fold_words

_KEPT = 1 << 17
_AT_A_TIME = 256
"""After so many look-ups the pages of the file that were read are let go, some 30 MB."""
_KINDS = tuple(FormKind)
_POSTED = ("values", "positions", "covered", "lengths")
_STANDS_FOR_NONE = (FormKind.WEAK_ALIAS, FormKind.GIVEN_NAME)
"""A garble is never put right as one of these."""


def form_arrays(entities: Sequence[Entity], is_known: Callable[[str], bool]) -> dict[str, NDArray[Any]]:
    """The arrays of `FormTable` for entities that are sorted by id; the vocabulary is without words that are known."""
    forms = sorted((kind, text, row) for row, entity in enumerate(entities) for text, kind in spellings(entity).items())
    exact, by_words, starts = array("Q"), array("Q"), array("Q")
    of_words, lengths = array("I"), array("I")
    posted, posting_forms = array("I"), array("I")
    positions, covered, word_counts = array("B"), array("B"), array("B")
    numbers: dict[str, int] = {}
    for form, (kind, text, _) in enumerate(forms):
        key, words = text.casefold(), fold_words(text)
        exact.append(whole := text_key(key))
        first = first_word(key)
        starts.append(whole if first == key else text_key(first))
        lengths.append(len(text))
        parts = [(word, place, 1) for place, word in enumerate(words)]
        if len(words) > 1:
            by_words.append(text_key(" ".join(words)))
            of_words.append(form)
            parts += [("".join(words[place : place + 2]), place, 2) for place in range(len(words) - 1)]
        if kind not in _STANDS_FOR_NONE:
            for word, place, size in parts:
                posted.append(numbers.setdefault(word, len(numbers)))
                posting_forms.append(form)
                positions.append(min(place, 0xFF))
                covered.append(size)
                word_counts.append(min(len(words), 0xFF))
    texts = [text.encode("utf-8", "surrogatepass") for _, text, _ in forms]
    keys = np.fromiter(map(text_key, numbers), dtype=np.uint64, count=len(numbers))
    order = np.arange(len(posted), dtype=np.uint32)
    postings = grouped("posting", keys[np.asarray(posted, dtype=np.intp)], order)
    order = postings.pop("posting_values")
    vocabulary = sorted(word for word in numbers if len(word) > 1 and not is_known(word))
    return {
        "form_kinds": np.array([kind for kind, _, _ in forms], dtype=np.uint8),
        "form_entities": np.array([row for _, _, row in forms], dtype=np.uint32),
        "form_text": np.frombuffer(b"".join(texts), dtype=np.uint8),
        "form_starts": np.cumsum([0, *map(len, texts)], dtype=np.uint32),
        **grouped("exact", exact, np.arange(len(forms), dtype=np.uint32)),
        **grouped("words", by_words, np.asarray(of_words, dtype=np.uint32)),
        **_starts(np.asarray(starts, dtype=np.uint64), np.asarray(lengths, dtype=np.uint32)),
        **postings,
        "posting_values": np.asarray(posting_forms, dtype=np.uint32)[order],
        "posting_positions": np.asarray(positions, dtype=np.uint8)[order],
        "posting_covered": np.asarray(covered, dtype=np.uint8)[order],
        "posting_lengths": np.asarray(word_counts, dtype=np.uint8)[order],
        "vocabulary": np.frombuffer(zlib.compress("\n".join(vocabulary).encode("ascii")), dtype=np.uint8),
        "vocabulary_size": np.array([len(vocabulary)], dtype=np.uint32),
    }


def _starts(keys: NDArray[Any], lengths: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The lengths of the spellings that begin with a word, each once, the longest first."""
    order = np.lexsort((-lengths.astype(np.int64), keys))
    keys, lengths = keys[order], lengths[order]
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (lengths[1:] != lengths[:-1])
    return grouped("start", keys[new], lengths[new])


class FormTable:
    """Forms by their row, which is their order: the strongest kind first, then by spelling and by id."""

    def __init__(self, arrays: Arrays, entities: Sequence[Entity]) -> None:
        self._arrays, self._entities = arrays, entities
        self._kinds, self._owners = arrays["form_kinds"].data, arrays["form_entities"].data
        self._text, self._text_starts = arrays["form_text"].data, arrays["form_starts"].data
        self._exact, self._words = Groups(arrays, "exact"), Groups(arrays, "words")
        self._starts, self._postings = Groups(arrays, "start"), Groups(arrays, "posting")
        self._count = 0
        self.form = lru_cache(maxsize=_KEPT)(self._form)
        self.vocabulary_size = int(arrays["vocabulary_size"][0])

    def __len__(self) -> int:
        return len(self._kinds)

    def _form(self, row: int) -> Form:
        self._looked_up()
        start, end = self._text_starts[row], self._text_starts[row + 1]
        text = bytes(self._text[start:end]).decode("utf-8", "surrogatepass")
        return Form(self._entities[self._owners[row]], _KINDS[self._kinds[row]], text, fold_words(text))

    def _looked_up(self) -> None:
        self._count += 1
        if not self._count % _AT_A_TIME and isinstance(self._arrays, MappedArrays):
            let_go(self._arrays.file)

    def owner(self, row: int) -> int:
        """The row of the entity of a form."""
        return self._owners[row]

    def exact(self, spelling: str) -> list[int]:
        """The rows of the forms of a casefolded spelling."""
        self._looked_up()
        return self._exact.find(spelling)

    def with_words(self, words: Sequence[str]) -> list[int]:
        """The rows of the forms of these folded words, of which there are two or more."""
        return self._words.find(" ".join(words))

    def starting(self, word: str) -> list[int]:
        """The lengths of the spellings that begin with a casefolded word, the longest first."""
        self._looked_up()
        return self._starts.find(word)

    def postings(self, word: str) -> Iterator[tuple[int, int, int, int]]:
        """Where a folded word stands in forms that a garble may stand for, as `forms.Posting` has it."""
        self._looked_up()
        place = self._postings.place(word)
        if not place.stop:
            return iter(())
        return zip(*(self._arrays[f"posting_{name}"][place].tolist() for name in _POSTED), strict=True)

    def has_word(self, word: str) -> bool:
        """Whether a folded word stands in a form that a garble may stand for."""
        place = self._postings.place(word)
        return bool(place.stop)

    def vocabulary(self) -> list[str]:
        """The folded words that a garble may stand for, and those of two words written as one, sorted."""
        text = zlib.decompress(self._arrays["vocabulary"].data).decode("ascii")
        return text.split("\n") if self.vocabulary_size else []
