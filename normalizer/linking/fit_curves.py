"""Fits the curves of `model.py` and judges them by leaving out one language pair at a time; see `fit.py`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.doubt import hold_doubtful
from normalizer.linking.features import FEATURES
from normalizer.linking.fit_data import Collected
from normalizer.linking.link import WHOLE_NAME
from normalizer.linking.surnames import share_words

Floats = NDArray[np.float64]

KNOTS: dict[str, tuple[float, ...]] = {
    "ratio": (0.4, 0.55, 0.65, 0.75, 0.85, 0.95),
    "ratio_all": (0.6, 0.75, 0.85, 0.92, 1.0),
    "winkler": (0.5, 0.7, 0.85, 0.95),
    "cosine": (0.2, 0.4, 0.6, 0.75, 0.9),
    "per_letter": (0.2, 0.6, 1.0, 1.5, 2.2),
    "cost": (0.0, 4.0, 8.0, 14.0, 20.0),
    "length": (3.0, 5.0, 7.0, 10.0),
    "length_difference": (0.0, 1.0, 2.0, 4.0),
    "distance": (0.0, 1.0, 2.0, 3.0, 5.0),
    "words": (1.0, 2.0, 3.0),
    "equal_letters": (0.0, 0.3, 0.7),
    "zipf": (0.0, 1.6, 2.6, 3.6, 4.6),
    "zipf_name": (0.0, 1.6, 3.0, 4.5),
    "both_zipf": (0.0, 1.6, 2.4, 3.2),
    "given": (0.0, 2.0, 3.5, 5.5),
    "family": (0.0, 2.0, 3.5, 5.5),
    "town": (0.0, 3.5, 5.0, 6.5),
    "letters": (-4.0, -3.0, -2.4, -1.8),
    "letters_gain": (-1.2, -0.4, 0.0, 0.4, 1.2),
    "entity_in_text": (0.0, 0.7, 1.6),
    "names_words_in_text": (0.0, 0.7, 1.6),
    "spellings": (0.0, 0.7, 1.4),
    "near": (0.0, 0.6, 1.2, 1.8, 2.5),
    "size": (4.2, 4.54, 5.54),
    "related": (0.0, 1.0, 2.0),
    "person_letters": (0.0, 1.0, 1.6, 2.2),
    "odd_letters_in_many": (0.0, 0.6, 1.2, 2.2),
    "population": (0.0, 3.0, 4.0, 5.0, 6.5),
    "shared": (0.5, 1.3, 2.2),
    "confidence": (0.0, 0.15, 0.3, 0.5, 0.7, 0.9),
    "never_cued": (0.0, 0.7, 1.6),
    "read_otherwise": (0.0, 4.0, 6.0, 8.0, 10.0, 12.0),
    "read_elsewhere": (0.0, 4.0, 8.0, 12.0),
    "behind": (0.0, 1.0, 2.0, 4.0, 8.0),
}
"""Where the curves may bend; features without knots are 0 or 1."""

RISING = frozenset(
    """ratio ratio_all winkler cosine equal_letters length spellings entity_in_text near related population at_home
    compatriots person_at_home region_named names_words_in_text type_agrees full_name_in_text given_name_before
    confidence person_letters own_given_in_text read_otherwise odd_letters_in_many unknown_in_list
    unknown_organization_in_list""".split()
)
FALLING = frozenset(
    """per_letter cost distance zipf both_zipf given family town notable lower_in_text letters abroad person_abroad
    other_country_beside type_disagrees world more_marks foreign_beside never_cued shared other_given_in_text
    read_elsewhere behind""".split()
)
"""Curves that may only rise or fall: the direction is known, and holding it keeps noise out."""

IN_LIST = frozenset(("unknown_in_list", "unknown_organization_in_list"))
"""Features that are 0 among very many names, so that the weights for these, which learn from lists too, do not count on
them.
"""

RIDGE = 0.5
KINDS = {"list": ("mt", "clean", "own"), "many": ("town", "slip", "untouched", "house")}
"""The kinds of documents that were held against a list of names, and against names of everything."""
CLEAN_WEIGHT, OWN_WEIGHT = 3.0, 2.0
"""Of the candidates in clean texts with others' names and with their own."""
SLIP_WEIGHT = {"list": 0.0, "many": 0.6}
"""Of the candidates in texts in which slips were made here. All else is learned from both for lists of names and for
very many, but how often typists and engines make which slip is not known, and with lists they cost evidence that was
seen in real translations."""
HOUSE_WRONG_WEIGHT = 0.3
"""Of the wrong candidates in translations against the shipped names: more than half of the likely ones are right, and
their references misspell the name or romanise it otherwise."""
LEAST = -5.0
"""Log-odds below which no threshold is ever set."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The columns of the design matrix: which feature and which step of its curve each is, and its bounds."""

    feature: tuple[int, ...]
    step: tuple[int, ...]
    bounds: tuple[tuple[float | None, float | None], ...]


def basis(left_out: frozenset[str] = frozenset()) -> Basis:
    """One column for each step between two knots (or one for a feature of 0 and 1)."""
    feature, step, bounds = [], [], []
    for f, name in enumerate(FEATURES):
        if name in left_out:
            continue
        for s in range(max(1, len(KNOTS.get(name, (0, 1))) - 1)):
            feature.append(f)
            step.append(s)
            bounds.append((0.0 if name in RISING else None, 0.0 if name in FALLING else None))
    return Basis(tuple(feature), tuple(step), tuple(bounds))


def design(rows: NDArray[np.float32], b: Basis) -> Floats:
    """Each value as the share of each step that it has climbed: 0 below the step, 1 above it."""
    out = np.empty((len(rows), len(b.feature)))
    for column, (f, s) in enumerate(zip(b.feature, b.step, strict=True)):
        knots = KNOTS.get(FEATURES[f], (0.0, 1.0))
        out[:, column] = np.clip((rows[:, f] - knots[s]) / (knots[s + 1] - knots[s]), 0, 1)
    return out


@dataclass(frozen=True, slots=True)
class Spans:
    """The candidates in the order of their spans: `order` sorts the rows, each span begins at `starts`.

    Within a span those of one name stand together, each name from one of `names` on; `right` marks the right candidates
    (in that order) and `weight` what each span counts.
    """

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: NDArray[np.int64]
    right: NDArray[np.bool_]
    weight: Floats


def spans_of(data: Collected, rows: NDArray[np.int64], weights: Floats) -> Spans:
    """Group rows by span; a span with a right candidate counts as much as that, another as its least candidate.

    `weights` are those of all rows.
    """
    c = data.candidates
    ids = {form: i for i, form in enumerate(sorted({form for _, form in c.group}))}
    keys = np.array([(c.document[k], *c.span[k], ids[c.group[k][1]]) for k in rows.tolist()], dtype=np.int64)
    order = rows[np.lexsort(keys.T[::-1])]
    keys = keys[np.lexsort(keys.T[::-1])]
    new = np.vstack([np.ones(5, dtype=bool), keys[1:] != keys[:-1]])
    starts, names = np.flatnonzero(new[:, :4].any(axis=1)), np.flatnonzero(new.any(axis=1))
    right = np.asarray(c.label)[order] > 0
    own = weights[order]
    best = np.maximum.reduceat(np.where(right, own, 0.0), starts)
    return Spans(order, starts, names, right, np.where(best > 0, best, np.minimum.reduceat(own, starts)))


def fit_weights(x: Floats, spans: Spans, b: Basis, size: str) -> Floats:
    """A softmax over the candidates of each span and none of them, with a ridge and signs held to `b.bounds`.

    The weights are for one of `KINDS`, its `size`. `x` holds the rows in the order of `spans.order`; the last weight is
    the bias of any candidate against none.
    """
    from scipy.optimize import minimize

    sizes = np.diff(np.r_[spans.starts, len(x)])
    some = np.logical_or.reduceat(spans.right, spans.starts)
    each = np.repeat(spans.weight, sizes)

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w[:-1] + w[-1]
        top = np.maximum(np.maximum.reduceat(z, spans.starts), 0)
        e = np.exp(z - np.repeat(top, sizes))
        total = np.add.reduceat(e, spans.starts) + np.exp(-top)
        hit = np.add.reduceat(np.where(spans.right, e, 0), spans.starts)
        target = np.where(some, hit, np.exp(-top))
        value = float(spans.weight @ (np.log(total) - np.log(target))) + 0.5 * RIDGE * float(w[:-1] @ w[:-1])
        p = e / np.repeat(total, sizes)
        wanted = np.where(spans.right, e / np.repeat(np.where(some, hit, 1.0), sizes), 0.0)
        error = each * (p - wanted)
        return value, np.r_[error @ x + RIDGE * w[:-1], error.sum()]

    start = np.zeros(x.shape[1] + 1)
    start[-1] = -3.0
    unused = IN_LIST if size == "many" else frozenset()
    bounds = [(0.0, 0.0) if FEATURES[f] in unused else own for f, own in zip(b.feature, b.bounds, strict=True)]
    result = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)], options={"maxiter": 500, "maxcor": 30}
    )
    return np.asarray(result.x)


def span_logits(spans: Spans, scores: Floats, out: Floats) -> None:
    """Write the log-odds of each candidate being right into `out`, at its row; `scores` are in the order of `spans`.

    As `rivals.span_logits` has it, but that names are told apart by their spelling, not by what they name.
    """
    sizes = np.diff(np.r_[spans.starts, len(scores)])
    top = np.maximum(np.maximum.reduceat(scores, spans.starts), 0)
    e = np.exp(scores - np.repeat(top, sizes))
    total = np.repeat(np.add.reduceat(e, spans.starts) + np.exp(-top), sizes)
    alike = np.diff(np.r_[spans.names, len(scores)])
    own = np.repeat(np.add.reduceat(e, spans.names), alike)
    behind = scores - np.repeat(np.maximum.reduceat(scores, spans.names), alike)
    out[spans.order] = np.log(own) - np.log(np.maximum(total - own, 1e-12)) + behind


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidates that linking would take, by row, with their probabilities."""

    row: NDArray[np.int64]
    p: Floats


def choose_all(data: Collected, logit: Floats) -> Chosen:
    """What `link.pool` and `link.choose` do, for all documents of the set: no threshold is known yet, so that the order
    is that of the log-odds alone.
    """
    c = data.candidates
    document = np.asarray(c.document)
    pooled = logit.copy()
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for k, (d, g) in enumerate(zip(c.document, c.group, strict=True)):
        groups[(d, *g)].append(k)
    for members in groups.values():
        if len(members) > 1:
            pooled[members] = logit[members].max()
    people = [person and (d, person) for d, person in zip(c.document, c.person, strict=True)]
    words = [
        (length, tuple((d, *pair) for pair in pairs)) for d, (length, pairs) in zip(c.document, c.words, strict=True)
    ]
    pooled = share_words(people, words, pooled)
    lengths = np.array([stop - start for _, start, stop in c.span])
    order = np.lexsort((-(pooled + WHOLE_NAME * lengths), document))
    taken: set[tuple[int, int, int]] = set()
    rows = []
    for k in order.tolist():
        if pooled[k] < LEAST:
            continue
        run, start, stop = c.span[k]
        places = [(c.document[k], run, i) for i in range(start, stop)]
        if any(p in taken for p in places):
            continue
        taken.update(places)
        if not c.same[k]:
            rows.append(k)
    row = np.array(rows, dtype=np.int64)
    return Chosen(row, 1 / (1 + np.exp(-pooled[row])))


def cross_validate(data: Collected, x: Floats, b: Basis, groups: Sequence[str]) -> Floats:
    """The log-odds of each candidate by the model that never saw its document's group; `x` is the `design` of all."""
    c = data.candidates
    document = np.asarray(c.document)
    group, kind = np.asarray(groups)[document], np.asarray(data.kinds)[document]
    logit = np.zeros(len(x))
    for size, kinds in KINDS.items():
        weights = training_weights(data, size)
        for held_out in sorted(set(groups)):
            seen = spans_of(data, np.flatnonzero((group != held_out) & (weights > 0)), weights)
            w = fit_weights(x[seen.order], seen, b, size)
            unseen = spans_of(data, np.flatnonzero((group == held_out) & np.isin(kind, kinds)), weights)
            span_logits(unseen, x[unseen.order] @ w[:-1] + w[-1], logit)
    return hold_doubtful(logit, np.asarray(c.doubtful))


def seen_logits(data: Collected, x: Floats, fitted: Mapping[str, Floats]) -> Floats:
    """The log-odds of each candidate by the weights that were `fitted` to all of them, for each of `KINDS`."""
    c = data.candidates
    kind = np.asarray(data.kinds)[np.asarray(c.document)]
    logit = np.zeros(len(x))
    for size, kinds in KINDS.items():
        w = fitted[size]
        spans = spans_of(data, np.flatnonzero(np.isin(kind, kinds)), np.asarray(c.weight))
        span_logits(spans, x[spans.order] @ w[:-1] + w[-1], logit)
    return hold_doubtful(logit, np.asarray(c.doubtful))


def training_weights(data: Collected, size: str) -> Floats:
    """What each candidate counts in the fit for one of `KINDS`: a spelling counts once however often it stands.

    Six systems translate each source, so that a spelling would count by how many of them write it.
    """
    c = data.candidates
    document = np.asarray(c.document)
    kinds = np.asarray(data.kinds)[document]
    weight = np.asarray(c.weight).copy()
    for kind, factor in (("clean", CLEAN_WEIGHT), ("own", OWN_WEIGHT), ("slip", SLIP_WEIGHT[size])):
        weight[kinds == kind] *= factor
    weight[(kinds == "house") & (np.asarray(c.label) == 0)] *= HOUSE_WRONG_WEIGHT
    spans = {(d, *span): spelling for d, span, (spelling, _) in zip(c.document, c.span, c.group, strict=True)}
    often = Counter((data.pairs[d], data.kinds[d], spelling) for (d, *_), spelling in spans.items())
    times = [often[data.pairs[d], data.kinds[d], g[0]] for d, g in zip(c.document, c.group, strict=True)]
    return np.asarray(weight / np.sqrt(times))
