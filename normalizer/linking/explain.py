"""The evidence of a decision as data: which features spoke for the candidate, which against, and what they saw."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from normalizer.gazetteer.countries import countries
from normalizer.linking.align import Candidate, spelling
from normalizer.linking.beside import countries_beside
from normalizer.linking.context import Context
from normalizer.linking.demonyms import meant_demonym
from normalizer.linking.doubt import EVEN
from normalizer.linking.features import FEATURES, GROUPS
from normalizer.linking.link import Analysis, Link, Scores
from normalizer.linking.model import Model
from normalizer.linking.places import nearest
from normalizer.linking.similar import Likeness
from normalizer.linking.surnames import words_of_name
from normalizer.linking.told import told_words
from normalizer.linking.vocabulary import letters
from normalizer.matching.channel import align
from normalizer.mentions.cues import cue_words, neighbours
from normalizer.mentions.find import ExactMention
from normalizer.model import EntityType, Evidence, Fact
from normalizer.text.lexicon import NAME_KINDS, facts
from normalizer.text.tokens import Word, fold_word

_SOURCES = frozenset(("census", "list", "noted"))
"""Kinds of a known name that say where it is from, not what it is."""

_FROM = 0.05


def evidence(analysis: Analysis, link: Link, model: Model, scores: Scores) -> tuple[Evidence, ...]:
    """What spoke for and against a link, the weightiest first; the weights (nats) add up to its log-odds."""
    return reckoning(analysis, link.row, model, scores, link.rivals[0] if link.rivals else None)


def reckoning(
    analysis: Analysis, row: int, model: Model, scores: Scores, rival: tuple[Candidate, float] | None = None
) -> tuple[Evidence, ...]:
    """The evidence for and against the candidate of a row, the weightiest first, the base rate last.

    The weights (nats) add up to the candidate's log-odds. What is too small to be told of its own (0.05) is told with
    the base rate; what the rivals of its span take away is told with the margin.
    """
    shares = dict(zip(FEATURES, model.contributions(analysis.rows[row : row + 1])[0].tolist(), strict=True))
    values = dict(zip(FEATURES, analysis.rows[row].tolist(), strict=True))
    seen = _Seen(analysis, analysis.candidates[row], values, rival)
    found = []
    for kind, members in GROUPS.items():
        weight = sum(shares[m] for m in members)
        if kind == "margin":
            weight += float(scores.among[row] - scores.alone[row])
        if abs(weight) >= _FROM:
            found.append(Evidence(kind, round(weight, 3), _FACTS[kind](seen) if kind in _FACTS else {}))
    among = float(scores.among[row])
    if (gain := float(scores.shared[row]) - (min(among, EVEN) if row in analysis.doubts else among)) >= _FROM:
        found.append(Evidence("repetition", round(gain, 3), _clearer(analysis, row, scores)))
    if abs(company := float(scores.pooled[row] - scores.lone[row])) >= _FROM:
        found.append(Evidence("company", round(company, 3), _company(seen.candidate) if scores.kin[row] else {}))
    if (held := float(scores.held[row])) >= _FROM:
        found.append(Evidence("doubt", round(-held, 3), {"reason": str(analysis.doubts[row])}))
    found.sort(key=lambda e: (-abs(e.weight), e.kind))
    total = round(float(scores.pooled[row]), 3)
    base = round(total - sum(e.weight for e in found), 3)
    return (*found, Evidence("model", base, {"logit": total}))


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
class _Seen:
    """A candidate and all that its features saw."""

    analysis: Analysis
    candidate: Candidate
    values: dict[str, float]
    rival: tuple[Candidate, float] | None

    @property
    def context(self) -> Context:
        return self.analysis.context

    @property
    def words(self) -> Sequence[Word]:
        return self.context.runs[self.candidate.run].words[self.candidate.start : self.candidate.stop]

    @cached_property
    def told(self) -> Sequence[Word]:
        """The words that differ from the name's, or all of them."""
        return told_words(self.candidate, self.context.runs[self.candidate.run])

    @property
    def beside(self) -> tuple[str, str, str]:
        return neighbours(self.context.text, self.words[0].start, self.words[-1].end)


def _clearer(analysis: Analysis, row: int, scores: Scores) -> dict[str, Fact]:
    """Where the same spelling stands with the most that speaks for the same form, or the likelier name of the same word
    that this one takes after.
    """
    own, context = analysis.candidates[row], analysis.context
    spelled = spelling(own, context.runs[own.run])
    some = list(enumerate(analysis.candidates))
    same = [k for k, c in some if c.form is own.form and spelling(c, context.runs[c.run]) == spelled]
    best = max(same, key=lambda k: (scores.among[k], -k))
    if best == row:
        pairs = words_of_name(own)[1]
        likelier = [k for k, c in some if words_of_name(c)[1] == pairs and scores.shared[k] >= scores.shared[row]]
        likeliest = max(likelier, key=lambda k: (scores.among[k], -k))
        return {"name": own.form.text, "as": analysis.candidates[likeliest].form.text}
    first = analysis.candidates[best]
    line, _ = context.lines.line_column(context.runs[first.run].words[first.start].start)
    return {"name": own.form.text, "line": line}


def _company(candidate: Candidate) -> dict[str, Fact]:
    """The word, as the name has it, that is garbled elsewhere too."""
    garbled = {x.name for x in candidate.pairs}
    return {"name": next((w for w in candidate.form.text.split() if fold_word(w) in garbled), candidate.form.text)}


def _sound(seen: _Seen) -> Mapping[str, Fact]:
    told: dict[str, Fact] = {
        "name": meant_demonym(seen.candidate, seen.words) or seen.candidate.form.text,
        "cost": round(seen.values["cost"], 2),
        "ratio": round(seen.values["ratio"], 2),
    }
    return _WithAlignment(told, seen.candidate.pairs)


def _reading(seen: _Seen) -> dict[str, Fact]:
    """The word that differs the most, and the name's, where both may be read from the same characters."""
    pair = min(seen.candidate.pairs, key=lambda x: x.ratio)
    return {"text": pair.word.capitalize(), "name": pair.name.capitalize()}


def _joined(seen: _Seen) -> dict[str, Fact]:
    return {"text": seen.context.text[seen.words[0].start : seen.words[-1].end], "name": seen.candidate.form.text}


def _margin(seen: _Seen) -> dict[str, Fact]:
    if seen.rival is None:
        return {}
    return {"runner_up": seen.rival[0].form.entity.canonical, "confidence": round(seen.rival[1], 3)}


def _word(seen: _Seen) -> dict[str, Fact]:
    common = max(seen.told, key=lambda w: facts(w.text).zipf)
    zipf, name = round(facts(common.text).zipf, 1), seen.candidate.form.text
    told: dict[str, Fact] = {"lower": True} if seen.values["lower_in_text"] else {}
    if zipf and not seen.values["zipf"]:
        told["within"] = True
    return {"word": common.text, "zipf": zipf, "name": name, **told}


def _known_name(seen: _Seen) -> dict[str, Fact]:
    known = next(((w, k) for w in seen.told if (k := facts(w.text).known)), None)
    if known is None:
        return {"word": seen.told[0].text, "kinds": []}
    kinds = list[Fact](n for n, flag in NAME_KINDS.items() if known[1].flags & flag and n not in _SOURCES)
    return {"word": known[0].text, "kinds": kinds, "frequency": round(known[1].frequency, 1)}


def _letters(seen: _Seen) -> dict[str, Fact]:
    return {"score": round(seen.values["letters"], 2)}


def _consistent(seen: _Seen) -> dict[str, Fact]:
    return {"count": min(seen.context.word_counts[w.fold] for w in seen.told)}


def _document(seen: _Seen) -> dict[str, Fact]:
    context, entity = seen.context, seen.candidate.form.entity
    found: Sequence[ExactMention | Word] = context.entity_mentions.get(entity.id, ())
    if not found:
        rarest = min((x.name for x in seen.candidate.pairs), key=context.word_counts.__getitem__, default="")
        found = [word for run in context.runs for word in run.words if word.fold == rarest]
    if not found:
        return {"name": entity.canonical, "count": 0}
    line, _ = context.lines.line_column(found[0].start)
    return {"name": context.text[found[0].start : found[0].end], "line": line, "count": len(found)}


def _repetition(seen: _Seen) -> dict[str, Fact]:
    return {"name": seen.candidate.form.text}


def _neighbours(seen: _Seen) -> dict[str, Fact]:
    before, after, _ = seen.beside
    return {"before": before, "after": after, "type": str(seen.candidate.form.entity.type)}


def _cue(seen: _Seen) -> dict[str, Fact]:
    told: dict[str, Fact] = {"type": str(seen.candidate.form.entity.type)}
    words = list[Fact](cue_words(*seen.beside))
    return {"words": words, **told} if words else told


def _type(seen: _Seen) -> dict[str, Fact]:
    form = seen.candidate.form
    return {"type": str(form.entity.type), "form": form.kind.name.lower().replace("_", " ")}


def _distance(seen: _Seen) -> dict[str, Fact]:
    found = nearest(seen.candidate.form.entity, seen.analysis.around)
    return {"km": round(found[0]), "place": found[1].name} if found else {}


def _country(seen: _Seen) -> dict[str, Fact]:
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


def _position(seen: _Seen) -> dict[str, Fact]:
    kinds = (("all_caps", "capitals"), ("hyphen", "hyphen"), ("sentence_start", "sentence start"))
    return next(({"at": kind} for feature, kind in kinds if seen.values[feature]), {})


def _related(seen: _Seen) -> dict[str, Fact]:
    own = seen.candidate.form.entity
    named = {key: found[0].forms[0].entity for key, found in seen.context.entity_mentions.items()}
    partners = [e for e in named.values() if own.id in e.related and own.type is not EntityType.PLACE]
    related = [named[key] for key in own.related if key in named]
    return next(({"name": e.canonical} for e in (*partners, *related)), {})


def _region(seen: _Seen) -> dict[str, Fact]:
    return {"name": f"{seen.candidate.form.text} {seen.beside[1]}".strip()}


def _prior(seen: _Seen) -> dict[str, Fact]:
    return {"population": seen.candidate.form.entity.population}


_FACTS: dict[str, Callable[[_Seen], Mapping[str, Fact]]] = {
    "sound": _sound,
    "reading": _reading,
    "joined": _joined,
    "margin": _margin,
    "word": _word,
    "known_name": _known_name,
    "letters": _letters,
    "consistent": _consistent,
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
