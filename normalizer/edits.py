"""Turns findings into edits and applies them: the only place where text is changed, and only by span."""

from collections.abc import Iterable, Sequence

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
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.replacement)
        if offset < start:
            break
        if offset < end:
            return edit.start, edit
        shift += len(edit.replacement) - (edit.end - edit.start)
    return offset - shift, None


def then(first: Sequence[Edit], second: Sequence[Edit], between: str) -> list[Edit]:
    """One list of edits that does what `first` and, on its outcome `between`, `second` do one after the other."""
    merged = list(first)
    for edit in sorted(second, key=lambda e: -e.start):
        merged = _fold_in(merged, list(first), edit, between)
    return sorted(merged, key=lambda e: e.start)


def _fold_in(merged: list[Edit], first: Sequence[Edit], edit: Edit, between: str) -> list[Edit]:
    shift = 0
    touched: list[tuple[Edit, int]] = []
    for old in first:
        start = old.start + shift
        if start < edit.end and edit.start < start + len(old.replacement):
            touched.append((old, start))
        shift += len(old.replacement) - (old.end - old.start)
    if not touched:
        start, _ = origin(edit.start, first)
        return [*merged, Edit(start, start + edit.end - edit.start, edit.replacement)]
    (left, left_at), (right, right_at) = touched[0], touched[-1]
    low, high = min(edit.start, left_at), max(edit.end, right_at + len(right.replacement))
    start = left.start if low == left_at else origin(low, first)[0]
    end = right.end + (high - right_at - len(right.replacement))
    replacement = between[low : edit.start] + edit.replacement + between[edit.end : high]
    gone = {old for old, _ in touched}
    return [*(e for e in merged if e not in gone), Edit(start, end, replacement)]
