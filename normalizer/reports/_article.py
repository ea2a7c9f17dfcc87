"""The article's own text cut into pieces: what stayed, what was changed, what is only shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from normalizer.model import Correction, Finding
from normalizer.reports._items import in_order
from normalizer.text.positions import LINE_END

Numbered = tuple[int, Finding]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the original; `numbers` are the findings (from 1, in the order of the text) that are told behind it.

    `replacement` is what stands there now, for a piece that was changed.
    """

    kind: Literal["same", "changed", "shown"]
    text: str
    replacement: str = ""
    numbers: tuple[int, ...] = ()


def article_lines(correction: Correction) -> list[list[Piece]]:
    """The pieces line by line, line ends left out; each finding's number stands in exactly one of them."""
    lines: list[list[Piece]] = [[]]
    for piece in _pieces(correction):
        first, *others = LINE_END.split(piece.text)
        for part in others:
            if first:
                lines[-1].append(replace(piece, text=first, replacement="", numbers=()))
            lines.append([])
            first = part
        if first or piece.kind != "same":
            lines[-1].append(replace(piece, text=first))
    return lines if lines[-1] or len(lines) == 1 else lines[:-1]


def _pieces(correction: Correction) -> Iterator[Piece]:
    text, at = correction.original, 0
    for group in _overlapping(list(enumerate(in_order(correction.findings), 1))):
        start, end = group[0][1].start, max(finding.end for _, finding in group)
        yield Piece("same", text[at:start])
        yield from _group(text, start, end, group)
        at = end
    yield Piece("same", text[at:])


def _overlapping(findings: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Findings that share characters come together, since one place in the text can be marked once."""
    group: list[Numbered] = []
    end = 0
    for number, finding in findings:
        if group and finding.start >= end:
            yield group
            group = []
        end = max(end, finding.end) if group else finding.end
        group.append((number, finding))
    if group:
        yield group


def _group(text: str, start: int, end: int, group: Sequence[Numbered]) -> Iterator[Piece]:
    changes = [(number, f) for number, f in group if f.applied and f.replacement is not None]
    others = tuple(number for number, f in group if not (f.applied and f.replacement is not None))
    if not changes:
        yield Piece("shown", text[start:end], numbers=others)
        return
    for index, (number, change) in enumerate(changes):
        if change.start > start:
            yield Piece("shown", text[start : change.start])
        numbers = (number, *others) if index == len(changes) - 1 else (number,)
        yield Piece("changed", text[change.start : change.end], change.replacement or "", numbers)
        start = change.end
    if start < end:
        yield Piece("shown", text[start:end])
