"""The forms that each span of a document may stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizer.gazetteer.forms import Form, FormIndex
from normalizer.linking.similar import Likeness, SimilarWords
from normalizer.mentions.find import ExactMention
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import CONNECTORS, Run, Word

_COMMON = 4.6
_SHORTEST = 3
_LEAST_RATIO = 0.5
_LEAST_SKELETON = 0.8
_LEAST_COSINE = 0.55


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that the words `start` to `stop` of a run may stand for.

    `pairs` are the words that differ; `joined` says that the text writes as one word what the form writes as two, or
    the reverse; a candidate without differing pairs differs in marks, hyphens or blanks only.
    """

    run: int
    start: int
    stop: int
    form: Form
    pairs: tuple[Likeness, ...]
    joined: bool


def is_worth_searching(word: Word) -> bool:
    """Whether a word may be a garble at all: common English words, numerals and initials are not."""
    return (
        len(word.fold) >= _SHORTEST
        and word.text not in CONNECTORS
        and not word.fold.isdigit()
        and word_zipf(word.text.lower()) < _COMMON
    )


def find_candidates(
    runs: Sequence[Run],
    exact: Sequence[ExactMention],
    uncovered: Sequence[tuple[int, int]],
    index: FormIndex,
    similar: SimilarWords,
) -> list[Candidate]:
    """All candidates of a document, each (span, form) once.

    Every span holds at least one uncovered word; no whole word is added or dropped, and the words that differ resemble
    each other.
    """
    wanted = {r for r, i in uncovered if is_worth_searching(runs[r].words[i])}
    if not wanted:
        return []
    words: list[str] = []
    for r in wanted:
        for word in runs[r].words:
            if is_worth_searching(word):
                words.append(word.fold)
    for r, i in uncovered:
        if r in wanted and i + 1 < len(runs[r].words):
            joint = runs[r].words[i].fold + runs[r].words[i + 1].fold
            if joint in index.postings:
                words.append(joint)
    like = similar.look_up(words)
    found: dict[tuple[int, int, int, str, str], Candidate] = {}
    for r, i in uncovered:
        if r not in wanted:
            continue
        for candidate in _at(r, runs[r], i, index, like):
            form = candidate.form
            key = (r, candidate.start, candidate.stop, form.entity.id, form.text)
            old = found.get(key)
            if old is None or len(candidate.pairs) < len(old.pairs):
                found[key] = candidate
    covered_whole = {(m.run, m.words.start, m.words.stop) for m in exact}
    return [c for c in found.values() if (c.run, c.start, c.stop) not in covered_whole]


def _at(r: int, run: Run, i: int, index: FormIndex, like: dict[str, tuple[Likeness, ...]]) -> Iterator[Candidate]:
    fold = run.words[i].fold
    heads: list[tuple[str, int, Likeness | None]] = [(x.name, 1, x) for x in like.get(fold, ())]
    heads.append((fold, 1, None))
    for first in (i - 1, i):
        if 0 <= first and first + 1 < len(run.words):
            joint = run.words[first].fold + run.words[first + 1].fold
            if joint in index.postings:
                yield from _joined_text(r, run, first, joint, index, like)
    for name, _, _ in heads:
        for row, position, covered in index.postings.get(name, ()):
            if covered == 2 and name != fold:
                if len(index.forms[row].words) > 2:
                    continue
            candidate = _align(r, run, i - position, index.forms[row], position, covered, 1, like)
            if candidate is not None:
                yield candidate


def _joined_text(
    r: int, run: Run, first: int, joint: str, index: FormIndex, like: dict[str, tuple[Likeness, ...]]
) -> Iterator[Candidate]:
    for row, position, covered in index.postings[joint]:
        if covered == 1:
            candidate = _align(r, run, first - position, index.forms[row], position, 1, 2, like)
            if candidate is not None:
                yield candidate


def _align(
    r: int,
    run: Run,
    start: int,
    form: Form,
    position: int,
    form_words: int,
    text_words: int,
    like: dict[str, tuple[Likeness, ...]],
) -> Candidate | None:
    """The candidate whose words pair off one to one, but for `form_words` at `position` that face `text_words`."""
    stop = start + len(form.words) - form_words + text_words
    if start < 0 or stop > len(run.words):
        return None
    pairs: list[Likeness] = []
    t = start
    p = 0
    while p < len(form.words):
        at_head = p == position
        name = "".join(form.words[p : p + form_words]) if at_head else form.words[p]
        count = text_words if at_head else 1
        text = "".join(w.fold for w in run.words[t : t + count])
        if text != name:
            pair = _pair(text, name, like)
            if pair is None:
                if len(text) == 1 and name.startswith(text) and len(form.words) > 1:
                    p, t = p + 1, t + 1
                    continue
                return None
            pairs.append(pair)
        p += form_words if at_head else 1
        t += count
    joined = form_words != text_words
    if (
        not pairs
        and not joined
        and any(len(w.fold) == 1 for w in run.words[start:stop])
        and run_text(run, start, stop) != form.text
    ):
        return None
    return Candidate(r, start, stop, form, tuple(pairs), joined)


def run_text(run: Run, start: int, stop: int) -> str:
    """The words of a span with single blanks between them."""
    return " ".join(w.text for w in run.words[start:stop])


def _pair(text: str, name: str, like: dict[str, tuple[Likeness, ...]]) -> Likeness | None:
    for x in like.get(text, ()):
        if x.name == name:
            if x.ratio >= _LEAST_RATIO or x.skeleton >= _LEAST_SKELETON or x.cosine >= _LEAST_COSINE:
                return x
            return None
    return None
