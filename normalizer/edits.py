"""Turns findings into edits and applies them: the only place where text is changed, and only by span."""

from collections.abc import Iterable, Iterator, Sequence

from normalizer.model import Edit, Finding


def edits_of(findings: Iterable[Finding], fix_at: float) -> list[Edit]:
    """The edits of the findings whose probability is `fix_at` or more, in order; of two that overlap, the surer one."""
    taken: list[Edit] = []
    sure = [f for f in findings if f.replacement is not None and f.confidence >= fix_at and f.replacement != f.text]
    for f in sorted(sure, key=lambda f: (-f.confidence, f.start - f.end, f.start)):
        if f.replacement is not None and not any(f.start < e.end and e.start < f.end for e in taken):
            taken.append(Edit(f.start, f.end, f.replacement))
    return sorted(taken, key=lambda e: e.start)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with every edit made; `edits` are sorted and do not overlap."""
    parts, position = [], 0
    for edit in edits:
        parts += [text[position : edit.start], edit.replacement]
        position = edit.end
    return "".join([*parts, text[position:]])


def origin(offset: int, edits: Sequence[Edit]) -> tuple[int, Edit | None]:
    """Where an offset of the edited text lies in the text before, and the edit that made what stands there, if any."""
    shift = 0
    for start, end, edit in _placed(edits):
        if offset < start:
            break
        if offset < end:
            return edit.start, edit
        shift += len(edit.replacement) - (edit.end - edit.start)
    return offset - shift, None


def then(first: Sequence[Edit], second: Sequence[Edit], between: str) -> list[Edit]:
    """One list of edits that does what `first` and, on its outcome `between`, `second` do one after the other.

    Both are sorted and do not overlap. Edits that touch the same letters of `between` become one.
    """
    old = list(_placed(first))
    groups = _overlapping([(a, b, edit, None) for a, b, edit in old] + [(e.start, e.end, None, e) for e in second])
    merged = []
    for low, high, parts in groups:
        own = [(a, b, edit) for a, b, edit, _ in parts if edit is not None]
        new = [Edit(e.start - low, e.end - low, e.replacement) for *_, e in parts if e is not None]
        if own:
            start, end = own[0][2].start - (own[0][0] - low), own[-1][2].end + (high - own[-1][1])
        else:
            shift = sum(len(e.replacement) - (e.end - e.start) for _, b, e in old if b <= low)
            start, end = low - shift, high - shift
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
            groups[-1] = (low, max(high, end), [*members, part])
        else:
            groups.append((start, end, [part]))
    return groups
