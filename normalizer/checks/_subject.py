"""What a check looks at: a text, the gazetteer's names, and what both say together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from normalizer.linking.link import Analysis, Link, Names, Scores, analyse, link, score
from normalizer.linking.model import Model
from normalizer.text.protect import protected_spans


@dataclass(frozen=True)
class Subject:
    """A text with the names it is held against; what several checks need is found once, when first asked for.

    `show_at` is the probability, 0–1, below which nothing is reported, `fix_at` that from which on an edit is made;
    `first_line` the number of the first line; `english` tells whether the whole text is mostly English. With
    `weigh_all` also candidates are weighed that no document could make likely. `corrected` are the garbles, folded,
    that the text held before it was corrected, and what stands in their place.
    """

    text: str
    names: Names
    model: Model
    show_at: float
    fix_at: float
    first_line: int = 1
    english: bool = True
    weigh_all: bool = False
    corrected: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def protected(self) -> list[tuple[int, int]]:
        """The spans that no check may touch."""
        return protected_spans(self.text)

    @cached_property
    def analysis(self) -> Analysis:
        """The mentions of the text and their candidates."""
        return analyse(self.text, self.names, self.protected, self.first_line, self.weigh_all)

    @cached_property
    def scores(self) -> Scores:
        """What the model makes of the candidates."""
        return score(self.analysis, self.model, self.corrected)

    @cached_property
    def links(self) -> list[Link]:
        """The garbles of the text."""
        return link(self.analysis, self.scores, self.show_at, self.fix_at)
