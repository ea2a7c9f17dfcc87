"""Long texts in sections, each corrected by itself, and what was done to them put together again."""

from collections.abc import Sequence
from dataclasses import replace

from normalizer.model import Correction, Edit, Finding
from normalizer.text.positions import positions

_SECTION = 12_000


def sections(text: str) -> list[tuple[str, int]]:
    """A text cut at line ends into parts of some 12,000 characters, each with the number of its first line.

    What lies further away says little of a name.
    """
    parts: list[tuple[str, int]] = []
    start, line = 0, 1
    while len(text) - start > _SECTION:
        end = text.rfind("\n", start, start + _SECTION) + 1
        end = (end or text.find("\n", start + _SECTION) + 1) or len(text)
        parts.append((text[start:end], line))
        line += len(positions(text[start:end]).starts) - 1
        start = end
    return parts if parts and start == len(text) else [*parts, (text[start:], line)]


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
