"""Links the mentions of a document: which spans are garbles, of which names, and how sure that is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer.forms import FormIndex
from normalizer.gazetteer.parts import Parts
from normalizer.linking.align import Candidate
from normalizer.linking.candidates import find_candidates
from normalizer.linking.context import Context, lower_words
from normalizer.linking.features import document_rows
from normalizer.linking.model import Model, probability
from normalizer.linking.places import Surroundings, lies_near, surroundings
from normalizer.linking.screen import Screen
from normalizer.linking.similar import SimilarWords
from normalizer.linking.world import WorldNames, known_towns, lone_syllables, with_world, world_candidates
from normalizer.linking.writeback import replacement, trimmed
from normalizer.mentions.find import exact_mentions, uncovered_words
from normalizer.model import EntityType
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import Run, fold_words, lower_case_runs, runs

WHOLE_NAME = 1.5
"""Nats by which each further word of a span puts it before a part of it: the whole name before the surname."""

_NOT_SPELLING = str.maketrans("", "", "’ʼ'ʿʾ‘`´.")
SURNAME_ALONE = 0.2
"""Nats that a surname alone stays behind the full name that is garbled in the same way."""
SHORTEST_LOST = 5
"""Letters of a word that is known for a name when it has lost its capital."""
NEARBY = 250.0
"""Kilometres from a named place within which all places are looked at for one that shares its consonants."""


@dataclass(frozen=True, slots=True)
class Names:
    """A gazetteer made ready for linking; `screen` leaves out what no document makes likely, `no_screen` nothing."""

    index: FormIndex
    similar: SimilarWords
    places: Parts
    screen: Screen
    no_screen: Screen
    world: WorldNames | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document taken apart: its runs, its exact mentions, and every candidate with its features (a row each)."""

    context: Context
    candidates: list[Candidate]
    rows: NDArray[np.float32]
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-odds (nats) by row: of each candidate against none; among the rivals of its span; as the surest of its
    spelling has it; and, `pooled`, with what the document's other garbles say.
    """

    alone: NDArray[np.float64]
    among: NDArray[np.float64]
    shared: NDArray[np.float64]
    pooled: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Link:
    """A span and the form that it most likely stands for; `rivals` are the other candidates, the likeliest first."""

    start: int
    end: int
    candidate: Candidate
    row: int
    replacement: str
    probability: float
    rivals: tuple[tuple[Candidate, float], ...]


def analyse(
    text: str, names: Names, protected: Sequence[tuple[int, int]], first_line: int = 1, weigh_all: bool = False
) -> Analysis:
    """Find what a text may name; `first_line` is the number of its first line.

    With `weigh_all` also the candidates are weighed that no document could make likely.
    """
    screen = names.no_screen if weigh_all else names.screen
    found = _with_lost_capitals(text, runs(text, protected), protected)
    exact = exact_mentions(text, found, names.index)
    context = Context(text, found, exact, first_line)
    uncovered = uncovered_words(found, exact)
    known = known_towns(found, uncovered, names.world) if names.world is not None else []
    around = surroundings(context, names.index, known)

    def near(word: str) -> list[str]:
        alike = names.places.places_alike(word) if around.points else []
        return [fold_words(e.canonical)[0] for e in alike if lies_near(e, around.points, NEARBY)]

    candidates = find_candidates(found, exact, uncovered, screen, names.similar, near)
    if names.world is not None:
        towns = screen.left(world_candidates(found, uncovered, lone_syllables(found, exact), names.world), found)
        candidates = with_world(candidates, towns)
    static = screen.static.rows(candidates, found)
    rows = np.hstack([static, document_rows(candidates, context, names.index, around)])
    return Analysis(context, candidates, rows, around)


def _with_lost_capitals(text: str, found: list[Run], protected: Sequence[tuple[int, int]]) -> list[Run]:
    """The runs of a text and the places where a name of theirs that is no English word stands in lower case."""
    lower = lower_words(text)
    words = {w.fold for run in found for w in run.words if len(w.fold) >= SHORTEST_LOST and w.fold in lower}
    return lower_case_runs(text, found, {w for w in words if not word_zipf(w)}, protected)


def score(analysis: Analysis, model: Model) -> Scores:
    """What the model makes of every candidate."""
    alone = model.bias + model.contributions(analysis.rows).sum(axis=1)
    among = span_logits(analysis.candidates, alone)
    shared = pool(analysis, among)
    return Scores(alone, among, shared, with_company(analysis, shared, model))


def link(analysis: Analysis, scores: Scores, least: float) -> list[Link]:
    """The likeliest candidates, without overlaps, in the order of the text; only those of `least` (0–1) or more."""
    return choose(analysis, scores.pooled, least)


def span_logits(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log-odds of each candidate where the entities of its span and none of them are held against each other.

    `scores` are the candidates' log-odds against none (nats). A softmax over each span, in which none counts as 0; the
    forms of one entity stand together against the others, and the less likely of them as far behind as their scores.
    """
    if not candidates:
        return scores
    ids = {e: i for i, e in enumerate(sorted({c.form.entity.id for c in candidates}))}
    keys = np.array([(c.run, c.start, c.stop, ids[c.form.entity.id]) for c in candidates], dtype=np.int64)
    order = np.lexsort(keys.T[::-1])
    keys, z = keys[order], scores[order]
    new = np.vstack([np.ones(4, dtype=bool), keys[1:] != keys[:-1]])
    spans, entities = np.flatnonzero(new[:, :3].any(axis=1)), np.flatnonzero(new.any(axis=1))
    in_span, in_entity = np.diff(np.r_[spans, len(z)]), np.diff(np.r_[entities, len(z)])
    top = np.repeat(np.maximum(np.maximum.reduceat(z, spans), 0), in_span)
    e = np.exp(z - top)
    total = np.repeat(np.add.reduceat(e, spans), in_span) + np.exp(-top)
    own = np.repeat(np.add.reduceat(e, entities), in_entity)
    behind = z - np.repeat(np.maximum.reduceat(z, entities), in_entity)
    out = np.empty_like(scores)
    out[order] = np.log(own) - np.log(np.maximum(total - own, 1e-12)) + behind
    return out


def pool(analysis: Analysis, logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give all mentions of one spelling and one form the logit of the surest of them."""
    groups: dict[tuple[tuple[str, ...], str, str], list[int]] = defaultdict(list)
    for k, c in enumerate(analysis.candidates):
        words = tuple(w.fold for w in _run(analysis, c).words[c.start : c.stop])
        groups[words, c.form.entity.id, c.form.text].append(k)
    pooled = logits.copy()
    for members in groups.values():
        if len(members) > 1:
            pooled[members] = logits[members].max()
    return _surnames_follow(analysis.candidates, pooled)


def _surnames_follow(candidates: Sequence[Candidate], logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give a surname alone nearly the log-odds of the full name that garbles it in the same way."""
    full: dict[tuple[str, str, str], float] = {}
    for c, logit in zip(candidates, logits.tolist(), strict=True):
        if len(c.form.words) > 1 and c.form.entity.type is EntityType.PERSON:
            for pair in c.pairs:
                key = (c.form.entity.id, pair.word, pair.name)
                full[key] = max(logit, full.get(key, logit))
    out = logits.copy()
    for k, c in enumerate(candidates):
        if len(c.form.words) == 1 and len(c.pairs) == 1:
            known = full.get((c.form.entity.id, c.pairs[0].word, c.pairs[0].name))
            out[k] = max(out[k], known - SURNAME_ALONE) if known is not None else out[k]
    return out


def with_company(analysis: Analysis, logits: NDArray[np.float64], model: Model) -> NDArray[np.float64]:
    """The log-odds where the document's other garbles count too: a text that garbles one name garbles others.

    `logits` are those of each candidate by itself. What counts is how many other spellings of the document are garbles
    by these, more likely than not, and whether one of them is of the same form.
    """
    if not len(logits) or logits.max() < 0:
        return model.company.of(logits, np.zeros(len(logits)), np.zeros(len(logits)))
    spelling = [" ".join(w.fold for w in _run(analysis, c).words[c.start : c.stop]) for c in analysis.candidates]
    sure = {spelling[x.row]: x.candidate.form.text for x in choose(analysis, logits, 0.5)}
    others = np.array([len(sure) - (s in sure) for s in spelling], dtype=np.float64)
    same = np.array(
        [
            any(form == c.form.text and s != own for s, form in sure.items())
            for own, c in zip(spelling, analysis.candidates, strict=True)
        ],
        dtype=np.float64,
    )
    return model.company.of(logits, others, same)


def choose(analysis: Analysis, logits: NDArray[np.float64], least: float) -> list[Link]:
    """Take the candidates by falling log-odds, leaving out what overlaps one already taken."""
    order = sorted(
        range(len(logits)),
        key=lambda k: (
            -round(float(logits[k]) + WHOLE_NAME * (analysis.candidates[k].stop - analysis.candidates[k].start), 9),
            analysis.candidates[k].form.kind,
            analysis.candidates[k].form.text,
            analysis.candidates[k].form.entity.id,
        ),
    )
    taken: dict[tuple[int, int], int] = {}
    links: list[Link] = []
    text = analysis.context.text
    for k in order:
        c = analysis.candidates[k]
        p = probability(float(logits[k]))
        if p < least:
            continue
        places = [(c.run, i) for i in range(c.start, c.stop)]
        if any(place in taken for place in places):
            continue
        run = _run(analysis, c)
        start, end = run.words[c.start].start, run.words[c.stop - 1].end
        for place in places:
            taken[place] = k
        new = replacement(text, run, c)
        if plain(new) == plain(text[start:end]):
            continue
        if c.form.entity.type is EntityType.PERSON:
            start, end, new = trimmed(text, start, end, new)
        rivals = tuple(
            (analysis.candidates[j], probability(float(logits[j])))
            for j in order
            if j != k
            and _overlap(analysis.candidates[j], c)
            and analysis.candidates[j].form.entity is not c.form.entity
        )[:3]
        links.append(Link(start, end, c, k, new, p, rivals))
    return sorted(links, key=lambda x: x.start)


def plain(name: str) -> str:
    """A name without what newspapers differ in and no one garbles: case, full stops, the shape of the apostrophe."""
    return name.casefold().translate(_NOT_SPELLING)


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.run == b.run and a.start < b.stop and b.start < a.stop


def _run(analysis: Analysis, candidate: Candidate) -> Run:
    return analysis.context.runs[candidate.run]
