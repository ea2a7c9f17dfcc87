"""One text through every stage: what the command line and users of the library call."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import add
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from normalizer.checks import Check, Subject, selected
from normalizer.edits import Origin, apply_edits, edit_at, edits_of, origins, then
from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.linking.link import NOTHING, Names
from normalizer.linking.model import Model, load_model
from normalizer.linking.names import names_of
from normalizer.linking.writeback import trimmed
from normalizer.model import Correction, Edit, Finding
from normalizer.sections import Section, joined, sections
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
    return joined([of_section(section) for section in sections(text)])


def corrector(
    gazetteer: Gazetteer | None = None,
    **options: Unpack[Options],
) -> Callable[[Section], Correction]:
    """What `correct` does to each of the `sections` of a text."""
    return partial(_of_section, job=_job(gazetteer, **options))


def check(
    text: str,
    gazetteer: Gazetteer | None = None,
    source: str | None = None,
    **options: Unpack[Options],
) -> Correction:
    """The same findings as `correct`, with its `options` and no edit made.

    `source` is the text that was translated, for checks that compare; none of those at hand does.
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
    for section in sections(text):
        if part[0] < at + len(section.text):
            inside = part[0] - at, part[1] - at
            return [moved(r, partial(add, at), text) for r in _explained(section, inside, job)]
        at += len(section.text)
    return []


def _explained(section: Section, part: tuple[int, int], job: _Job) -> "list[Reckoning]":
    from normalizer.linking.reckon import moved

    view = composed(section.text)
    if view is None:
        return _reckoned(section, part, job)
    inside = view.place(part[0]), view.place(part[1] - 1) + 1
    return [moved(r, view.origin, section.text) for r in _reckoned(section._replace(text=view.text), inside, job)]


def _reckoned(section: Section, part: tuple[int, int], job: _Job) -> "list[Reckoning]":
    from normalizer.linking.reckon import Outcome, reckon

    subject = _subject(section, job, weigh_all=True)
    outcome = Outcome(
        _correct(section, job).findings,
        subject.protected,
        list(phrase_spans(section.text, job.kept)),
        section.english,
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


def _of_section(section: Section, job: _Job) -> Correction:
    """Correct a section as if each of its letters were one character."""
    view = composed(section.text)
    if view is None:
        return _correct(section, job)
    return _as_written(section.text, view, _correct(section._replace(text=view.text), job))


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


def _correct(section: Section, job: _Job) -> Correction:
    """Find and edit until nothing more changes, so that the corrected text is left alone when it comes in again."""
    text = section.text
    done: list[Edit] = []
    origin = origins(done)
    made: dict[Edit, Finding] = {}
    garbles: dict[str, str] = {}
    current, seen = text, {text}
    findings = _find(section, job)
    for _ in range(_ROUNDS):
        new = edits_of(findings, job.fix_at)
        after = apply_edits(current, new)
        if not new or after in seen:
            break
        by_span = {(f.start, f.end, f.replacement): f for f in findings}
        merged = [e for e in then(done, new, current) if e.replacement != text[e.start : e.end]]
        for edit in new:
            where = edit_at(merged, origin(edit.start)[0])
            finding = by_span[edit.start, edit.end, edit.replacement]
            if where is not None:
                made[where] = finding
            if finding.rule == _GARBLED:
                garbles[" ".join(fold_words(finding.text))] = edit.replacement
        done, current = merged, after
        origin = origins(done)
        seen.add(after)
        findings = _find(section._replace(text=current), job, garbles)
    applied = [_applied(text, edit, made[edit]) for edit in done]
    shown = [s for f in findings if (s := _shown(f, origin)) is not None]
    ordered = sorted([*applied, *shown], key=lambda f: (f.start, f.end, f.rule))
    notes = () if section.english else (_NOT_ENGLISH,)
    return Correction(text, current, tuple(ordered), tuple(done), notes)


def _applied(text: str, edit: Edit, finding: Finding) -> Finding:
    return replace(
        finding,
        start=edit.start,
        end=edit.end,
        text=text[edit.start : edit.end],
        replacement=edit.replacement,
        applied=True,
    )


def _shown(finding: Finding, origin: Origin) -> Finding | None:
    """A finding of the corrected text at its place in the input, or None where it touches what was edited."""
    start, first = origin(finding.start)
    end, last = origin(finding.end - 1)
    if first or last or end - start != finding.end - 1 - finding.start:
        return None
    return replace(finding, start=start, end=end + 1)


def _find(section: Section, job: _Job, corrected: Mapping[str, str] = NOTHING) -> list[Finding]:
    text, subject = section.text, _subject(section, job, corrected=corrected)
    found = [f for module in job.checks for f in module.check(subject)]
    return [f for f in found if not touched(text, *_changed(text, f), job.kept)]


def _subject(
    section: Section, job: _Job, *, weigh_all: bool = False, corrected: Mapping[str, str] = NOTHING
) -> Subject:
    text, line, english = section
    return Subject(text, job.names, job.model, job.show_at, job.fix_at, line, english, weigh_all, corrected)


def _changed(text: str, finding: Finding) -> tuple[int, int]:
    """What a finding would change, without the words at either end that stay: Gazeta may stand before Wyborcha."""
    if finding.replacement is None:
        return finding.start, finding.end
    return trimmed(text, finding.start, finding.end, finding.replacement)[:2]
