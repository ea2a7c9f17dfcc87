"""The forms that each span of a document may stand for."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache

from normalizer.linking.align import COMMON, Candidate, Comparisons, joint_of
from normalizer.linking.elsewhere import is_elsewhere
from normalizer.linking.others import (
    is_behind_another_given_name,
    is_namesake,
    is_somebody_else,
)
from normalizer.linking.places import NOWHERE, Surroundings
from normalizer.linking.plurals import is_plural
from normalizer.linking.screen import Screen
from normalizer.linking.similar import Likeness, SimilarWords
from normalizer.mentions.cues import is_honorific, is_title
from normalizer.mentions.find import ExactMention, Place, given_names, named_words
from normalizer.model import EntityType
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import CONNECTORS, Run, Word, adjoins, fold_word

PERSON = EntityType.PERSON
_SHORTEST, _LONGEST = 3, 60
"""Letters of a word that may be a name."""
_LONGEST_TITLE = 4


def is_worth_searching(word: Word) -> bool:
    """Whether a word may be a garble at all: common English words, titles, numerals and initials are not."""
    return _is_worth_searching(word.text)


@lru_cache(maxsize=1 << 16)
def _is_worth_searching(text: str) -> bool:
    fold = fold_word(text)
    return (
        _SHORTEST <= len(fold) <= _LONGEST
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
    around: Surroundings = NOWHERE,
) -> list[Candidate]:
    """The candidates of a document that `screen` leaves, each (span, form) once; `of_names` as `parts_of_names` has it.

    `near` finds the folded names of places that lie near what the document names and share a folded word's consonants:
    of these, half of the letters is enough. `around` is what the document says of where it plays.
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
    of_others = _names_of_others(found, runs, covered)
    whole = {(m.run, m.words.start, m.words.stop) for m in exact} - {(c.run, c.start, c.stop) for c in followers}
    return [
        c
        for c in _each_once(found)
        if (c.run, c.start, c.stop) not in whole
        and not (c.stop - c.start == 1 and (c.run, c.start) in parts)
        and not (is_elsewhere(c, runs[c.run], named, around) or is_somebody_else(c, runs[c.run]))
        and not (of_others and _borne_as(c, runs[c.run]) in of_others)
        and not is_behind_another_given_name(c, runs[c.run], covered)
        and not _changes_what_is_known(c, runs[c.run], free, parts)
        and not is_plural(c, runs[c.run], screen.forms.index)
        and (c.form.entity.id in named or not is_namesake(c, runs[c.run]))
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


def _borne_as(candidate: Candidate, run: Run) -> tuple[str, str]:
    """Whose name a span would be, and the last word of it (folded)."""
    return candidate.form.entity.id, run.words[candidate.stop - 1].fold


def _names_of_others(candidates: Sequence[Candidate], runs: Sequence[Run], named: Set[Place]) -> set[tuple[str, str]]:
    """What nobody bears where the text writes it behind somebody else's given name, and nowhere in a name of several
    words like the full one: where Peter Farrage has spoken, Farrage is not Nigel Farage.
    """
    behind = [c for c in candidates if c.start and is_behind_another_given_name(c, runs[c.run], named)]
    if not behind:
        return set()
    full = {_borne_as(c, runs[c.run]) for c in candidates if c.form.entity.type is PERSON and len(c.form.words) > 1}
    return {_borne_as(c, runs[c.run]) for c in behind} - full


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


def _changes_what_is_known(candidate: Candidate, run: Run, free: Set[Place], parts: Set[Place]) -> bool:
    """Whether a span without an unknown word would lose more than its part that may be a garbled one: who writes
    Israel Gantz, a surname that is known, does not mean Israel Katz.
    """
    places = [(candidate.run, i) for i in range(candidate.start, candidate.stop)]
    if any(place in free for place in places):
        return False
    differing = {x.word for x in candidate.pairs}
    return any(place not in parts and run.words[place[1]].fold in differing for place in places)
