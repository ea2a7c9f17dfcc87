"""Turns findings into edits and applies them: the only place where text is changed, and only by span."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from normalizer.model import Edit, Finding


def edits_of(findings: Iterable[Finding], fix_at: float) -> list[Edit]:
    """The edits of the findings whose probability is `fix_at` or more, in order; of two that overlap, the surer one."""
    taken: list[Edit] = []
    sure = [f for f in findings if f.replacement is not None and f.confidence >= fix_at and f.replacement != f.text]
    for f in sorted(sure, key=lambda f: (-f.confidence, f.start - f.end, f.start)):
        before = bisect_left(taken, f.end, key=_start)
        if f.replacement is not None and (before == 0 or taken[before - 1].end <= f.start):
            taken.insert(before, Edit(f.start, f.end, f.replacement))
    return taken


def edit_at(edits: Sequence[Edit], offset: int) -> Edit | None:
    """The one of the edits, sorted and without overlap, that takes the character at `offset` away, if any."""
    after = bisect_right(edits, offset, key=_start)
    return edits[after - 1] if after and offset < edits[after - 1].end else None


def _start(edit: Edit) -> int:
    return edit.start


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with every edit made; `edits` are sorted and do not overlap."""
    parts, position = [], 0
    for edit in edits:
        parts += [text[position : edit.start], edit.replacement]
        position = edit.end
    return "".join([*parts, text[position:]])


Origin = Callable[[int], tuple[int, Edit | None]]
"""Where an offset of an edited text lies in the text before, and the edit that made what stands there, if any."""


def origins(edits: Sequence[Edit]) -> Origin:
    """The `Origin` of what `edits`, sorted and without overlap, make of a text."""
    placed = list(_placed(edits))
    starts = [start for start, _, _ in placed]

    def origin(offset: int) -> tuple[int, Edit | None]:
        after = bisect_right(starts, offset)
        if not after:
            return offset, None
        _, end, edit = placed[after - 1]
        return (edit.start, edit) if offset < end else (edit.end + offset - end, None)

    return origin


def then(first: Sequence[Edit], second: Sequence[Edit], between: str) -> list[Edit]:
    """One list of edits that does what `first` and, on its outcome `between`, `second` do one after the other.

    Both are sorted and do not overlap. Edits that touch the same letters of `between` become one.
    """
    old = [(start, end, edit, None) for start, end, edit in _placed(first)]
    groups = _overlapping([*old, *((e.start, e.end, None, e) for e in second)])
    origin = origins(first)
    merged = []
    for low, high, parts in groups:
        own = [(a, b, edit) for a, b, edit, _ in parts if edit is not None]
        new = [Edit(e.start - low, e.end - low, e.replacement) for *_, e in parts if e is not None]
        if own:
            start, end = own[0][2].start - (own[0][0] - low), own[-1][2].end + (high - own[-1][1])
        else:
            start = origin(low)[0]
            end = start + high - low
        merged.append(Edit(start, end, apply_edits(between[low:high], new)))
    return sorted(merged, key=lambda e: (e.start, e.end))


_Part = tuple[int, int, Edit | None, Edit | None]
"""Where an edit lies in the text between two rounds, and the edit, as one of the first round or of the second."""


def _placed(edits: Sequence[Edit]) -> Iterator[tuple[int, int, Edit]]:
    """Where the replacements lie in the edited text."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        yield start, start + len(edit.replacement), edit
        shift += len(edit.replacement) - (edit.end - edit.start)


def _overlapping(parts: list[_Part]) -> list[tuple[int, int, list[_Part]]]:
    """Groups of parts that overlap, in order, each with where it begins and ends."""
    groups: list[tuple[int, int, list[_Part]]] = []
    for part in sorted(parts, key=lambda p: (p[0], p[1])):
        start, end = part[:2]
        if groups and start < groups[-1][1]:
            low, high, members = groups[-1]
            members.append(part)
            groups[-1] = (low, max(high, end), members)
        else:
            groups.append((start, end, [part]))
    return groups
