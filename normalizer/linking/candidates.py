"""The forms that each span of a document may stand for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from normalizer.gazetteer.forms import Form, FormIndex, FormKind
from normalizer.linking.similar import Likeness, SimilarWords
from normalizer.matching.given_names import equivalent_given_names
from normalizer.mentions.find import ExactMention
from normalizer.model import EntityType
from normalizer.text.lexicon import GIVEN, REGION, TOWN, facts, word_zipf
from normalizer.text.tokens import CONNECTORS, PARTICLES, Run, Word

_COMMON = 4.6
_SHORTEST = 3
_LEAST_RATIO = 0.5
_LEAST_SKELETON = 0.8
_LEAST_COSINE = 0.55
_NEAR_RATIO = 0.8
_NEAR_LENGTH = 2
_LENGTH_APART = 3
_ORDINARY = 3.0
_COMMON_SURNAME = 3.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that the words `start` to `stop` of a run may stand for.

    `pairs` are the words that differ; `joined` says that the text writes as one word what the form writes as two, or
    the reverse; a candidate without differing pairs differs in marks, hyphens or blanks only. `world` marks the towns
    that only the world layer proposes.
    """

    run: int
    start: int
    stop: int
    form: Form
    pairs: tuple[Likeness, ...]
    joined: bool
    world: bool = False


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
    near: Callable[[str], Sequence[str]] = lambda _: (),
) -> list[Candidate]:
    """All candidates of a document, each (span, form) once.

    `near` finds the folded names of places that lie near what the document names and share a folded word's consonants:
    of these, half of the letters is enough.
    Every span holds at least one uncovered word; no whole word is added or dropped, and the words that differ resemble
    each other.
    """
    wanted = {r for r, i in uncovered if is_worth_searching(runs[r].words[i])}
    if not wanted:
        return []
    words = [w.fold for r in wanted for w in runs[r].words if is_worth_searching(w)]
    words += [joint for r, i in uncovered if r in wanted and (joint := _joint(runs[r], i))]
    like = similar.look_up(words)
    unknown = dict.fromkeys(w.fold for r, i in uncovered if is_worth_searching(w := runs[r].words[i]))
    written = dict.fromkeys(w for m in exact for w in m.forms[0].words if len(w) > _SHORTEST)
    for fold, more in similar.compare(list(unknown), near, list(written)).items():
        known = {x.name for x in like.get(fold, ())}
        like[fold] = (*like.get(fold, ()), *(x for x in more if x.name not in known))
    named = {f.entity.id for m in exact for f in m.forms}
    given = {(m.run, i) for m in exact if m.is_given_name for i in m.words}
    whole = {(m.run, m.words.start, m.words.stop) for m in exact}
    found: dict[tuple[int, int, int, str, str], Candidate] = {}
    for r, i in uncovered:
        for c in _at(r, runs[r], i, index, like) if r in wanted else ():
            key = (r, c.start, c.stop, c.form.entity.id, c.form.text)
            alone = (r, i) in given and c.stop - c.start == 1
            if not alone and (r, c.start, c.stop) not in whole and len(c.pairs) < _pairs(found.get(key)):
                found[key] = c
    return [c for c in found.values() if not (_is_elsewhere(c, runs[c.run], named) or is_somebody_else(c, runs[c.run]))]


def _pairs(candidate: Candidate | None) -> float:
    return inf if candidate is None else len(candidate.pairs)


def _at(r: int, run: Run, i: int, index: FormIndex, like: dict[str, tuple[Likeness, ...]]) -> Iterator[Candidate]:
    fold = run.words[i].fold
    heads: list[tuple[str, Likeness | None]] = [(fold, None), *((x.name, x) for x in like.get(fold, ()))]
    for first in (i - 1, i):
        if first >= 0 and (joint := _joint(run, first)):
            for name in (joint, *(x.name for x in like.get(joint, ()) if _is_near(x))):
                yield from _joined_text(r, run, first, name, index, like)
    for name, alike in heads:
        for row, position, covered in index.postings.get(name, ()):
            if covered > 1 and alike is not None and not _is_near(alike):
                continue
            candidate = _align(r, run, i - position, index.forms[row], position, covered, 1, like)
            if candidate is not None:
                yield candidate


def _joint(run: Run, first: int) -> str:
    """Two neighbouring words of a run as one word; empty where they are no halves of a name."""
    if first + 1 >= len(run.words):
        return ""
    a, b = run.words[first], run.words[first + 1]
    apart = a.text in CONNECTORS or b.text in CONNECTORS or word_zipf(a.fold) >= _COMMON or word_zipf(b.fold) >= _COMMON
    return "" if apart or b.start > a.end + 1 or min(len(a.fold), len(b.fold)) < 2 else a.fold + b.fold


def _is_initial(text: str, name: str, position: int, form: Form) -> bool:
    """Whether a letter stands for a given name; a surname is never an initial."""
    is_given = form.entity.type is EntityType.PERSON and position < len(form.words) - 1
    return len(text) == 1 and is_given and name.startswith(text)


def _is_elsewhere(candidate: Candidate, run: Run, named: set[str]) -> bool:
    """Whether a word is a town's usual name, and the document does not name the place that it would be turned into.

    "Another real place" is the commonest false edit by far.
    """
    if candidate.form.entity.id in named or candidate.form.entity.type is not EntityType.PLACE:
        return False
    differing = {x.word for x in candidate.pairs}
    return any(
        (known := facts(w.text).known) is not None and bool(known.flags & TOWN)
        for w in run.words[candidate.start : candidate.stop]
        if w.fold in differing
    )


def is_somebody_else(candidate: Candidate, run: Run) -> bool:
    """Whether the words are most likely the name of another: somebody's surname, or sound pinyin of another sound."""
    return _is_surname_of_another(candidate, run) or _is_other_pinyin(candidate)


def _is_other_pinyin(candidate: Candidate) -> bool:
    """Whether what differs is sound pinyin on both sides, of a name of world fame.

    Few syllables make very many Chinese names: next to each famous one there is a real one that differs by a letter.
    A desk's own list, whose names have no country, is another matter: there the article is likely about them.
    """
    famous = bool(candidate.form.entity.country and candidate.pairs)
    return famous and all(facts(x.word).pinyin and facts(x.name).pinyin for x in candidate.pairs)


def _is_surname_of_another(candidate: Candidate, run: Run) -> bool:
    """Whether a given name or "Mr." stands right before what would become a place: Serhii Kuzan is not Kazan."""
    if candidate.form.entity.type is not EntityType.PLACE or candidate.start == 0:
        return False
    before = run.words[candidate.start - 1]
    if before.text in PARTICLES:
        return True
    if before.end + 1 < run.words[candidate.start].start or before.text in CONNECTORS:
        return False
    if before.text.endswith("."):
        return True
    told = facts(before.text)
    known = told.known.flags if told.known else 0
    return bool(known & GIVEN) and not known & (TOWN | REGION) and told.zipf < _COMMON_SURNAME


def _digits(word: str) -> str:
    return "".join(c for c in word if c.isdigit())


def _is_another_word(pair: Likeness, word: Word) -> bool:
    """Whether a word differs from the name's as a plural, a demonym or one English word from another does."""
    if pair.word == pair.name + "s" or pair.name == pair.word + "s" or facts(word.text).demonym is not None:
        return True
    return word_zipf(pair.word) >= _ORDINARY and word_zipf(pair.name) >= _ORDINARY


def _is_sister_name(pair: Likeness, word: Word) -> bool:
    """Whether a given name that stands alone is another nation's form of the name: Aleksei, not Oleksiy."""
    known = facts(word.text).known
    return known is not None and bool(known.flags & GIVEN) and pair.word in equivalent_given_names(pair.name)


def _is_near(pair: Likeness) -> bool:
    """Whether two words differ by so little that a blank may be lost besides."""
    return pair.ratio >= _NEAR_RATIO and abs(len(pair.word) - len(pair.name)) <= _NEAR_LENGTH


def _joined_text(
    r: int, run: Run, first: int, joint: str, index: FormIndex, like: dict[str, tuple[Likeness, ...]]
) -> Iterator[Candidate]:
    for row, position, covered in index.postings.get(joint, ()):
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
    is_word = form.kind is FormKind.SURNAME and word_zipf(form.words[-1]) >= _COMMON_SURNAME
    if start < 0 or stop > len(run.words) or is_word:
        return None
    pairs: list[Likeness] = []
    t = start
    p = 0
    while p < len(form.words):
        at_head = p == position
        name = "".join(form.words[p : p + form_words]) if at_head else form.words[p]
        count = text_words if at_head else 1
        text = "".join(w.fold for w in run.words[t : t + count])
        if text != name and not (text in PARTICLES and name in PARTICLES):
            pair = _pair(text, name, like)
            if pair is None:
                if _is_initial(text, name, p, form):
                    p, t = p + 1, t + 1
                    continue
                return None
            if _is_no_garble(pair, run.words[t], len(form.words) == 1):
                return None
            pairs.append(pair)
        p += form_words if at_head else 1
        t += count
    joined = form_words != text_words
    if not pairs and not joined and form.text.isupper():
        return None
    return Candidate(r, start, stop, form, tuple(pairs), joined)


def _is_no_garble(pair: Likeness, word: Word, alone: bool) -> bool:
    """Whether two words differ as other words or names do: in digits, as a plural, as two nations' given names."""
    if _digits(pair.word) != _digits(pair.name):
        return True
    return _is_another_word(pair, word) or (alone and _is_sister_name(pair, word))


def _pair(text: str, name: str, like: dict[str, tuple[Likeness, ...]]) -> Likeness | None:
    if abs(len(text) - len(name)) > max(_LENGTH_APART, len(name) // 2):
        return None
    for x in like.get(text, ()):
        if x.name == name:
            if x.ratio >= _LEAST_RATIO or x.skeleton >= _LEAST_SKELETON or x.cosine >= _LEAST_COSINE:
                return x
            return None
    return None
