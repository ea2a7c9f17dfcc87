"""Given names that are one name in several languages: Stephen, Stefan, Stepan, Étienne.

`data/given_names.csv` has a name a row with its forms; it was written by the maintainers.
"""

import csv
from collections import defaultdict
from functools import cache

from normalizer.matching.data_files import DATA
from normalizer.matching.fold import fold

FILE = "given_names.csv"


@cache
def _groups() -> dict[str, frozenset[str]]:
    together: defaultdict[str, set[str]] = defaultdict(set)
    with (DATA / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = {fold(name) for name in row["names"].split(";")}
            for name in names:
                together[name] |= names
    return {name: frozenset(names) for name, names in together.items()}


def equivalent_given_names(word: str) -> frozenset[str]:
    """Return all folded given names that are `word` (folded) in some language, itself among them; empty if unknown."""
    return _groups().get(word, frozenset())
