"""One text through every stage: what the command line and users of the library call."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import add
from typing import TYPE_CHECKING, Literal

from normalizer.checks import Check, Subject, selected
from normalizer.edits import apply_edits, edits_of, origin, then
from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.linking.link import NOTHING, Names
from normalizer.linking.model import Model, load_model
from normalizer.linking.names import names_of
from normalizer.model import Correction, Edit, Finding
from normalizer.text.compose import Composed, composed
from normalizer.text.phrases import Phrases, phrase_spans, phrases_of, touched
from normalizer.text.positions import positions
from normalizer.text.tokens import fold_words

if TYPE_CHECKING:
    from normalizer.linking.reckon import Reckoning

_ROUNDS = 8
_GARBLED = "NAM001"
_SECTION = 12_000
_NOT_ENGLISH = "this text is mostly not English: only listed variants are looked for"


@dataclass(frozen=True, slots=True)
class _Job:
    names: Names
    model: Model
    fix_at: float
    show_at: float
    checks: Sequence[Check]
    kept: Phrases


@cache
def _shipped() -> Gazetteer:
    return Gazetteer.default()


def correct(
    text: str,
    gazetteer: Gazetteer | None = None,
    *,
    fix_at: float | None = None,
    show_at: float | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> Correction:
    """Hold the names of a text against a gazetteer (the shipped one, where none is given) and put the garbled right.

    Edits are made from the probability `fix_at` on and findings are reported from `show_at` on (0–1; the defaults
    are the model's); `select` and `ignore` are rule codes or prefixes; `keep` holds words and phrases that are never
    flagged. Raises InputError for a threshold outside 0–1, for `show_at` over `fix_at` and for unknown codes.
    """
    return _run(text, _job(gazetteer, fix_at, show_at, select, ignore, keep))


def check(
    text: str,
    gazetteer: Gazetteer | None = None,
    source: str | None = None,
    *,
    fix_at: float | None = None,
    show_at: float | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> Correction:
    """The same findings as `correct`, with no edit made.

    `source` is the text that was translated, for checks that compare.
    """
    done = correct(text, gazetteer, fix_at=fix_at, show_at=show_at, select=select, ignore=ignore, keep=keep)
    return Correction(text, text, tuple(replace(f, applied=False) for f in done.findings), (), done.notes)


def explain(
    text: str,
    part: tuple[int, int],
    gazetteer: Gazetteer | None = None,
    *,
    fix_at: float | None = None,
    show_at: float | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> "list[Reckoning]":
    """How `correct` came to what it does with the names that touch `text[part[0]:part[1]]`, span by span.

    The candidates are weighed in the text as it comes in; a finding's own confidence is that of the last round.
    """
    from normalizer.linking.reckon import moved

    job = _job(gazetteer, fix_at, show_at, select, ignore, keep)
    view = composed(text)
    if view is not None:
        text, part = view.text, (view.place(part[0]), view.place(part[1] - 1) + 1)
    at, line = 0, 1
    for section in sections(text):
        if part[0] < at + len(section):
            found = [moved(r, partial(add, at)) for r in _explained(section, (part[0] - at, part[1] - at), job, line)]
            return found if view is None else [moved(r, view.origin) for r in found]
        at, line = at + len(section), line + len(positions(section).starts) - 1
    return []


def _explained(text: str, part: tuple[int, int], job: _Job, first_line: int) -> "list[Reckoning]":
    from normalizer.linking.reckon import Outcome, reckon

    subject = Subject(text, job.names, job.model, job.show_at, job.fix_at, first_line, weigh_all=True)
    outcome = Outcome(
        _correct(text, job, first_line).findings,
        subject.protected,
        list(phrase_spans(text, job.kept)),
        subject.english,
        job.show_at,
        job.fix_at,
        frozenset(module.RULE.code for module in job.checks),
    )
    return reckon(subject.analysis, subject.scores, job.model, outcome, part)


def thresholds(fix_at: float | None, show_at: float | None) -> tuple[float, float]:
    """The thresholds in force; a default `show_at` never lies over a given `fix_at`."""
    model = load_model()
    for name, value in (("fix-at", fix_at), ("show-at", show_at)):
        if value is not None and not 0 <= value <= 1:
            raise InputError(f"--{name} is {value:g}", mend="give a probability from 0 to 1")
    fix = model.fix_at if fix_at is None else fix_at
    if show_at is not None and fix_at is None:
        fix = max(fix, show_at)
    show = min(model.show_at, fix) if show_at is None else show_at
    if show > fix:
        raise InputError(
            f"--show-at {show:g} is over --fix-at {fix:g}", mend="show from the same probability or a lower one"
        )
    return fix, show


def _job(
    gazetteer: Gazetteer | None,
    fix_at: float | None,
    show_at: float | None,
    select: Iterable[str],
    ignore: Iterable[str],
    keep: Iterable[str],
) -> _Job:
    gazetteer = _shipped() if gazetteer is None else gazetteer
    fix, show = thresholds(fix_at, show_at)
    kept = phrases_of(gazetteer.allowed.union(keep))
    return _Job(names_of(gazetteer), load_model(), fix, show, selected(select, ignore), kept)


def sections(text: str) -> list[str]:
    """A text cut at line ends into parts of some 12,000 characters: what lies further away says little of a name."""
    if len(text) <= _SECTION:
        return [text]
    parts, start = [], 0
    while start < len(text):
        end = text.rfind("\n", start, start + _SECTION) + 1
        end = (end or text.find("\n", start + _SECTION) + 1) or len(text)
        parts.append(text[start:end])
        start = end
    return parts


def _run(text: str, job: _Job) -> Correction:
    """Correct a text as if each of its letters were one character."""
    view = composed(text)
    return _in_sections(text, job) if view is None else _as_written(text, view, _in_sections(view.text, job))


def _as_written(text: str, view: Composed, done: Correction) -> Correction:
    """What was done to a text's `Composed`, done to the text: marks are written as it writes them."""
    marks: Literal["NFC", "NFD"] = "NFD" if unicodedata.is_normalized("NFD", text) else "NFC"
    edits = tuple(
        Edit(view.origin(e.start), view.origin(e.end), unicodedata.normalize(marks, e.replacement)) for e in done.edits
    )
    findings = tuple(_finding_as_written(text, view, marks, f) for f in done.findings)
    return Correction(text, apply_edits(text, edits), findings, edits, done.notes)


def _finding_as_written(text: str, view: Composed, marks: Literal["NFC", "NFD"], finding: Finding) -> Finding:
    start, end = view.origin(finding.start), view.origin(finding.end)
    new = finding.replacement
    new = new if new is None else unicodedata.normalize(marks, new)
    return replace(finding, start=start, end=end, text=text[start:end], replacement=new)


def _in_sections(text: str, job: _Job) -> Correction:
    """Correct a text section by section."""
    parts = sections(text)
    if len(parts) == 1:
        return _correct(text, job)
    done: list[Correction] = []
    findings: list[Finding] = []
    edits: list[Edit] = []
    at, line = 0, 1
    for section in parts:
        part = _correct(section, job, line)
        done.append(part)
        findings += [replace(f, start=f.start + at, end=f.end + at) for f in part.findings]
        edits += [replace(e, start=e.start + at, end=e.end + at) for e in part.edits]
        at, line = at + len(section), line + len(positions(section).starts) - 1
    notes = tuple(dict.fromkeys(note for part in done for note in part.notes))
    return Correction(text, "".join(part.text for part in done), tuple(findings), tuple(edits), notes)


def _correct(text: str, job: _Job, first_line: int = 1) -> Correction:
    """Find and edit until nothing more changes, so that the corrected text is left alone when it comes in again."""
    done: list[Edit] = []
    made: dict[Edit, Finding] = {}
    garbles: dict[str, str] = {}
    current, seen = text, {text}
    findings, english = _find(current, job, first_line)
    for _ in range(_ROUNDS):
        new = edits_of(findings, job.fix_at)
        after = apply_edits(current, new)
        if not new or after in seen:
            break
        by_span = {(f.start, f.end, f.replacement): f for f in findings}
        merged = [e for e in then(done, new, current) if e.replacement != text[e.start : e.end]]
        for edit in new:
            where = next((e for e in merged if _covers(e, edit, done)), None)
            finding = by_span[edit.start, edit.end, edit.replacement]
            if where is not None:
                made[where] = finding
            if finding.rule == _GARBLED:
                garbles[" ".join(fold_words(finding.text))] = edit.replacement
        done, current = merged, after
        seen.add(after)
        findings, english = _find(current, job, first_line, garbles)
    applied = [_applied(text, edit, made[edit]) for edit in done]
    shown = [s for f in findings if (s := _shown(text, f, done)) is not None]
    ordered = sorted([*applied, *shown], key=lambda f: (f.start, f.end, f.rule))
    notes = () if english else (_NOT_ENGLISH,)
    return Correction(text, current, tuple(ordered), tuple(done), notes)


def _covers(merged: Edit, edit: Edit, done: Sequence[Edit]) -> bool:
    start, inside = origin(edit.start, done)
    return merged.start <= (inside.start if inside else start) < max(merged.end, merged.start + 1)


def _applied(text: str, edit: Edit, finding: Finding) -> Finding:
    return replace(
        finding,
        start=edit.start,
        end=edit.end,
        text=text[edit.start : edit.end],
        replacement=edit.replacement,
        applied=True,
    )


def _shown(text: str, finding: Finding, done: Sequence[Edit]) -> Finding | None:
    """A finding of the corrected text at its place in the input, or None where it touches what was edited."""
    start, first = origin(finding.start, done)
    end, last = origin(finding.end - 1, done)
    if first or last or end - start != finding.end - 1 - finding.start:
        return None
    return replace(finding, start=start, end=end + 1)


def _find(text: str, job: _Job, first_line: int, corrected: Mapping[str, str] = NOTHING) -> tuple[list[Finding], bool]:
    subject = Subject(text, job.names, job.model, job.show_at, job.fix_at, first_line, corrected=corrected)
    found = [f for module in job.checks for f in module.check(subject)]
    return [f for f in found if not touched(text, f.start, f.end, job.kept)], subject.english
