"""Given names that are one name in several languages: Stephen, Stefan, Stepan, Étienne.

`data/given_names.csv` has a name a row with its forms; it was written by the maintainers.
"""

import csv
from functools import cache, lru_cache

from normalizer.matching.data_files import DATA
from normalizer.matching.fold import fold

FILE = "given_names.csv"


@cache
def _groups() -> dict[str, list[list[str]]]:
    """The groups that each name stands in."""
    groups: dict[str, list[list[str]]] = {}
    with (DATA / FILE).open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            names = [name.lower() if name.isalpha() and name.isascii() else fold(name) for name in row[1].split(";")]
            for name in names:
                groups.setdefault(name, []).append(names)
    return groups


@lru_cache(maxsize=1 << 12)
def equivalent_given_names(word: str) -> frozenset[str]:
    """Return all folded given names that are `word` (folded) in some language, itself among them; empty if unknown."""
    return frozenset().union(*_groups().get(word, ()))


def is_same_given_name(word: str, name: str) -> bool:
    """Whether two folded words are one given name, in two languages or with letters doubled in one (Fatah, Fattah)."""
    return word in equivalent_given_names(name) or without_doubles(word) == without_doubles(name)


@lru_cache(maxsize=1 << 16)
def without_doubles(word: str) -> str:
    """A word with its doubled letters written once."""
    return "".join([c for i, c in enumerate(word) if i == 0 or word[i - 1] != c])
