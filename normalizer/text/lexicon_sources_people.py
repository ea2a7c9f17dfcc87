"""Who has an article in an encyclopedia: the people of the wheel of name2nat, for compiling the lexicon."""

import math
import pickle
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from normalizer.text.lexicon import FAMILY, GIVEN, NOTED
from normalizer.text.lexicon_forms import feminine_forms
from normalizer.text.lexicon_sources import Name
from normalizer.text.lexicon_table import name_key

NOTED_FREQUENCY: Final = 1.0
"""Added to log10 of the people: each stands for ten."""
LEAST_BEARERS: Final = 2
"""A name of one person only is left out: it is as often a garble of another."""

_FILE = "name2nat/name2nats.pkl"
# Their people are written family name first, or either way.
_SURNAME_FIRST = frozenset({"Chinese", "Taiwanese", "Korean", "North Korean", "Vietnamese", "Hungarian", "Japanese"})
_SUFFIXES = frozenset("jr sr ii iii iv v vi".split())


def noted_people(wheel: Path) -> Iterator[Name]:
    """Yield the given and family names of the people of Wikipedia in the wheel of name2nat, with how many bear them."""
    with zipfile.ZipFile(wheel) as archive, archive.open(_FILE) as file:
        yield from names_of_people(_Plain(file).load())


def names_of_people(people: Mapping[str, Iterable[str]]) -> Iterator[Name]:
    """Yield the words of full names, given the nationalities of each; a family name's feminine form comes with it."""
    bearers: Counter[tuple[str, int]] = Counter()
    for full_name, nationalities in people.items():
        words = [w for w in full_name.split("(")[0].split(",")[0].split() if len(name_key(w)) > 1]
        words = [w for w in words if w[0].isupper() and name_key(w) not in _SUFFIXES]
        if len(words) < 2:
            continue
        either = not _SURNAME_FIRST.isdisjoint(nationalities)
        forms = {form for n in nationalities for form in feminine_forms(words[-1], n)}
        bearers.update((word, GIVEN) for word in (words if either else words[:-1]))
        bearers.update((word, FAMILY) for word in {*(words if either else words[-1:]), *forms})
    for (word, kind), count in bearers.items():
        if count >= LEAST_BEARERS:
            yield Name(word, kind | NOTED, NOTED_FREQUENCY + math.log10(count), learn=False)


class _Plain(pickle.Unpickler):
    """Reads dictionaries, lists and strings only: no code of the file is run."""

    def __init__(self, file: BinaryIO | Any) -> None:
        super().__init__(file)

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{_FILE} holds more than names: {module}.{name}")
