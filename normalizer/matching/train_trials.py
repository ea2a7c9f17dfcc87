"""Searches by models that have not seen the name: the confidence is fitted on them, and the shares found are scored."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizer.matching import score, train_channel
from normalizer.matching.channel import pair_costs
from normalizer.matching.fold import fold
from normalizer.matching.train_data import LATIN, MECHANICAL, Pairs, towns, weights
from normalizer.matching.train_people import PERSON, RESPELT
from normalizer.matching.train_tune import nearest

SIZES = ((15_000, 500), (15_000, 10_000), (500, 200_000))
"""The indexes that the confidence is fitted on: least population of a town, and the most names."""
QUERIES = 1_500
CANDIDATES = 100
AMONG = 20
SLIPS = "SLIP"
"""People's names with one letter left out, swapped with the next or replaced."""
Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Models:
    """What searches: the vectors of the pairs' queries and names, an encoder of other queries, the channel's units."""

    queries: Vectors
    names: Vectors
    encode: Encode
    units: dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Trial:
    """Queries, their kinds, the row of the right name of each, the index's names and priors, what the models say."""

    queries: Sequence[str]
    kinds: Sequence[str]
    gold: NDArray[np.int64]
    names: Sequence[str]
    priors: Vectors
    query_vectors: Vectors
    name_vectors: Vectors
    costs: Callable[[Sequence[tuple[str, str]]], Vectors]


def town_trials(pairs: Pairs, split: int, models: Models) -> Iterator[Trial]:
    """Yield searches for the towns of a split in indexes of several sizes."""
    table = train_channel.table(models.units)
    rng = np.random.default_rng(split)
    of_name: dict[str, int] = {}
    for _, name, population, _ in towns():
        of_name[fold(name)] = max(of_name.get(fold(name), 0), population)
    known = {name: row for row, name in enumerate(pairs.names)}
    foreign = ~np.isin(np.array(pairs.script), [LATIN, MECHANICAL])
    for least, most in SIZES:
        index = sorted(name for name, people in of_name.items() if people >= least and name in known)
        index = sorted(rng.choice(index, min(most, len(index)), replace=False).tolist())
        rows = {known[name]: place for place, name in enumerate(index)}
        good = np.array([int(gold) in rows for gold in pairs.gold])
        share = weights(pairs, 0.4) * good * (pairs.split == split) * np.where(foreign, 1.0, 0.2)
        asked = min(QUERIES, int((share > 0).sum()))
        picked = rng.choice(len(share), asked, replace=False, p=share / share.sum())
        yield Trial(
            queries=[pairs.queries[i] for i in picked.tolist()],
            kinds=[pairs.script[i] for i in picked.tolist()],
            gold=np.array([rows[int(pairs.gold[i])] for i in picked]),
            names=index,
            priors=np.log10(1 + np.array([of_name[name] for name in index], dtype=np.float32)),
            query_vectors=models.queries[picked],
            name_vectors=models.names[[known[name] for name in index]],
            costs=lambda some: pair_costs(some, table),
        )


def people_trial(pairs: Pairs, split: int, models: Models) -> Trial:
    """Return searches for people's names of a split among those of all splits, and for names with a slip in them."""
    table = train_channel.table(models.units)
    rng = np.random.default_rng(split)
    rows = np.flatnonzero(np.isin(np.array(pairs.script), [PERSON, RESPELT]))
    index = np.unique(pairs.gold[rows])
    own = rows[pairs.split[rows] == split]
    picked = rng.choice(own, min(QUERIES, len(own)), replace=False)
    long = [int(pairs.gold[i]) for i in rng.choice(own, min(QUERIES, len(own)), replace=False)]
    slipped = [row for row in long if len(pairs.names[row]) > 5]
    slips = [slip(pairs.names[row], rng) for row in slipped]
    return Trial(
        queries=[*(pairs.queries[i] for i in picked.tolist()), *slips],
        kinds=[*(pairs.script[i] for i in picked.tolist()), *[SLIPS] * len(slips)],
        gold=np.searchsorted(index, np.concatenate([pairs.gold[picked], np.array(slipped, dtype=np.int32)])),
        names=[pairs.names[row] for row in index.tolist()],
        priors=np.zeros(len(index), dtype=np.float32),
        query_vectors=np.concatenate([models.queries[picked], models.encode(slips)]),
        name_vectors=models.names[index],
        costs=lambda some: pair_costs(some, table),
    )


def slip(name: str, rng: np.random.Generator) -> str:
    """Return a name with one letter left out, swapped with the next or replaced, never the first or the last."""
    place, way = int(rng.integers(1, len(name) - 2)), int(rng.integers(3))
    if way == 0:
        return name[:place] + name[place + 1 :]
    if way == 1:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name[:place] + chr(ord("a") + int(rng.integers(26))) + name[place + 1 :]


def ranks(trial: Trial) -> NDArray[np.int64]:
    """Return the place of the right name of each query, by spelling alone (0: first; CANDIDATES: not found)."""
    near, cosines = nearest(trial.query_vectors, trial.name_vectors, min(CANDIDATES, len(trial.names) - 1))
    out = np.full(len(trial.queries), CANDIDATES, dtype=np.int64)
    for number, query in enumerate(trial.queries):
        names = [trial.names[row] for row in near[number].tolist()]
        slips = score.slip_costs(score.ratios(query, names), query, names)
        mixed = score.mixed_costs(trial.costs([(query, name) for name in names]), slips)
        points = score.scores(mixed, cosines[number], trial.priors[near[number]], 0.0)
        right = np.flatnonzero(near[number] == trial.gold[number])
        if len(right):
            out[number] = (points > points[right[0]]).sum()
    return out


def scored(trials: Sequence[Trial]) -> Scores:
    """Return for each kind of query how many were asked, and the shares with the right name first and among 20."""
    places: dict[str, list[int]] = defaultdict(list)
    for trial in trials:
        for kind, place in zip(trial.kinds, ranks(trial).tolist(), strict=True):
            places[kind].append(place)
    return {
        kind: {
            "queries": len(some),
            "first": round(float(np.mean(np.array(some) == 0)), 3),
            f"among {AMONG}": round(float(np.mean(np.array(some) < AMONG)), 3),
        }
        for kind, some in sorted(places.items())
    }
