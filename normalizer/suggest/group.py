"""Groups the spellings of unknown names to the names that are worth a row of a gazetteer."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import log1p

from normalizer.model import EntityType
from normalizer.suggest.alike import alike_elsewhere, is_same_name, near_words
from normalizer.suggest.find import SURE
from normalizer.suggest.gather import EXAMPLES, Gathered, Spelling
from normalizer.suggest.words import is_adjective_of, is_given_name
from normalizer.text.lexicon import FAMILY, GIVEN, ORGANIZATION, REGION, TOWN, facts
from normalizer.text.tokens import fold_word

_MOST_OF = 2 / 3
"""The share of the votes that a type needs."""
_OFTEN_ENOUGH = 0.3
"""How often "in" or "from" has to stand before a name to make it a place: one may hear from a person too."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is missing: `spellings` are all that were seen of it, the canonical one first, with their counts.

    `type` is None where nothing speaks for one. `examples` are places with their sentences; `perhaps` is a known name
    that the canonical spelling may be a garble of, with the probability of that.
    """

    canonical: str
    type: EntityType | None
    count: int
    texts: int
    spellings: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]
    perhaps: tuple[str, float] | None


@dataclass(slots=True)
class _Group:
    """Spellings of one name: `members` in full, `alone` those of one word that stand for it."""

    members: list[Spelling]
    alone: Counter[str] = field(default_factory=Counter)
    alone_members: list[Spelling] = field(default_factory=list)

    @property
    def lead(self) -> Spelling:
        return self.members[0]


def suggestions(gathered: Gathered, least: int, is_known: Callable[[str], bool]) -> list[Suggestion]:
    """The names that stand in the texts `least` times or more, the commonest first.

    `is_known` says of a spelling whether a place of the world bears it.
    """
    spellings = sorted(gathered.spellings.values(), key=lambda s: (-s.count, s.first))
    near = near_words({w for s in spellings for w in s.words})
    full = _clusters([s for s in spellings if len(s.words) > 1], near)
    for group in full:
        for member in group.members:
            group.alone += member.alone
    single = [s for s in spellings if len(s.words) == 1 and s.count > s.attributed]
    groups = full + _clusters(_left_over(single, full, gathered.spellings, near), near)
    names = {w for g in groups for w in g.lead.words}
    everywhere: Counter[str] = Counter()
    for spelling in spellings:
        everywhere.update(dict.fromkeys(spelling.words, spelling.count))
    found = [_suggestion(g, gathered, everywhere) for g in groups if _is_worth(g, gathered, least, names, is_known)]
    return sorted(found, key=lambda s: (-s.count, s.canonical))


def _clusters(spellings: Sequence[Spelling], near: dict[str, list[str]]) -> list[_Group]:
    """Each spelling with the first commoner one that it may be a spelling of."""
    groups: list[_Group] = []
    by_word: dict[str, list[_Group]] = defaultdict(list)
    for spelling in spellings:
        last = spelling.words[-1]
        candidates = (g for word in (last, *near.get(last, ())) for g in by_word[word])
        group = next((g for g in candidates if _is_same(g.lead, spelling)), None)
        if group is None:
            group = _Group([])
            groups.append(group)
            by_word[last].append(group)
        group.members.append(spelling)
    return groups


def _is_same(one: Spelling, other: Spelling) -> bool:
    if len(one.words) == 1:
        return alike_elsewhere(one.words[0], other.words[0])
    return is_same_name(one.words, other.words)


def _left_over(
    single: Iterable[Spelling], full: Sequence[_Group], known: dict[str, Spelling], near: dict[str, list[str]]
) -> list[Spelling]:
    """The names of one word that stand for themselves.

    Where one name in full ends with the word, the others are its own; where several do, nobody knows whose they are;
    and what full names begin with is a given name.
    """
    by_last: dict[str, list[_Group]] = defaultdict(list)
    firsts = {w for g in full for m in g.members for w in m.words[:-1]}
    for group in full:
        for word in {m.words[-1] for m in group.members}:
            by_last[word].append(group)
    left = []
    for spelling in single:
        word = spelling.words[0]
        singular = spelling.text.removesuffix("s")
        if singular != spelling.text and (singular in known or fold_word(singular) in by_last):
            continue
        is_place = spelling.types[EntityType.PLACE] > spelling.types[EntityType.PERSON]
        owners = by_last[word] or [
            g for other in near.get(word, ()) if not is_place and alike_elsewhere(word, other) for g in by_last[other]
        ]
        if len(owners) == 1:
            owners[0].alone[spelling.text] += spelling.count - spelling.attributed
            owners[0].alone_members.append(spelling)
        elif not owners and word not in firsts:
            left.append(spelling)
    return left


def _is_worth(group: _Group, gathered: Gathered, least: int, names: set[str], is_known: Callable[[str], bool]) -> bool:
    lead = group.lead
    if _count(group) < least or not any(m.sure for m in group.members):
        return False
    certain = max(_votes(group).values(), default=0) >= SURE
    if is_known(lead.text) and not (certain and _type(group) is EntityType.PERSON):
        return False
    if len(lead.words) > 1:
        return True
    word = lead.words[0]
    if is_given_name(lead.text) or is_adjective_of(word, names - {word}):
        return False
    return certain or word not in gathered.lower


def _count(group: _Group) -> int:
    return sum(m.count for m in group.members) + group.alone.total()


def _votes(group: _Group) -> Counter[EntityType]:
    votes: Counter[EntityType] = Counter()
    for member in (*group.members, *group.alone_members):
        votes += member.types
    return votes


def _type(group: _Group) -> EntityType | None:
    """What most of the cues say; that somebody "said" something, a company does too."""
    votes = _votes(group)
    if not votes:
        return _known_type(group.lead)
    kind, most = votes.most_common(1)[0]
    if most < SURE and kind is EntityType.PERSON and len(group.lead.words) == 1:
        return None
    if most < SURE and kind is EntityType.PLACE and most < _OFTEN_ENOUGH * _count(group):
        return None
    return kind if most >= _MOST_OF * votes.total() else None


def _known_type(spelling: Spelling) -> EntityType | None:
    """What the names of the world say where nothing stands beside the name."""
    known = [k.flags if (k := facts(w).known) else 0 for w in spelling.words]
    if len(known) > 1 and known[0] & GIVEN and known[-1] & FAMILY:
        return EntityType.PERSON
    if len(known) == 1 and known[0] & (TOWN | REGION) and not known[0] & (GIVEN | FAMILY | ORGANIZATION):
        return EntityType.PLACE
    return None


def _suggestion(group: _Group, gathered: Gathered, everywhere: Counter[str]) -> Suggestion:
    canonical = _canonical(group, everywhere)
    counts = Counter({m.text: m.count for m in group.members}) + group.alone
    others = sorted(counts.keys() - {canonical.text}, key=lambda s: (-counts[s], s))
    seen = [canonical, *(gathered.spellings[s] for s in others if s in gathered.spellings)]
    texts = set().union(*(m.texts for m in (*group.members, *group.alone_members)))
    return Suggestion(
        canonical.text,
        _type(group),
        counts.total(),
        len(texts),
        tuple((s, counts[s]) for s in (canonical.text, *others)),
        tuple(_examples(seen)),
        canonical.perhaps,
    )


def _canonical(group: _Group, everywhere: Counter[str]) -> Spelling:
    """The spelling whose words are the commonest in all that is seen of the name.

    Names with initials come last. What is as common is held against the names of others (a family's), the known names
    and the letters of names.
    """
    words: Counter[str] = Counter()
    for member in group.members:
        for word in member.words:
            words[word] += member.count
    for text, count in group.alone.items():
        words[fold_word(text)] += count

    def rank(spelling: Spelling) -> tuple[float, ...]:
        ends = {spelling.words[0], spelling.words[-1]}
        told = [facts(w) for w in spelling.words]
        return (
            float(any(len(w) == 1 for w in spelling.words)),
            -round(sum(log1p(words[w]) for w in ends), 6),
            -spelling.count,
            -sum(everywhere[w] for w in ends),
            -sum(f.known is not None for f in told),
            -sum(f.likelihood for f in told) / len(told),
            spelling.first,
        )

    return min((m for m in group.members if m.sure), key=rank)


def _examples(seen: Sequence[Spelling]) -> list[str]:
    """One place of each spelling, and then more of the commonest."""
    firsts = [s.examples[0] for s in seen if s.examples]
    rest = [e for s in seen for e in s.examples[1:]]
    return list(dict.fromkeys([*firsts, *rest]))[:EXAMPLES]
