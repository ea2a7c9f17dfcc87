"""The forms that each span of a document may stand for."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

from normalizer.gazetteer.forms import FormIndex, FormKind
from normalizer.linking.align import COMMON, Candidate, Comparisons, joint_of
from normalizer.linking.screen import Screen
from normalizer.linking.similar import Likeness, SimilarWords
from normalizer.mentions.cues import is_calendar_word, is_honorific, is_title
from normalizer.mentions.find import (
    ExactMention,
    Place,
    bears,
    given_name_before,
    given_names,
    is_surname,
    named_words,
    words_of,
)
from normalizer.model import EntityType
from normalizer.text.korean import syllable_key
from normalizer.text.lexicon import FAMILY, GIVEN, REGION, TOWN, facts, is_region, word_zipf
from normalizer.text.lexicon_romanise import press_key
from normalizer.text.tokens import CONNECTORS, JOINTS, PARTICLES, Run, Word, adjoins, fold_word

PERSON, PLACE = EntityType.PERSON, EntityType.PLACE
_SHORTEST = 3
_LONGEST_TITLE = 4
_WRITE_PINYIN = frozenset({"CN", "TW", "HK", "MO", "SG"})
_KOREAN = frozenset({"KR", "KP"})
_COMMON_SURNAME = 3.5
_NEARLY_THE_SAME = 0.85
_LIKE_ONE_NAME = 0.6
_ACCEPTED = (FormKind.CANONICAL, FormKind.ALIAS, FormKind.SURNAME)
_MANS = ("ov", "ev", "in", "yn")
"""Slavic endings of men's surnames, to which those of women add an a; those in -sky have endings of their own."""
_MANS_SKY = ("sky", "skyi", "skyy", "skiy", "ski")
_WOMANS_SKY = ("ska", "skaya", "skaia")


def is_worth_searching(word: Word) -> bool:
    """Whether a word may be a garble at all: common English words, titles, numerals and initials are not."""
    return _is_worth_searching(word.text)


@lru_cache(maxsize=1 << 16)
def _is_worth_searching(text: str) -> bool:
    fold = fold_word(text)
    return (
        len(fold) >= _SHORTEST
        and text not in CONNECTORS
        and not (is_honorific(text) or (len(fold) <= _LONGEST_TITLE and is_title(text)))
        and not fold.isdigit()
        and word_zipf(text.lower()) < COMMON
    )


def find_candidates(
    runs: Sequence[Run],
    exact: Sequence[ExactMention],
    uncovered: Sequence[Place],
    of_names: Set[Place],
    screen: Screen,
    similar: SimilarWords,
    near: Callable[[str], Sequence[str]] = lambda _: (),
) -> list[Candidate]:
    """The candidates of a document that `screen` leaves, each (span, form) once; `of_names` as `parts_of_names` has it.

    `near` finds the folded names of places that lie near what the document names and share a folded word's consonants:
    of these, half of the letters is enough.
    Every span holds at least one uncovered word; no whole word is added or dropped, and the words that differ resemble
    each other. A surname alone is kept too where a full name that is garbled in the same way is: it will follow that.
    """
    wanted = [(r, i) for r, i in uncovered if _may_be_part_of_a_name(runs[r], i)]
    if not wanted:
        return []
    known = _looked_up(runs, exact, wanted, similar, near)
    parts = of_names | {(r, i) for r, i in wanted if i and runs[r].words[i].text.islower()}
    alone = [(r, i, w) for r, i in wanted if (r, i) not in parts and is_worth_searching(w := runs[r].words[i])]
    found = screen.longer.among(runs, wanted, known, similar)
    found = screen.names_like({word.text: word for _, _, word in alone}, known, found, runs)
    people = {(c.form.entity.id, x.word, x.name): x for c in found if c.form.entity.type is PERSON for x in c.pairs}
    for r, i, word in alone:
        singles, left_out = screen.found(word.text)
        more = screen.unscreened(word, known.more[word.fold].values()) if word.fold in known.more else ()
        follow = [c for c in left_out if people and any((c.form.entity.id, x.word, x.name) in people for x in c.pairs)]
        found += [Candidate(r, i, i + 1, c.form, c.pairs, False) for c in (*singles, *more, *follow)]
    given = given_names(exact)
    single = {(r, i): runs[r].words[i].fold for r, i in given if _stands_alone(runs[r], i)} if people else {}
    followers = _surnames_of(people, single, screen)
    found += followers
    named = {f.entity.id for m in exact for f in m.forms}
    covered = named_words(exact)
    free = (set(uncovered) - parts) | given
    parts -= {(c.run, c.start) for c in followers}
    whole = {(m.run, m.words.start, m.words.stop) for m in exact} - {(c.run, c.start, c.stop) for c in followers}
    return [
        c
        for c in _each_once(found)
        if (c.run, c.start, c.stop) not in whole
        and not (c.stop - c.start == 1 and (c.run, c.start) in parts)
        and not (_is_elsewhere(c, runs[c.run], named) or is_somebody_else(c, runs[c.run]))
        and not _is_behind_another_given_name(c, runs[c.run], covered)
        and not _changes_what_is_known(c, runs[c.run], free, parts)
        and not is_plural(c, runs[c.run], screen.forms.index)
        and (c.form.entity.id in named or not _is_namesake(c, runs[c.run]))
    ]


def _stands_alone(run: Run, i: int) -> bool:
    """Whether a word of a run is no part of somebody's full name: Koichi Shiota is another."""
    words = run.words
    if i and adjoins(words[i - 1], words[i]) and not is_title(words[i - 1].text):
        return False
    return i + 1 == len(words) or not adjoins(words[i], words[i + 1])


def _surnames_of(
    people: Mapping[tuple[str, str, str], Likeness], given: Mapping[Place, str], screen: Screen
) -> list[Candidate]:
    """The surnames that `given` names alone may stand for where a full name is garbled in the same way.

    `people` has the pairs of words by an entity's id and the two words. Sanae Koichi is Sanae Takaichi, and then Koichi
    alone is she too, although many bear it as a given name.
    """
    return [
        Candidate(r, i, i + 1, form, (pair,), False)
        for (r, i), fold in given.items()
        for (key, word, name), pair in people.items()
        if word == fold
        for form in screen.forms.places(name).alone
        if form.entity.id == key
    ]


def _each_once(candidates: Sequence[Candidate]) -> Iterable[Candidate]:
    """Of the candidates of one span and form the one with the fewest differing words."""
    found: dict[tuple[int, int, int, str, str], Candidate] = {}
    for c in candidates:
        key = (c.run, c.start, c.stop, c.form.entity.id, c.form.text)
        earlier = found.get(key)
        if earlier is None or len(c.pairs) < len(earlier.pairs):
            found[key] = c
    return found.values()


def _may_be_part_of_a_name(run: Run, i: int) -> bool:
    """Whether a word is worth searching, or too short or too common for that but has others beside it."""
    return is_worth_searching(run.words[i]) or (len(run.words) > 1 and len(run.words[i].fold) == _SHORTEST - 1)


def _looked_up(
    runs: Sequence[Run],
    exact: Sequence[ExactMention],
    places: Sequence[tuple[int, int]],
    similar: SimilarWords,
    near: Callable[[str], Sequence[str]],
) -> Comparisons:
    """What the words at the places are like: words of the vocabulary, of names nearby and of names in the document."""
    unknown = list(dict.fromkeys([w.fold for r, i in places if is_worth_searching(w := runs[r].words[i])]))
    joints = [joint for r, i in places if (joint := joint_of(runs[r], i))]
    known = Comparisons(similar.look_up(unknown, joints))
    written = dict.fromkeys(w for m in exact for w in m.forms[0].words if len(w) > _SHORTEST)
    known.add(similar.compare(unknown, near, list(written)))
    return known


def _is_elsewhere(candidate: Candidate, run: Run, named: set[str]) -> bool:
    """Whether a word is a town's usual name, and the document does not name the place that it would be turned into.

    "Another real place" is the commonest false edit by far.
    """
    if candidate.form.entity.id in named or candidate.form.entity.type is not PLACE:
        return False
    differing = {x.word for x in candidate.pairs}
    return any(
        (known := facts(w.text).known) is not None and bool(known.flags & TOWN)
        for w in run.words[candidate.start : candidate.stop]
        if w.fold in differing
    )


def _changes_what_is_known(candidate: Candidate, run: Run, free: Set[Place], parts: Set[Place]) -> bool:
    """Whether a span without an unknown word would lose more than its part that may be a garbled one: who writes
    Israel Gantz, a surname that is known, does not mean Israel Katz.
    """
    places = [(candidate.run, i) for i in range(candidate.start, candidate.stop)]
    if any(place in free for place in places):
        return False
    differing = {x.word for x in candidate.pairs}
    return any(place not in parts and run.words[place[1]].fold in differing for place in places)


def is_plural(candidate: Candidate, run: Run, index: FormIndex) -> bool:
    """Whether a word is an accepted name with an s, and not this one garbled: Pantsirs are Pantsir missiles."""
    word = run.words[candidate.start].fold
    if candidate.stop - candidate.start > 1 or not word.endswith("s") or len(word) <= _SHORTEST:
        return False
    forms = index.exact.get(word[:-1], ())
    if not any(f.kind in _ACCEPTED for f in forms):
        return False
    return not candidate.pairs or all(f.entity.id != candidate.form.entity.id for f in forms)


def _is_namesake(candidate: Candidate, run: Run) -> bool:
    """Whether a surname alone is somebody's, and only in marks or romanisation not that of a person of world fame.

    Otani need not be Shohei Ohtani, nor Sanchez Pedro Sánchez, where the text has no full name. As with pinyin, a
    desk's own list is another matter.
    """
    form = candidate.form
    if form.kind is not FormKind.SURNAME or not form.entity.country or candidate.stop - candidate.start > 1:
        return False
    word = run.words[candidate.start]
    known = facts(word.text).known
    if known is None or not known.flags & FAMILY:
        return False
    if not candidate.pairs:
        return known.frequency >= _COMMON_SURNAME
    return all(press_key(x.word) == press_key(x.name) for x in candidate.pairs)


def is_somebody_else(candidate: Candidate, run: Run) -> bool:
    """Whether the words are most likely the name of another: somebody's surname, or sound pinyin of another sound."""
    return (
        _is_surname_of_another(candidate, run)
        or _is_other_pinyin(candidate)
        or _is_other_korean(candidate)
        or _is_womans(candidate)
    )


def _is_other_pinyin(candidate: Candidate) -> bool:
    """Whether what differs is sound pinyin on both sides, of a Chinese name of world fame.

    Few syllables make very many Chinese names: next to each famous one there is a real one that differs by a letter.
    A desk's own list, whose names have no country, is another matter: there the article is likely about them. A place
    that was found by a variant or by a name of another language is judged by its usual name, unless the two are nearly
    the same (Kuangtschou).
    """
    entity, pairs = candidate.form.entity, candidate.pairs
    if entity.country not in _WRITE_PINYIN or not pairs:
        return False
    if all(facts(x.word).pinyin and facts(x.name).pinyin for x in pairs) and not candidate.world:
        return True
    word, name = pairs[0].word, fold_word(entity.canonical)
    if entity.type is not PLACE or not (facts(word).pinyin and facts(name).pinyin):
        return False
    return OSA.distance(word, name) <= 1 or pairs[0].ratio < _NEARLY_THE_SAME


def _is_behind_another_given_name(candidate: Candidate, run: Run, named: Set[Place]) -> bool:
    """Whether a person's name stands behind a given name that is not that of the one who is meant, nor much like it.

    Sadiya Umar Farouk is not Umar Farooq. What is `named` is no given name, nor is a region before a full name.
    """
    entity, before = candidate.form.entity, given_name_before(run, candidate.start)
    if entity.type is not PERSON or not before or (candidate.run, candidate.start - 1) in named:
        return False
    if not is_surname(candidate.form) and (candidate.stop == candidate.start + 1 or is_region(before)):
        return False
    alike = max(Indel.normalized_similarity(before, word) for word in words_of(entity))
    return alike < _LIKE_ONE_NAME and not bears(entity, before)


def _is_womans(candidate: Candidate) -> bool:
    """Whether a surname is a woman's, and a man's is what would stand in its place: Selezneva, Zelenskaya."""
    if candidate.form.entity.type is not PERSON or not candidate.pairs:
        return False
    word, name = candidate.pairs[-1].word, candidate.pairs[-1].name
    if word.endswith(_WOMANS_SKY):
        return name.endswith(_MANS_SKY)
    return word[:-1] == name and word[-1] == "a" and name.endswith(_MANS)


def _is_other_korean(candidate: Candidate) -> bool:
    """Whether a syllable is another Korean one, not the same romanised otherwise: Park Geun-hee, not Park Geun-hye."""
    if candidate.form.entity.country not in _KOREAN or candidate.form.entity.type is not PERSON:
        return False
    keys = [(syllable_key(x.word), syllable_key(x.name)) for x in candidate.pairs]
    return any(own and other and own != other for own, other in keys)


def _is_surname_of_another(candidate: Candidate, run: Run) -> bool:
    """Whether a given name or "Mr." stands right before what would become a place: Serhii Kuzan is not Kazan."""
    if candidate.form.entity.type is not PLACE or candidate.start == 0:
        return False
    before = run.words[candidate.start - 1]
    if before.text in PARTICLES and before.text not in JOINTS:
        return True
    if not adjoins(before, run.words[candidate.start]) or before.text in CONNECTORS or is_calendar_word(before.text):
        return False
    if before.text.endswith("."):
        return True
    told = facts(before.text)
    flags = told.known.flags if told.known else 0
    return bool(flags & GIVEN) and not flags & (TOWN | REGION) and told.zipf < _COMMON_SURNAME
