"""The whole reckoning of part of a text: what each span may stand for, how sure that is, and what came of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from normalizer.linking.candidates import is_worth_searching
from normalizer.linking.explain import reckoning
from normalizer.linking.explain_facts import alignment, as_a_name
from normalizer.linking.link import Analysis, Scores, by_likelihood, is_as_good
from normalizer.linking.model import Model, probability
from normalizer.linking.variants import keeping_phrase, variant_mentions
from normalizer.linking.writeback import replacement, trimmed
from normalizer.mentions.find import ExactMention, parts_of_names, uncovered_words
from normalizer.model import Entity, Evidence, Fact, Finding
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import Word

MOST = 5
"""Candidates told of a span."""

Span = tuple[int, int]


class Verdict(StrEnum):
    """What came of a span."""

    EDITED = "edited"
    SHOWN = "shown"
    KNOWN = "known"
    """A spelling of the gazetteer."""
    BELOW = "below"
    """Not sure enough to be shown."""
    SAME = "same"
    """Only case or full stops would change, or marks be lost."""
    OUTDONE = "outdone"
    """Sure enough as the text came in, but not beside what else was put right."""
    KEPT = "kept"
    """In a word or phrase that is never flagged."""
    PROTECTED = "protected"
    """Not prose, or in a line that asks to be left alone."""
    NOT_ENGLISH = "not English"
    NOT_SELECTED = "not selected"
    UNLIKE = "unlike"
    """No name of the gazetteer is alike enough, or may be meant by what is somebody's name or a town's itself."""
    ORDINARY = "ordinary"
    """No word that is looked for: a common or a short one, or a number."""


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate of `text[start:end]`: what would be written there, how likely that is (0–1) and why.

    The weights of `evidence` add up to `log_odds` (nats); `letters` are the steps of the alignment (name, text).
    """

    start: int
    end: int
    entity: Entity
    name: str
    replacement: str
    probability: float
    log_odds: float
    evidence: tuple[Evidence, ...]
    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A span, what came of it, and its candidates, the likeliest first; `finding` is what was reported, if anything.

    `evidence` is what decided where no candidates were weighed.
    """

    start: int
    end: int
    text: str
    verdict: Verdict
    facts: Mapping[str, Fact] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    finding: Finding | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a whole text: its findings, what was left out before they were sought, and the rules in force."""

    findings: Sequence[Finding]
    protected: Sequence[Span]
    kept: Sequence[Span]
    english: bool
    show_at: float
    fix_at: float
    rules: frozenset[str]


def reckon(analysis: Analysis, scores: Scores, model: Model, outcome: Outcome, part: Span) -> list[Reckoning]:
    """The reckoning of every span that touches `part` (offsets), in the order of the text, each word once."""
    desk = _Desk(analysis, scores, model, outcome)
    told: list[Reckoning] = []
    for step in (desk.protected, desk.found, desk.weighed, desk.known, desk.words):
        free = [r for r in step(part, [(t.start, t.end) for t in told]) if _meet((r.start, r.end), part)]
        told += [r for r in free if not any(_meet((r.start, r.end), (t.start, t.end)) for t in told)]
    return sorted(told, key=lambda r: r.start)


def moved(reckoning: Reckoning, to: Callable[[int], int], text: str) -> Reckoning:
    """The same for another text, in which the offsets stand at `to` of them."""
    start, end, finding = to(reckoning.start), to(reckoning.end), reckoning.finding
    options = tuple(replace(o, start=to(o.start), end=to(o.end)) for o in reckoning.options)
    if finding is not None:
        first, last = to(finding.start), to(finding.end)
        finding = replace(finding, start=first, end=last, text=text[first:last])
    return replace(reckoning, start=start, end=end, text=text[start:end], options=options, finding=finding)


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that lies on the table when a text is reckoned; each method tells of one sort of spans."""

    analysis: Analysis
    scores: Scores
    model: Model
    outcome: Outcome

    def protected(self, part: Span, _told: Sequence[Span]) -> Iterator[Reckoning]:
        for start, end in self.outcome.protected:
            if _meet((start, end), part):
                yield self._row(start, end, Verdict.PROTECTED)

    def found(self, part: Span, _told: Sequence[Span]) -> Iterator[Reckoning]:
        order = self._order()
        for f in self.outcome.findings:
            rows = [k for k in order if _meet(self._span(k), (f.start, f.end))]
            rows.sort(key=lambda k: self.analysis.candidates[k].form.entity.id != f.entity)
            start, end = (f.start, f.end) if _meet((f.start, f.end), part) else self._whole(f, rows)
            if _meet((start, end), part):
                options = self._options(rows) if f.rule == "NAM001" else ()
                verdict = Verdict.EDITED if f.applied else Verdict.SHOWN
                told = () if options else f.evidence
                yield Reckoning(start, end, self._text(start, end), verdict, {}, options, f, told)

    def _whole(self, finding: Finding, rows: Sequence[int]) -> Span:
        """The whole name that a finding changes a part of: the given name stays, and is told of with the surname."""
        if finding.rule != "NAM001" or not rows or self.analysis.candidates[rows[0]].form.entity.id != finding.entity:
            return finding.start, finding.end
        start, end = self._span(rows[0])
        return (start, end) if start <= finding.start and finding.end <= end else (finding.start, finding.end)

    def weighed(self, part: Span, told: Sequence[Span]) -> Iterator[Reckoning]:
        """Candidates that came to nothing, those of overlapping spans together."""
        rows = [k for k in self._order() if not any(_meet(self._span(k), t) for t in told)]
        for start, end in _merged(self._span(k) for k in rows):
            if _meet((start, end), part):
                options = self._options([k for k in rows if _meet(self._span(k), (start, end))])
                verdict, facts = self._why_not(options[0])
                yield self._row(start, end, verdict, facts, options)

    def known(self, part: Span, _told: Sequence[Span]) -> Iterator[Reckoning]:
        variants = {(m.start, m.end): m for m in variant_mentions(self.analysis)}
        for mention in self.analysis.context.exact:
            if not _meet((mention.start, mention.end), part):
                continue
            form = mention.forms[0]
            if mention.is_given_name and not is_worth_searching(self._word(mention)):
                continue
            facts: dict[str, Fact] = {
                "entity": form.entity.id,
                "canonical": form.entity.canonical,
                "kind": form.kind.name,
            }
            variant = variants.get((mention.start, mention.end))
            if variant is not None:
                verdict, more = self._why_variant_not(mention, variant.probability)
                facts |= more | {"probability": variant.probability}
                yield replace(self._row(mention.start, mention.end, verdict, facts), evidence=variant.evidence)
            elif phrase := keeping_phrase(self.analysis.context, mention):
                yield self._row(mention.start, mention.end, Verdict.KEPT, {**facts, "phrase": phrase})
            else:
                yield self._row(mention.start, mention.end, Verdict.KNOWN, facts)

    def words(self, part: Span, _told: Sequence[Span]) -> Iterator[Reckoning]:
        runs, exact = self.analysis.context.runs, self.analysis.context.exact
        free = set(uncovered_words(runs, exact, parts_of_names(runs, exact)))
        for r, run in enumerate(runs):
            for i, word in enumerate(run.words):
                if not _meet((word.start, word.end), part):
                    continue
                if (r, i) not in free or not is_worth_searching(word):
                    facts: dict[str, Fact] = {"zipf": round(word_zipf(word.text), 1)}
                    yield self._row(word.start, word.end, Verdict.ORDINARY, facts)
                else:
                    left_out = self._left_out(word.start, word.end, "NAM001")
                    unlike = Verdict.UNLIKE, as_a_name(word.text, self.analysis.around.homes)
                    yield self._row(word.start, word.end, *(left_out or unlike))

    def _row(
        self,
        start: int,
        end: int,
        verdict: Verdict,
        facts: Mapping[str, Fact] | None = None,
        options: tuple[Option, ...] = (),
    ) -> Reckoning:
        return Reckoning(start, end, self._text(start, end), verdict, facts or {}, options)

    def _why_not(self, best: Option) -> tuple[Verdict, dict[str, Fact]]:
        new = trimmed(self.analysis.context.text, best.start, best.end, best.replacement)
        if left_out := self._left_out(*new[:2], "NAM001"):
            return left_out
        if is_as_good(self._text(best.start, best.end), best.replacement):
            return Verdict.SAME, {}
        return self._below(best.probability)

    def _why_variant_not(self, mention: ExactMention, sure: float) -> tuple[Verdict, dict[str, Fact]]:
        left_out = self._left_out(mention.start, mention.end, "NAM002")
        return left_out or self._below(sure)

    def _below(self, sure: float) -> tuple[Verdict, dict[str, Fact]]:
        return (Verdict.BELOW if sure < self.outcome.show_at else Verdict.OUTDONE), {"show_at": self.outcome.show_at}

    def _left_out(self, start: int, end: int, rule: str) -> tuple[Verdict, dict[str, Fact]] | None:
        """Why a rule does not look at a span at all."""
        for a, b in self.outcome.kept:
            if _meet((a, b), (start, end)):
                return Verdict.KEPT, {"phrase": self._text(a, b)}
        if rule not in self.outcome.rules:
            return Verdict.NOT_SELECTED, {"rule": rule}
        if rule != "NAM002" and not self.outcome.english:
            return Verdict.NOT_ENGLISH, {}
        return None

    def _order(self) -> list[int]:
        """The rows of the candidates as linking takes them."""
        return by_likelihood(self.analysis.candidates, self.scores.pooled, self.outcome.fix_at)

    def _options(self, rows: Sequence[int]) -> tuple[Option, ...]:
        """The first candidates, each entity once in each span."""
        first: dict[tuple[Span, str], int] = {}
        for k in rows:
            first.setdefault((self._span(k), self.analysis.candidates[k].form.entity.id), k)
        return tuple(self._option(k, rows) for k in list(first.values())[:MOST])

    def _option(self, k: int, rows: Sequence[int]) -> Option:
        c = self.analysis.candidates[k]
        run = self.analysis.context.runs[c.run]
        others = [
            j
            for j in rows
            if self.analysis.candidates[j].form.entity is not c.form.entity and _meet(self._span(j), self._span(k))
        ]
        rival = (self.analysis.candidates[others[0]], self._probability(others[0])) if others else None
        return Option(
            *self._span(k),
            c.form.entity,
            c.form.text,
            replacement(self.analysis.context, run, c),
            self._probability(k),
            float(self.scores.pooled[k]),
            reckoning(self.analysis, k, self.model, self.scores, rival),
            tuple((name, text) for name, text, _ in alignment(c.pairs)),
        )

    def _probability(self, k: int) -> float:
        return probability(float(self.scores.pooled[k]))

    def _span(self, k: int) -> Span:
        c = self.analysis.candidates[k]
        words = self.analysis.context.runs[c.run].words
        return words[c.start].start, words[c.stop - 1].end

    def _word(self, mention: ExactMention) -> Word:
        return self.analysis.context.runs[mention.run].words[mention.words.start]

    def _text(self, start: int, end: int) -> str:
        return self.analysis.context.text[start:end]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
