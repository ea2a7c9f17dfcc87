"""How the words of a span and of a name pair off, and which of the pairs may be one word garbled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Indel

from normalizer.gazetteer.forms import Form
from normalizer.linking.postings import Forms
from normalizer.linking.rules import ORDINARY, has_more_marks, is_no_garble
from normalizer.linking.similar import Likeness, SimilarWords, is_about_alike, may_be_one
from normalizer.linking.vocabulary import NEAR_LENGTH, NEAR_RATIO
from normalizer.mentions.cues import is_title
from normalizer.model import EntityType
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import CONNECTORS, JOINTS, PARTICLES, Run, Word

COMMON = 4.6
"""How common an English word is (`word_zipf`) that is nobody's name."""
_REACH = 3
_PARTICLES_ALONE = frozenset(("da", "de", "del", "della", "di", "du", "la", "le", "mac", "mc", "van", "von"))
"""Particles that some surnames hold as a part of their first word."""


class Candidate(NamedTuple):
    """A form that the words `start` to `stop` of a run may stand for.

    `pairs` are the words that differ; `joined` says that the text writes as one word what the form writes as two, or
    the reverse; a candidate without differing pairs differs in marks, hyphens or blanks only. `world` marks what the
    world layer proposes, and `confidence` (0–1) is the probability by which a search of all its towns finds this one.
    """

    run: int
    start: int
    stop: int
    form: Form
    pairs: tuple[Likeness, ...]
    joined: bool
    world: bool = False
    confidence: float = 0.0


def spelling(candidate: Candidate, run: Run) -> str:
    """The folded words of a candidate's span, blanks between."""
    return " ".join([w.fold for w in run.words[candidate.start : candidate.stop]])


@dataclass(slots=True)
class Comparisons:
    """What is known of words of the text and words of names (all folded): how alike they are, by both.

    `like` is what a search of the vocabulary gave and belongs to the gazetteer; `more` is this document's own;
    `missing` gathers the pairs that a longer name asks for, share enough letters and have not been compared yet.
    """

    like: Mapping[str, Mapping[str, Likeness]]
    more: dict[str, dict[str, Likeness]] = field(default_factory=dict)
    missing: dict[tuple[str, str], None] = field(default_factory=dict)

    def add(self, pairs: dict[str, list[Likeness]]) -> None:
        """Take in more comparisons; those known already stay."""
        for word, more in pairs.items():
            known = self.like.get(word, {})
            for x in more:
                if x.name not in known:
                    self.more.setdefault(word, {})[x.name] = x

    def of(self, word: str) -> Iterator[Likeness]:
        """All that a word is like."""
        yield from self.like.get(word, {}).values()
        yield from self.more.get(word, {}).values()

    def compare_missing(self, similar: SimilarWords) -> bool:
        """Compare what was missing; whether there was anything."""
        pairs, self.missing = list(self.missing), {}
        self.add(similar.compare_pairs(pairs))
        return bool(pairs)

    def beside(self, words: Sequence[Word], position: int, forms: Sequence[Form]) -> Iterator[Form]:
        """The forms, of as many words as a span, of which another word than the one at `position` (the first, or the
        second) may pair off with the span's: one look at it spares most of them the rest.
        """
        other = 0 if position else 1
        text = words[other].fold
        like, more = self.like.get(text, {}), self.more.get(text, {})
        anything = len(text) == 1 or text in PARTICLES
        for form in forms:
            name = form.words[other]
            if anything or name == text or name in like or name in more or is_about_alike(text, name):
                yield form

    def pair(self, text: str, name: str) -> Likeness | None:
        """The comparison of two words of longer names if they may be one word, None if they may not."""
        like = self.like.get(text)
        if like is not None and name in like:
            return like[name]  # the search leaves nothing else over
        more = self.more.get(text)
        if more is not None and name in more:
            return more[name] if may_be_one(text, name, more[name].cosine) else None
        if len(text) > 1 and is_about_alike(text, name):
            self.missing[text, name] = None
        return None


def longer_names_at(r: int, run: Run, i: int, forms: Forms, known: Comparisons) -> Iterator[Candidate]:
    """The candidates of spans of several words of run `r` that hold its word `i`, which no exact mention covers, and
    of that word where it stands for two words of a name.
    """
    yield from _around(r, run, i, forms, known)
    if len(run.words) > 1:
        yield from _joined_text(r, run, i - 1, forms, known)
        yield from _joined_text(r, run, i, forms, known)
        yield from _beside_an_equal_word(r, run, i, forms, known)
        yield from _parted_at_a_capital(r, run, i - 1, forms)
        yield from _parted_at_a_capital(r, run, i, forms)


def _around(r: int, run: Run, i: int, forms: Forms, known: Comparisons) -> Iterator[Candidate]:
    """Names of several words of which one is what a word stands for, or is like it."""
    fold, last = run.words[i].fold, len(run.words) - 1
    alike = known.of(fold) if last else filter(_is_near, known.of(fold))
    heads: list[tuple[str, Likeness | None]] = [(fold, None), *((x.name, x) for x in alike)]
    for name, head in heads:
        for before, after, covered, found in forms.places(name).among:
            if before > i or i + after > last or (covered > 1 and head is not None and not _is_near(head)):
                continue
            for form in found if covered > 1 else known.beside(run.words[i - before : i + after + 1], before, found):
                if covered == 1 or fold not in form.words:
                    candidate = _align(r, run, i - before, form, before, covered, 1, known)
                    if candidate is not None:
                        yield candidate


def _beside_an_equal_word(r: int, run: Run, i: int, forms: Forms, known: Comparisons) -> Iterator[Candidate]:
    """Names of several words of which a word nearby is spelled as it should be."""
    words = run.words
    for j in range(max(0, i - _REACH), min(len(words), i + _REACH + 1)):
        if j == i or words[j].text in CONNECTORS:
            continue
        for before, after, covered, found in forms.places(words[j].fold).among:
            if covered > 1 or before > j or j + after >= len(words) or not j - before <= i <= j + after:
                continue
            for form in known.beside(words[j - before : j + after + 1], before, found):
                candidate = _align(r, run, j - before, form, before, 1, 1, known)
                if candidate is not None:
                    yield candidate


def joint_of(run: Run, first: int) -> str:
    """Two neighbouring words of a run as one word; empty where they are no halves of a name, as where the second has a
    syllable behind it: Wi Seong-rak.
    """
    if first < 0 or first + 1 >= len(run.words):
        return ""
    a, b = run.words[first], run.words[first + 1]
    apart = a.text in CONNECTORS or b.text in CONNECTORS or word_zipf(a.fold) >= COMMON or word_zipf(b.fold) >= COMMON
    if apart or is_title(a.text) or b.start > a.end + 1 or min(len(a.fold), len(b.fold)) < 2:
        return ""
    if any(w.text.islower() and w.text not in CONNECTORS for w in run.words[first + 2 : first + 3]):
        return ""
    return a.fold + b.fold


def _joined_text(r: int, run: Run, first: int, forms: Forms, known: Comparisons) -> Iterator[Candidate]:
    """Names of which one word is written as two; an acronym that the name does not begin with is no half of it: FC
    Barselona.
    """
    joint = joint_of(run, first)
    if not joint:
        yield from _with_particle(r, run, first, forms, known)
        return
    a, b = run.words[first], run.words[first + 1]
    halves, is_mixed = (a.fold, b.fold), a.text.isupper() != b.text.isupper()
    for name in (joint, *(x.name for x in known.of(joint) if _is_near(x))):
        if name in halves or (is_mixed and not name.startswith(halves[0])):
            continue
        places = forms.places(name)
        for before, _, covered, found in ((0, 0, 1, places.alone), *places.among):
            for form in found if covered == 1 else ():
                candidate = _align(r, run, first - before, form, before, 1, 2, known)
                if candidate is not None:
                    yield candidate


def _parted_at_a_capital(r: int, run: Run, first: int, forms: Forms) -> Iterator[Candidate]:
    """Names of one word with a capital in it that are written as two words, however common these are: Open AI."""
    if first < 0 or first + 1 >= len(run.words):
        return
    a, b = run.words[first], run.words[first + 1]
    if b.start == a.end + 1 and b.text[:1].isupper():
        for form in forms.places(a.fold + b.fold).alone:
            if form.text == a.text + b.text:
                yield Candidate(r, first, first + 2, form, (), True)


def _with_particle(r: int, run: Run, first: int, forms: Forms, known: Comparisons) -> Iterator[Candidate]:
    """Names of which one word is written as a particle and another, and else as it should be: Ron de Santis."""
    if first < 0 or first + 1 >= len(run.words) or run.words[first].text.lower() not in _PARTICLES_ALONE:
        return
    joint = run.words[first].fold + run.words[first + 1].fold
    for before, _, covered, found in forms.places(joint).among:
        for form in found if covered == 1 else ():
            candidate = _align(r, run, first - before, form, before, 1, 2, known)
            if candidate is not None:
                yield candidate


def _align(
    r: int, run: Run, start: int, form: Form, position: int, form_words: int, text_words: int, known: Comparisons
) -> Candidate | None:
    """The candidate whose words pair off one to one, but for `form_words` at `position` that face `text_words`."""
    names: Sequence[str] = form.words
    stop = start + len(names) - form_words + text_words
    if start < 0 or stop > len(run.words):
        return None
    words: Sequence[Word] = run.words[start:stop]
    ends = len(names) - 1
    if form_words > 1:
        after = position + form_words
        names, ends = (*names[:position], "".join(names[position:after]), *names[after:]), ends - (after <= ends)
        whole = words[position]
        if whole.text.islower() or (whole.fold != names[position] and word_zipf(whole.text) >= ORDINARY):
            return None  # an ordinary word: an airforce jet, the Network (which is not New York)
        if whole.fold != names[position] and _is_rather_one_of(whole.fold, form.words[position:after], names[position]):
            return None  # a surname alone: Novakovitch is not Jan Novakovich
    elif text_words > 1:
        after = position + text_words
        head = words[position]._replace(fold="".join([w.fold for w in words[position:after]]))
        words = (*words[:position], head, *words[after:])
    pairs = _paired(words, names, ends, form, known)
    if pairs is None:
        return None
    joined = form_words != text_words
    if not pairs and not joined and (form.text.isupper() or has_more_marks(run.words[start:stop], form)):
        return None
    return Candidate(r, start, stop, form, tuple(pairs), joined)


def _is_rather_one_of(word: str, parts: Sequence[str], whole: str) -> bool:
    """Whether a word is more like a part of a name than like its parts written as one."""
    likeness = Indel.normalized_similarity
    return max(likeness(word, part) for part in parts) >= likeness(word, whole)


def _paired(
    words: Sequence[Word], names: Sequence[str], ends: int, form: Form, known: Comparisons
) -> list[Likeness] | None:
    """The pairs of words that differ, None where one of them is no garble or not compared yet; all that are missing
    are asked for together. `ends` is the place of the name's last word, if it stands for one word.
    """
    pairs: list[Likeness] = []
    is_unknown, is_person = False, form.entity.type is EntityType.PERSON
    for place, (word, name) in enumerate(zip(words, names, strict=True)):
        text = word.fold
        if text == name or (place < ends and text in PARTICLES and name in PARTICLES):
            continue  # at the end stands no particle: Zhang Bin is not Zhang Di
        if len(text) == 1 and name.startswith(text) and place < ends and is_person:
            continue  # a letter stands for a given name, never for a surname
        pair = None if is_title(word.text) or word.text in JOINTS else known.pair(text, name)
        if pair is None and (text, name) in known.missing:
            is_unknown = True
            continue
        named = ends > 0 and not pairs and is_person and len(words[0].fold) > 1
        famous = bool(form.entity.country)
        if pair is None or is_no_garble(pair, word, place == ends, len(form.words) == 1, named, famous):
            return None
        pairs.append(pair)
    return None if is_unknown else pairs


def _is_near(pair: Likeness) -> bool:
    """Whether two words differ by so little that a blank may be lost besides."""
    return pair.ratio >= NEAR_RATIO and abs(len(pair.word) - len(pair.name)) <= NEAR_LENGTH
