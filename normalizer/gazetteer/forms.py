"""The written forms of a gazetteer's entities, whatever layers they come from: what a mention is held against."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar, overload

from normalizer.gazetteer.form_table import FormTable, form_arrays
from normalizer.gazetteer.spelling import Form, FormKind, first_word, forms_of, surname
from normalizer.model import Entity

__all__ = ["Form", "FormIndex", "FormKind", "build_forms", "first_word", "forms_of", "surname"]

Key = TypeVar("Key")
Found = TypeVar("Found")
Other = TypeVar("Other")

Posting = tuple[int, int, int, int]
"""A form's row, the place of a word in it, how many of the form's words that word covers, and how many it has."""
Part = tuple[FormTable, Sequence[int] | None]
"""Forms, and (if any) a number for each entity of theirs that is not 0 where a later part says otherwise."""

_KEPT = 1 << 16
_LONGEST_ACRONYM = 6


class Lookup(Generic[Key, Found]):
    """What is found by a key, like a dictionary; what was looked up lately is kept.

    `find` is `get` without a default, and sooner done.
    """

    def __init__(self, find: Callable[[Key], Found | None]) -> None:
        self.find = lru_cache(maxsize=_KEPT)(find)

    @overload
    def get(self, key: Key) -> Found | None: ...
    @overload
    def get(self, key: Key, default: Other) -> Found | Other: ...
    def get(self, key: Key, default: Other | None = None) -> Found | Other | None:
        """What the key finds, or the default."""
        found = self.find(key)
        return default if found is None else found

    def __contains__(self, key: Key) -> bool:
        return self.find(key) is not None


class Forms(Iterable[Form]):
    """The forms of several tables, one after the other."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.firsts = [0]
        for table, _ in parts:
            self.firsts.append(self.firsts[-1] + len(table))
        self._tables = [table for table, _ in parts]

    def __len__(self) -> int:
        return self.firsts[-1]

    def __getitem__(self, row: int) -> Form:
        if len(self._tables) == 1:
            return self._tables[0].form(row)
        number = next(n for n, first in enumerate(self.firsts[1:]) if row < first)
        return self._tables[number].form(row - self.firsts[number])

    def __iter__(self) -> Iterator[Form]:
        return map(self.__getitem__, range(len(self)))


class Vocabulary(Iterable[str]):
    """The folded words of several tables, table by table, each word once."""

    def __init__(self, tables: Sequence[FormTable]) -> None:
        self._tables = tables

    def __len__(self) -> int:
        return sum(table.vocabulary_size for table in self._tables)

    def __iter__(self) -> Iterator[str]:
        return (word for table in self._tables for word in table.vocabulary())


class FormIndex:
    """All forms of a gazetteer and the ways to find them.

    `exact` finds the forms of a casefolded spelling, strongest kind first, `written` those of a spelling as a text has
    it: case counts for acronyms only (WHO, not Who). `starts` finds the lengths of the spellings that begin as a word
    of a text does, longest first; `by_words` finds the forms of two folded words or more; `postings` finds where a
    folded word stands in the forms that a garble may stand for, or two words written as one; `vocabulary` are those
    words.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        self.parts = [part for part in parts if len(part[0])]
        self.forms = Forms(self.parts)
        self.starts: Lookup[str, tuple[int, ...]] = Lookup(self._starts)
        self.exact: Lookup[str, tuple[Form, ...]] = Lookup(lambda key: self._spelled(FormTable.exact, key))
        self.written: Lookup[str, tuple[Form, ...]] = Lookup(self._written)
        self.by_words: Lookup[tuple[str, ...], tuple[Form, ...]] = Lookup(
            lambda words: self._spelled(FormTable.with_words, words)
        )
        self.vocabulary = Vocabulary([table for table, _ in self.parts])

    def _starts(self, word: str) -> tuple[int, ...] | None:
        first = first_word(word.casefold())
        found = [length for table, _ in self.parts for length in table.starting(first)]
        return tuple(sorted(set(found), reverse=True)) or None

    def _spelled(self, find: Callable[[FormTable, Key], list[int]], key: Key) -> tuple[Form, ...] | None:
        found: list[Form] = []
        several = 0
        for table, gone in self.parts:
            forms = [table.form(row) for row in find(table, key) if gone is None or not gone[table.owner(row)]]
            several += bool(forms)
            found += forms
        if several > 1:
            found.sort(key=lambda form: (form.kind, form.text, form.entity.id))
        return tuple(found) or None

    def _written(self, spelled: str) -> tuple[Form, ...] | None:
        forms = self.exact.find(spelled.casefold())
        if forms is None:
            return None
        return tuple([f for f in forms if not _is_acronym(f.text) or f.text == spelled]) or None

    def postings(self, word: str) -> Iterator[Posting]:
        """Where a word stands; not kept, as who asks makes something of it."""
        for first, (table, gone) in zip(self.forms.firsts, self.parts, strict=False):
            for row, place, covered, length in table.postings(word):
                if gone is None or not gone[table.owner(row)]:
                    yield first + row, place, covered, length


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= _LONGEST_ACRONYM


def build_forms(entities: Iterable[Entity]) -> FormIndex:
    """Index the forms of `entities` in memory; the result does not depend on their order."""
    made = sorted(entities, key=lambda entity: (entity.id, entity.canonical))
    return FormIndex([(FormTable(form_arrays(made, lambda _: False), made), None)])
