"""What each kind of evidence saw of a candidate, as data for the reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.forms import FormKind
from normalizer.linking.align import Candidate
from normalizer.linking.beside import countries_beside
from normalizer.linking.context import Context
from normalizer.linking.demonyms import meant_demonym
from normalizer.linking.link import Analysis
from normalizer.linking.places import nearest
from normalizer.linking.similar import Likeness
from normalizer.linking.told import told_words
from normalizer.linking.vocabulary import letters
from normalizer.matching.channel import align
from normalizer.mentions.cues import cue_words, neighbours
from normalizer.mentions.find import ExactMention, bears
from normalizer.model import EntityType, Fact
from normalizer.text.lexicon import NAME_KINDS, facts, towns_of
from normalizer.text.tokens import Run, Word

_SOURCES = frozenset(("census", "list", "noted"))
"""Kinds of a known name that say where it is from, not what it is."""


@dataclass(frozen=True, eq=False)
class _WithAlignment(Mapping[str, Fact]):
    """Facts and the alignment of words, which costs as much as finding them and is made when somebody looks."""

    told: Mapping[str, Fact]
    pairs: Sequence[Likeness]

    @cached_property
    def _all(self) -> dict[str, Fact]:
        return {**self.told, "alignment": [list[Fact](step) for step in alignment(self.pairs)]}

    def __getitem__(self, key: str) -> Fact:
        return self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __repr__(self) -> str:
        return repr(self._all)


def alignment(pairs: Iterable[Likeness]) -> tuple[tuple[str, str, float], ...]:
    """How the letters of the differing words came about: (name's letters, text's letters, cost in nats)."""
    return tuple(
        (name, word, round(cost, 2))
        for pair in pairs
        for name, word, cost in _align(letters(pair.word), letters(pair.name))
    )


_align = lru_cache(maxsize=1 << 14)(align)


@dataclass(frozen=True)
class Seen:
    """A candidate and all that its features saw."""

    analysis: Analysis
    candidate: Candidate
    values: dict[str, float]
    rival: tuple[Candidate, float] | None

    @property
    def context(self) -> Context:
        """What the document as a whole says."""
        return self.analysis.context

    @property
    def run(self) -> Run:
        """The run that the span is of."""
        return self.context.runs[self.candidate.run]

    @property
    def words(self) -> Sequence[Word]:
        """The words of the span."""
        return self.run.words[self.candidate.start : self.candidate.stop]

    @cached_property
    def told(self) -> Sequence[Word]:
        """The words that differ from the name's, or all of them."""
        return told_words(self.candidate, self.run)

    @property
    def beside(self) -> tuple[str, str, str]:
        """What `neighbours` finds beside the span."""
        return neighbours(self.context.text, self.words[0].start, self.words[-1].end)


def _sound(seen: Seen) -> Mapping[str, Fact]:
    form = seen.candidate.form
    told: dict[str, Fact] = {
        "name": meant_demonym(seen.candidate, seen.words) or form.text,
        "cost": round(seen.values["cost"], 2),
        "ratio": round(seen.values["ratio"], 2),
    }
    if form.kind in (FormKind.ALIAS, FormKind.VARIANT):
        told["of"] = form.entity.canonical
    if seen.candidate.joined and not seen.candidate.pairs:
        told["text"] = seen.context.text[seen.words[0].start : seen.words[-1].end]
    return _WithAlignment(told, seen.candidate.pairs)


def _reading(seen: Seen) -> dict[str, Fact]:
    """The word that differs the most, and the name's, where both may be read from the same characters."""
    pair = min(seen.candidate.pairs, key=lambda x: x.ratio)
    return {"text": pair.word.capitalize(), "name": pair.name.capitalize()}


def _margin(seen: Seen) -> dict[str, Fact]:
    if seen.rival is None:
        return {}
    return {"runner_up": seen.rival[0].form.entity.canonical, "confidence": round(seen.rival[1], 3)}


def _word(seen: Seen) -> dict[str, Fact]:
    common = max(seen.told, key=lambda w: facts(w.text).zipf)
    zipf, name = round(facts(common.text).zipf, 1), seen.candidate.form.text
    told: dict[str, Fact] = {"lower": True} if seen.values["lower_in_text"] else {}
    if zipf and not seen.values["zipf"]:
        told["within"] = True
    return {"word": common.text, "zipf": zipf, "name": name, **told}


def _known_name(seen: Seen) -> dict[str, Fact]:
    known = next(((w, k) for w in seen.told if (k := facts(w.text).known)), None)
    if known is None:
        return {"word": seen.told[0].text, "kinds": []}
    return {"word": known[0].text, "kinds": _kinds(known[1].flags), "frequency": round(known[1].frequency, 1)}


def _kinds(flags: int) -> list[Fact]:
    return [kind for kind, flag in NAME_KINDS.items() if flags & flag and kind not in _SOURCES]


def as_a_name(word: str, homes: Iterable[str]) -> dict[str, Fact]:
    """What a word is known as, and the first of some countries (ISO 3166-1 alpha-2) that has a town of the name."""
    known = facts(word).known
    told: dict[str, Fact] = {"word": word, "kinds": _kinds(known.flags)} if known else {}
    country = next((code for code in sorted(homes) if towns_of(word, code)), "")
    return {**told, "country": countries()[country].name} if country in countries() else told


def _letters(seen: Seen) -> dict[str, Fact]:
    return {"score": round(seen.values["letters"], 2)}


def _document(seen: Seen) -> dict[str, Fact]:
    context, entity = seen.context, seen.candidate.form.entity
    found: Sequence[ExactMention | Word] = context.entity_mentions.get(entity.id, ())
    if not found:
        rarest = min((x.name for x in seen.candidate.pairs), key=context.word_counts.__getitem__, default="")
        found = [word for run in context.runs for word in run.words if word.fold == rarest]
    if not found:
        return {"name": entity.canonical, "count": 0}
    line, _ = context.lines.line_column(found[0].start)
    return {"name": context.text[found[0].start : found[0].end], "line": line, "count": len(found)}


def _repetition(seen: Seen) -> dict[str, Fact]:
    return {"name": seen.candidate.form.text}


def _neighbours(seen: Seen) -> dict[str, Fact]:
    """The name right before the span and whether it is one of the candidate's, and the name behind it."""
    candidate, words = seen.candidate, seen.run.words
    told: dict[str, Fact] = {}
    own = bool(seen.values["given_name_before"])
    if own or seen.values["other_word_before"]:
        told |= {"before": words[candidate.start - 1].text, "own": own}
    if seen.values["word_after"]:
        told["after"] = words[candidate.stop].text
    own = bool(seen.values["own_given_in_text"])
    if not told and (own or seen.values["other_given_in_text"]):
        given = [g for g in seen.context.given_before[seen.words[0].fold] if bears(candidate.form.entity, g) == own]
        told |= {"elsewhere": min(given).capitalize(), "own": own} if given else {}
    return told


def _cue(seen: Seen) -> dict[str, Fact]:
    kind = seen.candidate.form.entity.type
    told: dict[str, Fact] = {"type": str(kind)}
    words = list[Fact](cue_words(*seen.beside, kind))
    return {"words": words, **told} if words else told


def _type(seen: Seen) -> dict[str, Fact]:
    form = seen.candidate.form
    return {"type": str(form.entity.type), "form": form.kind.name.lower().replace("_", " ")}


def _distance(seen: Seen) -> dict[str, Fact]:
    found = nearest(seen.candidate.form.entity, seen.analysis.around)
    return {"km": round(found[0]), "place": found[1].name} if found else {}


def _country(seen: Seen) -> dict[str, Fact]:
    entity = seen.candidate.form.entity
    country = countries().get(entity.country)
    told: dict[str, Fact] = {"country": country.name if country else entity.country, "type": str(entity.type)}
    if seen.values["other_country_beside"]:
        start, end = seen.words[0].start, seen.words[-1].end
        beside = countries_beside(seen.context.text, start, end, seen.analysis.around)
        told["beside"] = " and ".join(sorted(c.name if (c := countries().get(code)) else code for code in beside))
    around = seen.analysis.around
    count = around.named(entity) or around.others[entity.country]
    return {**told, "count": count} if count else told


def _position(seen: Seen) -> dict[str, Fact]:
    kinds = (("all_caps", "capitals"), ("hyphen", "hyphen"), ("sentence_start", "sentence start"))
    return next(({"at": kind} for feature, kind in kinds if seen.values[feature]), {})


def _related(seen: Seen) -> dict[str, Fact]:
    own = seen.candidate.form.entity
    named = {key: found[0].forms[0].entity for key, found in seen.context.entity_mentions.items()}
    partners = [e for e in named.values() if own.id in e.related and own.type is not EntityType.PLACE]
    related = [named[key] for key in own.related if key in named]
    return next(({"name": e.canonical} for e in (*partners, *related)), {})


def _region(seen: Seen) -> dict[str, Fact]:
    return {"name": f"{seen.candidate.form.text} {seen.beside[1]}".strip()}


def _prior(seen: Seen) -> dict[str, Fact]:
    return {"population": seen.candidate.form.entity.population}


FACTS: dict[str, Callable[[Seen], Mapping[str, Fact]]] = {
    "sound": _sound,
    "reading": _reading,
    "margin": _margin,
    "word": _word,
    "known_name": _known_name,
    "letters": _letters,
    "document": _document,
    "region": _region,
    "repetition": _repetition,
    "neighbours": _neighbours,
    "cue": _cue,
    "type": _type,
    "distance": _distance,
    "country": _country,
    "position": _position,
    "related": _related,
    "prior": _prior,
}
