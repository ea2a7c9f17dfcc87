"""Links the mentions of a document: which spans are garbles, of which names, and how sure that is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from normalizer.gazetteer.forms import FormIndex
from normalizer.gazetteer.parts import Parts
from normalizer.linking.align import Candidate, spelling
from normalizer.linking.candidates import find_candidates
from normalizer.linking.company import KIN, LIKELY, garbles_of
from normalizer.linking.context import Context, lower_words
from normalizer.linking.doubt import Doubt, doubts, hold_doubtful
from normalizer.linking.features import document_rows
from normalizer.linking.model import Model, probability
from normalizer.linking.people import without_people
from normalizer.linking.places import Surroundings, lies_near, surroundings
from normalizer.linking.plurals import is_plural
from normalizer.linking.precedence import Level, without_overruled
from normalizer.linking.rivals import behind, span_logits
from normalizer.linking.rules import is_compound, marks
from normalizer.linking.screen import Screen
from normalizer.linking.similar import SimilarWords
from normalizer.linking.spelling import many_of
from normalizer.linking.surnames import person_of, share_words, words_of_name
from normalizer.linking.world import WorldNames, known_towns, lone_syllables, with_world, world_candidates
from normalizer.linking.writeback import replacement, trimmed
from normalizer.mentions.find import exact_mentions, named_words, parts_of_names, uncovered_words
from normalizer.model import EntityType
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import APOSTROPHES, Run, fold_words, lower_case_runs, runs

WHOLE_NAME = 1.5
"""Nats by which each further word of a span puts it before a part of it: the whole name before the surname."""

NOTHING: Mapping[str, str] = MappingProxyType({})
_NOT_SPELLING = str.maketrans("", "", f"{APOSTROPHES}´.")
SHORTEST_LOST = 5
"""Letters of a word that is known for a name when it has lost its capital."""
_NEARLY = 0.85
"""How like a capitalised word of the text one in lower case is that may be the same name, garbled."""
NEARBY = 250.0
"""Kilometres from a named place within which all places are looked at for one that shares its consonants."""


@dataclass(frozen=True, slots=True)
class Names:
    """A gazetteer made ready for linking; `screen` leaves out what no document makes likely, `no_screen` nothing.

    `level` tells which layer an entity is of; None where there is one only.
    """

    index: FormIndex
    similar: SimilarWords
    places: Parts
    screen: Screen
    no_screen: Screen
    world: WorldNames | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document taken apart: its runs, its exact mentions, and every candidate with its features (a row each).

    `doubts` are the rows of candidates that are held at even odds.
    """

    context: Context
    candidates: list[Candidate]
    rows: NDArray[np.float32]
    around: Surroundings
    doubts: Mapping[int, Doubt]


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-odds (nats) by row: of each candidate against none; among the rivals of its span; as the surest of its
    spelling has it; the same made to hold were it the document's only garble; and, `pooled`, with what the others say.
    `held` is what doubt took away, and `kin` tells where a word that is garbled elsewhere too, in another name or form,
    has a part.
    """

    alone: NDArray[np.float64]
    among: NDArray[np.float64]
    shared: NDArray[np.float64]
    lone: NDArray[np.float64]
    pooled: NDArray[np.float64]
    held: NDArray[np.float64]
    kin: NDArray[np.bool_]


_NONE = np.zeros(0)
_NO_SCORES = Scores(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE.astype(np.bool_))


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
    context = Context(text, found, exact, first_line, tuple(protected))
    parts = parts_of_names(found, exact)
    uncovered = uncovered_words(found, exact, parts)
    known = known_towns(found, uncovered, names.world) if names.world is not None else []
    around = surroundings(context, names.index, known)

    def near(word: str) -> list[str]:
        alike = names.places.places_alike(word) if around.points else []
        return [fold_words(e.canonical)[0] for e in alike if lies_near(e, around.points, NEARBY)]

    candidates = find_candidates(found, exact, uncovered, parts, screen, names.similar, near, around)
    if names.world is not None:
        towns = screen.left(world_candidates(text, found, uncovered, lone_syllables(found, exact), names.world), found)
        candidates = with_world(candidates, [c for c in towns if not is_plural(c, found[c.run], names.index)])
    candidates = without_people(candidates, found, text)
    if names.level is not None:
        candidates = without_overruled(context, candidates, names.level)
    static = screen.static.rows(candidates, found)
    far = behind(candidates, static)
    rows = np.hstack([static, document_rows(candidates, context, names.index, around, static, far)])
    held = doubts(candidates, found, text, static, far, context.word_counts, named_words(exact), around)
    return Analysis(context, candidates, rows, around, held)


def _with_lost_capitals(text: str, found: list[Run], protected: Sequence[tuple[int, int]]) -> list[Run]:
    """The runs of a text and the places where a name of theirs that is no English word, or nearly one, stands in lower
    case.
    """
    lower = lower_words(text, tuple(protected))
    written = {w.fold for run in found for w in run.words if len(w.fold) >= SHORTEST_LOST}
    strange = [w for w in lower if len(w) >= SHORTEST_LOST and not word_zipf(w)]
    listed = sorted(written) if strange else []
    words = {w for w in strange if (w in written or _is_nearly_one_of(w, listed)) and not is_compound(w)}
    return lower_case_runs(text, found, words, protected)


def _is_nearly_one_of(word: str, written: Sequence[str]) -> bool:
    """Whether a word is nearly one that the text writes with a capital, and not one with an ending: macronists."""
    found = process.extractOne(word, written, scorer=Indel.normalized_similarity, score_cutoff=_NEARLY)
    return found is not None and not word.startswith(found[0])


def score(analysis: Analysis, model: Model, corrected: Mapping[str, str] = NOTHING) -> Scores:
    """What the model makes of every candidate; `corrected` are the garbles (folded) that the document held before."""
    if not analysis.candidates:
        return _NO_SCORES
    doubtful = list(analysis.doubts)
    alone = model.logits(analysis.rows)
    among = span_logits(analysis.candidates, alone)
    bounded = hold_doubtful(among, doubtful)
    shared = pool(analysis, bounded)
    surest = _lone(analysis, shared, model)
    lone = hold_doubtful(surest, doubtful)
    # Where nothing is likely, nothing keeps anything company.
    any_likely = bool(corrected) or probability(float(shared.max())) >= LIKELY
    pooled, kin = lone, np.zeros(len(lone), dtype=np.bool_)
    if any_likely:
        changed, kin = with_company(analysis, shared, model, corrected)
        pooled = hold_doubtful(changed, doubtful)
    return Scores(alone, among, shared, lone, pooled, among - bounded + surest - lone, kin)


def link(analysis: Analysis, scores: Scores, least: float, fix_at: float = 1.0) -> list[Link]:
    """The likeliest candidates, without overlaps, in the order of the text; only those of `least` (0–1) or more.

    Those of `fix_at` (0–1) or more go before all others, so that what is only shown keeps nothing from being put right.
    """
    return choose(analysis, scores.pooled, least, fix_at)


def pool(analysis: Analysis, logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give all mentions of one spelling and one form the logit of the surest of them."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for k, c in enumerate(analysis.candidates):
        groups[spelling(c, _run(analysis, c)), c.form.entity.id, c.form.text].append(k)
    pooled = logits.copy()
    for members in groups.values():
        if len(members) > 1:
            pooled[members] = logits[members].max()
    found = analysis.candidates
    return share_words([person_of(c) for c in found], [words_of_name(c) for c in found], pooled)


def with_company(
    analysis: Analysis, logits: NDArray[np.float64], model: Model, corrected: Mapping[str, str] = NOTHING
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The log-odds where the document's other garbles count too, by `logits`, those of each candidate by itself, and
    those that were put right before, `corrected`; and where the same word is garbled elsewhere.
    """
    spelled = [spelling(c, _run(analysis, c)) for c in analysis.candidates]
    garbles = garbles_of(corrected)
    for x in choose(analysis, logits, LIKELY):
        c = x.candidate
        garbles.add(spelled[x.row], c.form.text, x.probability, (c.run, c.start, c.stop))
    told = [
        garbles.beside(own, c.form.text, [x.name for x in c.pairs], (c.run, c.start, c.stop))
        for own, c in zip(spelled, analysis.candidates, strict=True)
    ]
    others, same, kin = np.array(told, dtype=np.float64).T
    return model.with_company(logits + KIN * kin, others, same, many_of(analysis.rows)), kin > 0


def _lone(analysis: Analysis, logits: NDArray[np.float64], model: Model) -> NDArray[np.float64]:
    none = np.zeros(len(logits))
    return model.with_company(logits, none, none, many_of(analysis.rows))


def choose(analysis: Analysis, logits: NDArray[np.float64], least: float, fix_at: float = 1.0) -> list[Link]:
    """Take the candidates by falling log-odds, leaving out what overlaps one already taken."""
    sure = [probability(logit) for logit in logits.tolist()]
    if not sure or max(sure) < least:
        return []
    order = by_likelihood(analysis.candidates, logits, fix_at)
    taken: dict[tuple[int, int], int] = {}
    links: list[Link] = []
    text = analysis.context.text
    for k in order:
        c, p = analysis.candidates[k], sure[k]
        if p < least:
            continue
        places = [(c.run, i) for i in range(c.start, c.stop)]
        if any(place in taken for place in places):
            continue
        run = _run(analysis, c)
        start, end = run.words[c.start].start, run.words[c.stop - 1].end
        for place in places:
            taken[place] = k
        new = replacement(analysis.context, run, c)
        if is_as_good(text[start:end], new):
            continue
        if c.form.entity.type is EntityType.PERSON:
            start, end, new = trimmed(text, start, end, new)
        rivals = tuple(
            (analysis.candidates[j], sure[j])
            for j in order
            if j != k
            and _overlap(analysis.candidates[j], c)
            and analysis.candidates[j].form.entity is not c.form.entity
            and analysis.candidates[j].form.text != c.form.text
        )[:3]
        links.append(Link(start, end, c, k, new, p, rivals))
    return sorted(links, key=lambda x: x.start)


def by_likelihood(candidates: Sequence[Candidate], logits: NDArray[np.float64], fix_at: float) -> list[int]:
    """The rows of the candidates, those of the probability `fix_at` or more first, and the likeliest of each first."""
    keys = [
        (
            probability(z) < fix_at,
            -round(z + WHOLE_NAME * (c.stop - c.start), 9),
            c.form.kind,
            c.form.text,
            c.form.entity.id,
        )
        for c, z in zip(candidates, logits.tolist(), strict=True)
    ]
    return sorted(range(len(keys)), key=keys.__getitem__)


def plain(name: str) -> str:
    """A name without what newspapers differ in and no one garbles: case, full stops, the shape of the apostrophe."""
    return name.casefold().translate(_NOT_SPELLING)


def is_as_good(mention: str, name: str) -> bool:
    """Whether a mention needs no name in its place: the two are `plain`ly equal, or the name only lacks marks."""
    return plain(mention) == plain(name) or (marks(mention) > marks(name) and fold_words(mention) == fold_words(name))


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.run == b.run and a.start < b.stop and b.start < a.stop


def _run(analysis: Analysis, candidate: Candidate) -> Run:
    return analysis.context.runs[candidate.run]
