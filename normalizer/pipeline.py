"""One text through every stage: what the command line and users of the library call."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import add
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from normalizer.checks import Check, Subject, selected
from normalizer.edits import apply_edits, edits_of, origin, then
from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.linking.link import NOTHING, Names
from normalizer.linking.model import Model, load_model
from normalizer.linking.names import names_of
from normalizer.linking.writeback import trimmed
from normalizer.model import Correction, Edit, Finding
from normalizer.sections import joined, sections
from normalizer.text.compose import Composed, composed
from normalizer.text.phrases import Phrases, phrase_spans, phrases_of, touched
from normalizer.text.tokens import fold_words

if TYPE_CHECKING:
    from normalizer.linking.reckon import Reckoning

_ROUNDS = 8
_GARBLED = "NAM001"
_NOT_ENGLISH = "this text is mostly not English: only listed variants are looked for"


@dataclass(frozen=True, slots=True)
class _Job:
    names: Names
    model: Model
    fix_at: float
    show_at: float
    checks: Sequence[Check]
    kept: Phrases


class Options(TypedDict, total=False):
    """What a user may ask for, as `correct` explains."""

    fix_at: float | None
    show_at: float | None
    select: Iterable[str]
    ignore: Iterable[str]
    keep: Iterable[str]


@cache
def _shipped() -> Gazetteer:
    return Gazetteer.default()


def correct(
    text: str,
    gazetteer: Gazetteer | None = None,
    **options: Unpack[Options],
) -> Correction:
    """Hold the names of a text against a gazetteer (the shipped one, where none is given) and put the garbled right.

    Edits are made from the probability `fix_at` on and findings are reported from `show_at` on (0–1; the defaults
    are the model's); `select` and `ignore` are rule codes or prefixes; `keep` holds words and phrases that are never
    flagged. Raises InputError for a threshold outside 0–1, for `show_at` over `fix_at` and for unknown codes.
    """
    of_section = corrector(gazetteer, **options)
    return joined([of_section(section, line) for section, line in sections(text)])


def corrector(
    gazetteer: Gazetteer | None = None,
    **options: Unpack[Options],
) -> Callable[[str, int], Correction]:
    """What `correct` does to each of the `sections` of a text, which has the number of its first line beside it."""
    return partial(_of_section, job=_job(gazetteer, **options))


def check(
    text: str,
    gazetteer: Gazetteer | None = None,
    source: str | None = None,
    **options: Unpack[Options],
) -> Correction:
    """The same findings as `correct`, with its `options` and no edit made.

    `source` is the text that was translated, for checks that compare.
    """
    return unedited(correct(text, gazetteer, **options))


def unedited(done: Correction) -> Correction:
    """The findings of a correction with no edit made."""
    findings = tuple(replace(f, applied=False) for f in done.findings)
    return Correction(done.original, done.original, findings, (), done.notes)


def explain(
    text: str,
    part: tuple[int, int],
    gazetteer: Gazetteer | None = None,
    **options: Unpack[Options],
) -> "list[Reckoning]":
    """How `correct` came to what it does with the names that touch `text[part[0]:part[1]]`, span by span.

    The candidates are weighed in the text as it comes in; a finding's own confidence is that of the last round.
    """
    from normalizer.linking.reckon import moved

    job = _job(gazetteer, **options)
    at = 0
    for section, line in sections(text):
        if part[0] < at + len(section):
            inside = part[0] - at, part[1] - at
            return [moved(r, partial(add, at)) for r in _explained(section, inside, job, line)]
        at += len(section)
    return []


def _explained(text: str, part: tuple[int, int], job: _Job, first_line: int) -> "list[Reckoning]":
    from normalizer.linking.reckon import moved

    view = composed(text)
    if view is None:
        return _reckoned(text, part, job, first_line)
    inside = view.place(part[0]), view.place(part[1] - 1) + 1
    return [moved(r, view.origin) for r in _reckoned(view.text, inside, job, first_line)]


def _reckoned(text: str, part: tuple[int, int], job: _Job, first_line: int) -> "list[Reckoning]":
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
    fix_at: float | None = None,
    show_at: float | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> _Job:
    gazetteer = _shipped() if gazetteer is None else gazetteer
    fix, show = thresholds(fix_at, show_at)
    kept = phrases_of(gazetteer.allowed.union(keep))
    return _Job(names_of(gazetteer), load_model(), fix, show, selected(select, ignore), kept)


def _of_section(text: str, first_line: int, job: _Job) -> Correction:
    """Correct a section as if each of its letters were one character."""
    view = composed(text)
    if view is None:
        return _correct(text, job, first_line)
    return _as_written(text, view, _correct(view.text, job, first_line))


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


def _correct(text: str, job: _Job, first_line: int) -> Correction:
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
    return [f for f in found if not touched(text, *_changed(text, f), job.kept)], subject.english


def _changed(text: str, finding: Finding) -> tuple[int, int]:
    """What a finding would change, without the words at either end that stay: Gazeta may stand before Wyborcha."""
    if finding.replacement is None:
        return finding.start, finding.end
    return trimmed(text, finding.start, finding.end, finding.replacement)[:2]
