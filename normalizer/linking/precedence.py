"""What a layer calls right stands, whatever the layers below it would make of it."""

import re
from collections.abc import Callable, Sequence

from normalizer.gazetteer.forms import FormKind
from normalizer.linking.align import Candidate
from normalizer.linking.context import Context
from normalizer.linking.writeback import replacement
from normalizer.mentions.find import ExactMention

Level = Callable[[str], int]
"""The number of the last layer that speaks of an entity (by its id); less than 0 for a place of the world alone."""

_RIGHT = (FormKind.CANONICAL, FormKind.ALIAS)


def without_overruled(context: Context, candidates: Sequence[Candidate], level: Level) -> list[Candidate]:
    """The candidates, but for those that would change a name or an alias that a higher layer has than theirs."""
    text, runs = context.text, context.runs
    right: dict[tuple[int, int], tuple[ExactMention, int]] = {}
    for mention in context.exact:
        found = [level(form.entity.id) for form in mention.forms if form.kind in _RIGHT]
        if found:
            right |= {(mention.run, i): (mention, max(found)) for i in mention.words}

    def is_overruled(c: Candidate) -> bool:
        above = [right[c.run, i] for i in range(c.start, c.stop) if (c.run, i) in right]
        if not above or level(c.form.entity.id) >= max(number for _, number in above):
            return False
        words = runs[c.run].words
        start, end = words[c.start].start, words[c.stop - 1].end
        new = replacement(context, runs[c.run], c)
        return any(
            number > level(c.form.entity.id) and not _has(new, text[max(start, m.start) : min(end, m.end)])
            for m, number in above
        )

    return [c for c in candidates if not is_overruled(c)]


def _has(name: str, part: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name) is not None
