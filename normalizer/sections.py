"""Long texts in sections, each corrected by itself, and what was done to them put together again."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from normalizer.model import Correction, Edit, Finding
from normalizer.text.language import is_mostly_english
from normalizer.text.positions import LINE_END, positions
from normalizer.text.protect import protected_spans

_LEAST, _MOST = 6_000, 12_000
_END = f"(?>{LINE_END.pattern})"
_SENTENCE = r"(?<=[a-z]{4}[.!?…])[\"'”’»)\]]*"
"""The end of a sentence; words of three letters with a full stop may be short for others (Gen. Syrskyi)."""
_CUTS = [
    re.compile(pattern)
    for pattern in (
        rf"{_END}[ \t]*{_END}\s*",
        rf"{_SENTENCE}[ \t]*{_END}\s*",
        rf"{_SENTENCE}[ \t]+",
        _END,
        r"[^\S\u00a0\u2007\u202f]+",
    )
]
"""What a text is cut behind, the first of these that is there: paragraphs, sentences, lines, words."""
_BLANKS = re.compile(r"\s+")


class Section(NamedTuple):
    """A part of a text, the number of its first line, and whether the whole text is mostly English."""

    text: str
    first_line: int
    english: bool


def sections(text: str) -> list[Section]:
    """A text cut into parts of 6,000 to 12,000 characters, the last one shorter: behind a paragraph, else behind a
    sentence, a line or a word.

    What lies further away says little of a name. No word is cut, nor what is not prose, however long it is.
    """
    english = is_mostly_english(text)
    if len(text) <= _MOST:
        return [Section(text, 1, english)]
    whole = protected_spans(text)
    parts: list[Section] = []
    start, line = 0, 1
    while start < len(text):
        end = _cut(text, start, whole)
        parts.append(Section(text[start:end], line, english))
        line += len(positions(text[start:end]).starts) - 1
        start = end
    return parts


def _cut(text: str, start: int, whole: Sequence[tuple[int, int]]) -> int:
    """Where the section ends that begins at `start`: outside the `whole` spans."""
    low, high = start + _LEAST, start + _MOST
    if high >= len(text):
        return len(text)
    if text.startswith("\r\n", high - 1):
        high += 1
    for pattern in _CUTS:
        ends = [m.end() for m in pattern.finditer(text, low, high) if not _is_within(m.end(), whole)]
        if ends:
            return ends[-1]
    later = (m.end() for m in _BLANKS.finditer(text, high))
    return next((end for end in later if not _is_within(end, whole)), len(text))


def _is_within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    before = bisect_left(spans, (offset,))
    return before > 0 and offset < spans[before - 1][1]


def joined(done: Sequence[Correction]) -> Correction:
    """What was done to the sections of a text as one."""
    if len(done) == 1:
        return done[0]
    findings: list[Finding] = []
    edits: list[Edit] = []
    at = 0
    for part in done:
        findings += [replace(f, start=f.start + at, end=f.end + at) for f in part.findings]
        edits += [replace(e, start=e.start + at, end=e.end + at) for e in part.edits]
        at += len(part.original)
    notes = tuple(dict.fromkeys(note for part in done for note in part.notes))
    original, text = "".join(part.original for part in done), "".join(part.text for part in done)
    return Correction(original, text, tuple(findings), tuple(edits), notes)
