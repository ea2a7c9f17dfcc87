"""Where the words of a gazetteer's vocabulary stand in its forms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from normalizer.gazetteer.forms import Form, FormIndex
from normalizer.linking.rules import is_word_or_acronym

_REMEMBERED = 50_000


class Places:
    """Where a vocabulary word stands in the forms of a gazetteer.

    `alone` are the forms of this word only; `among` those of several words, by how many words stand before and after
    it, and how many it covers. The latter are made when they are asked for, as only runs of several words do.
    """

    __slots__ = ("_among", "_index", "_rows", "alone")

    def __init__(self, word: str, index: FormIndex) -> None:
        self._index = index
        self._rows = list(index.postings(word))
        self._among: tuple[tuple[int, int, int, tuple[Form, ...]], ...] | None = None
        self.alone = tuple(self._forms([row for row, *_, length in self._rows if length == 1]))

    @property
    def among(self) -> tuple[tuple[int, int, int, tuple[Form, ...]], ...]:
        """The forms of several words."""
        if self._among is None:
            rows: dict[tuple[int, int, int], list[int]] = defaultdict(list)
            for row, position, covered, length in self._rows:
                if length > 1:
                    rows[position, length - position - covered, covered].append(row)
            made = [(*key, tuple(self._forms(some))) for key, some in sorted(rows.items())]
            self._among = tuple([place for place in made if place[-1]])
        return self._among

    def _forms(self, rows: Sequence[int]) -> list[Form]:
        return [form for row in rows if not is_word_or_acronym(form := self._index.forms[row])]


@dataclass(slots=True)
class Forms:
    """The forms of a gazetteer and where the words of its vocabulary stand in them, each found once."""

    index: FormIndex
    _places: dict[str, Places] = field(default_factory=dict)

    def count(self, word: str) -> int:
        """In how many places of forms a vocabulary word stands."""
        found = self.places(word)
        return len(found.alone) + sum(len(some) for *_, some in found.among)

    def places(self, word: str) -> Places:
        """Where a vocabulary word stands."""
        found = self._places.get(word)
        if found is None:
            if len(self._places) > _REMEMBERED:
                self._places.clear()
            found = self._places[word] = Places(word, self.index)
        return found
