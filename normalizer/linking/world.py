"""Candidates among the towns of the world, for words that neither a gazetteer nor a list of known names explains."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.align import COMMON, Candidate
from normalizer.linking.others import is_somebody_else
from normalizer.linking.rules import ends_in_capitals
from normalizer.linking.similar import is_alike, likeness
from normalizer.linking.spelling import similarity_score
from normalizer.mentions.cues import cue_types, neighbours
from normalizer.mentions.find import ExactMention
from normalizer.model import Entity, EntityType
from normalizer.text.lexicon import FAMILY, GIVEN, ORGANIZATION, REGION, TOWN, facts
from normalizer.text.tokens import CONNECTORS, Run, Word, fold_words

if TYPE_CHECKING:
    from normalizer.gazetteer.world import WorldHit, WorldIndex

PLACE = EntityType.PLACE
_PER_SPAN = 6
"""Towns that are looked at for a span."""
_LONGEST = 7
"""Words of a span: Vladivostok has seven syllables in Chinese."""
_SHORTEST = 4
"""Letters of a span."""
_ORDINARY_ZIPF = 2.0
"""How common an English word is (`word_zipf`) that is no part of a town's name."""
_TWO_SYLLABLES = 7
"""Letters that two syllables of pinyin have at least: no word of one has more than six (Zhuang)."""
_SYLLABLES = 3
"""Syllables from which on a place is likelier meant than somebody, whatever stands beside them."""
_KNOWN_FREQUENCY = 3.0
"""How frequent a given name or surname is (`KnownName.frequency`) for which no town is proposed: a thousand bear it."""
_LEAST_COSINE, _LEAST_RATIO = 0.45, 0.55
"""A town is looked at from one of these likenesses on (encoder, Indel)."""
_JOINED_RATIO = 0.75
"""How like (Indel) a town's words written as one are to a span of fewer, at least."""
_SURE = 0.3
"""The probability of the search from which on a town may be unlike the span in letters."""
_BIG, _ALONE = 15_000, 5
"""Inhabitants of a town that is known by its name alone, and how many times those of its namesakes."""
_KEPT = 200_000
_PART_OF_A_NAME = (FormKind.SURNAME, FormKind.WEAK_ALIAS, FormKind.GIVEN_NAME)


@dataclass(frozen=True)
class WorldNames:
    """The world beneath a gazetteer, with what was looked up already."""

    gazetteer: Gazetteer
    index: "WorldIndex"
    _found: "dict[str, tuple[WorldHit, ...]]" = field(default_factory=dict)

    def look_up(self, queries: Sequence[str]) -> "dict[str, tuple[WorldHit, ...]]":
        """The likeliest towns of each folded string; equal strings are looked up once."""
        new = [q for q in dict.fromkeys(queries) if q not in self._found]
        if len(self._found) > _KEPT:
            self._found.clear()
        for query, hits in zip(new, self.index.search(new, _PER_SPAN), strict=True):
            self._found[query] = tuple(h for h in hits if h.cosine >= _LEAST_COSINE or h.ratio >= _LEAST_RATIO)
        return {q: self._found.get(q, ()) for q in queries}

    def known(self, name: str) -> Entity | None:
        """The one town that a spelling names beyond doubt: of 15,000 people, and of five times the next one's."""
        towns = self.index.find(name)
        if not towns:
            return None
        people = self.index.locations(towns[:2]).population.tolist()
        if people[0] < _BIG or (len(people) > 1 and people[0] < _ALONE * people[1]):
            return None
        return self.gazetteer.place(towns[0])


def known_towns(runs: Sequence[Run], uncovered: Sequence[tuple[int, int]], world: WorldNames) -> list[Entity]:
    """The towns of the world that a document names rightly, beside those of the gazetteer."""
    names = dict.fromkeys(runs[r].words[i].text for r, i in uncovered if _is_town(runs[r].words[i]))
    return [town for name in names if (town := world.known(name)) is not None]


def _is_town(word: Word) -> bool:
    told = facts(word.text)
    return told.known is not None and bool(told.known.flags & TOWN) and told.zipf < _ORDINARY_ZIPF


def lone_syllables(runs: Sequence[Run], exact: Sequence[ExactMention]) -> list[tuple[int, int]]:
    """The surnames of one Chinese syllable of people whom the document never names in full: Dong, but no Dong Jun.

    Towns that an engine parts into syllables (Pou Dong) hold many of these.
    """
    full = {f.entity.id for m in exact if len(m.words) > 1 for f in m.forms}
    return [
        (m.run, m.words.start)
        for m in exact
        if len(m.words) == 1
        and all(f.kind in _PART_OF_A_NAME and f.entity.id not in full for f in m.forms)
        and _is_syllable(runs[m.run].words[m.words.start])
    ]


def world_candidates(
    text: str,
    runs: Sequence[Run],
    uncovered: Sequence[tuple[int, int]],
    syllables: Sequence[tuple[int, int]],
    world: WorldNames,
) -> list[Candidate]:
    """For each span of up to seven words, one of them unknown, the towns that it may stand for.

    `syllables` are further words that may stand beside an unknown one. What would be written has to be like what is
    there, or the spelling so like some other name of the town that hardly another town could be meant.
    """
    spans = list(_spans(text, runs, uncovered, syllables))
    found = world.look_up([_query(runs[r], start, stop) for r, start, stop in spans])
    out = []
    for r, start, stop in spans:
        query = _query(runs[r], start, stop)
        for hit in found[query]:
            entity = world.gazetteer.place(hit.town)
            if entity is None or hit.name == query or _drops_words(query, hit.name):
                continue
            form = Form(entity, FormKind.CANONICAL, entity.canonical, fold_words(entity.canonical))
            if _may_be_written(query, hit, form.words):
                candidate = Candidate(
                    r,
                    start,
                    stop,
                    form,
                    (likeness(query, hit.name, hit.cosine, hit.cost),),
                    False,
                    True,
                    hit.confidence,
                )
                if not is_somebody_else(candidate, runs[r]):
                    out.append(candidate)
    return out


def with_world(candidates: list[Candidate], world: list[Candidate]) -> list[Candidate]:
    """The candidates of the gazetteer and of the world; of one span and entity both where the world's is more alike.

    The world knows a town by more spellings than a gazetteer does: what is left of one may be unlike the others.
    """
    found: dict[tuple[int, int, int, str], Candidate] = {}
    for c in world:
        found.setdefault((c.run, c.start, c.stop, c.form.entity.id), c)
    told, own = [], dict[tuple[int, int, int, str], float]()
    for c in candidates:
        key = (c.run, c.start, c.stop, c.form.entity.id)
        own[key] = max(similarity_score(c), own.get(key, -inf))
        told.append(c._replace(confidence=found[key].confidence) if key in found else c)
    return [*told, *(c for key, c in found.items() if similarity_score(c) > own.get(key, -inf))]


def _may_be_written(query: str, hit: "WorldHit", words: Sequence[str]) -> bool:
    """Whether a town's usual name, by its words, may stand in place of the query.

    One word of pinyin says little of a town that is called so in Chinese only: too many names sound alike.
    """
    if hit.confidence >= _SURE and not _adds_words(query, hit.name.split()):
        return " " in query or not (facts(query).pinyin and facts(hit.name).pinyin) or is_alike(query, " ".join(words))
    return is_alike(query, " ".join(words)) and not _adds_words(query, words)


def _adds_words(query: str, words: Sequence[str]) -> bool:
    """Whether a name of more words than the text has is not its letters parted otherwise."""
    if len(words) <= len(query.split()):
        return False
    return Indel.normalized_similarity(query.replace(" ", ""), "".join(words)) < _JOINED_RATIO


def _drops_words(query: str, name: str) -> bool:
    """Whether one of two spellings only has whole words more than the other."""
    own, other = Counter(query.split()), Counter(name.split())
    return own < other or other < own


def _query(run: Run, start: int, stop: int) -> str:
    return " ".join(w.fold for w in run.words[start:stop])


def _spans(
    text: str, runs: Sequence[Run], uncovered: Sequence[tuple[int, int]], syllables: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Spans of up to seven words: unknown ones, and in a span of several also known ones beside an unknown one; and of
    syllables of pinyin, whatever else they are: three or more (Bou La Ge), or two where a place is meant (in Hua Sa).
    """
    free = {(r, i) for r, i in uncovered if _may_stand_in(runs[r].words[i])}
    unknown = {(r, i) for r, i in free if _is_unknown(runs[r].words[i])}
    pinyin = {*syllables, *((r, i) for r, i in uncovered if _is_syllable(runs[r].words[i]))}
    free |= {(r, i) for r, i in pinyin if facts(runs[r].words[i].text).zipf < COMMON}
    pinyin |= {(r, i) for r, i in uncovered if _is_letter(runs[r].words[i])}
    for r, start in sorted(free | pinyin):
        words = runs[r].words
        for stop in range(start + 1, start + 1 + _LONGEST):
            places = [(r, i) for i in range(start, stop)]
            if places[-1] not in free and places[-1] not in pinyin:
                break
            if len(_query(runs[r], start, stop)) < _SHORTEST:
                continue
            is_free = free.issuperset(places) and not unknown.isdisjoint(places)
            if is_free or _are_syllables(text, words[start:stop]):
                yield r, start, stop


def _are_syllables(text: str, words: Sequence[Word]) -> bool:
    """Whether words sound like pinyin of a place, but for one that may be garbled or a letter only (Ha Er Ke U)."""
    others = [w for w in words if not _is_syllable(w)]
    if len(words) < 2 or len(others) > 1 or any(len(w.fold) >= _TWO_SYLLABLES for w in others):
        return False
    return len(words) >= _SYLLABLES or PLACE in cue_types(*neighbours(text, words[0].start, words[-1].end))


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _is_syllable(word: Word) -> bool:
    return len(word.fold) < _TWO_SYLLABLES and word.text[:1].isupper() and facts(word.text).pinyin


def _may_stand_in(word: Word) -> bool:
    return (
        word.fold.isalpha()
        and word.text not in CONNECTORS
        and not (word.text.isupper() or ends_in_capitals(word))
        and facts(word.text).zipf < _ORDINARY_ZIPF
    )


def _is_unknown(word: Word) -> bool:
    """Whether a word is unknown enough for a town of the world to be proposed in its place."""
    told = facts(word.text)
    known = told.known
    if told.demonym is not None or told.zipf or len(word.fold) < 2:
        return False
    return known is None or not (
        known.flags & (TOWN | REGION | ORGANIZATION)
        or (known.flags & (GIVEN | FAMILY) and known.frequency >= _KNOWN_FREQUENCY)
    )
