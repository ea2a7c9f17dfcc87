"""What ranks the candidates of a query, and the probability that the first of them is right.

Two hypotheses say how a name came to be misspelt: the learned channel, and a plain slip, where letters are lost, added
or swapped whatever they sound like. Their likelihoods are mixed, not their scores added, so that a name is near when
either explains it: cost = -log((1 - s) exp(-channel) + s exp(-slip)).
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from normalizer.matching.data_files import load

COSINE_WEIGHT = 11.0
SLIP_SHARE = 0.02
SLIP_START, SLIP_LETTER = 1.0, 3.0
"""Nats of any slip at all, and of each letter that is added or lost (a swapped one is both)."""
SHARPNESS = 0.6

Floats = NDArray[np.float32]


def ratios(query: str, names: Sequence[str]) -> Floats:
    """Return rapidfuzz's ratio (0–100) of the query to each name."""
    return np.asarray(process.cdist([query], names, scorer=fuzz.ratio, dtype=np.float32)[0])


def slip_costs(ratios: Floats, query: str, names: Sequence[str]) -> Floats:
    """Return the costs in nats of plain slips; the ratio (0–100) is the share of letters neither added nor lost."""
    letters = (1 - ratios / 100) * (len(query) + np.array(list(map(len, names))))
    return np.asarray(SLIP_START * (letters > 0) + SLIP_LETTER * letters, dtype=np.float32)


def mixed_costs(channel: Floats, slips: Floats) -> Floats:
    """Return the costs in nats that one of the two hypotheses made the spelling."""
    return np.asarray(-np.logaddexp(np.log1p(-SLIP_SHARE) - channel, np.log(SLIP_SHARE) - slips), dtype=np.float32)


def scores(mixed: Floats, cosines: Floats, priors: Floats, prior_weight: float) -> Floats:
    """Return the scores in nats, the higher the better."""
    return np.asarray(-mixed + COSINE_WEIGHT * cosines + prior_weight * priors, dtype=np.float32)


FEATURES = (
    "constant", "cost", "cost a letter", "least cost a letter", "cosine", "lead over second", "lead over third",
    "share", "prior", "log query length", "log name length", "ratio", "log10 names",
)  # fmt: skip


def features(
    query: str, ranked: Floats, costs: Floats, cosine: float, ratio: float, prior: float, name: str, names: int
) -> list[float]:
    """Return what the confidence goes by, of one query: scores and costs of its candidates, the best first."""
    lead = [float(ranked[0] - ranked[min(place, len(ranked) - 1)]) if len(ranked) > place else 20.0 for place in (1, 2)]
    share = 1 / float(np.exp(SHARPNESS * (ranked - ranked[0])).sum())
    length = len(query) + 1
    return [
        1.0, float(costs[0]), float(costs[0]) / length, float(costs.min()) / length, cosine, min(lead[0], 20.0),
        min(lead[1], 20.0), share, prior, float(np.log(length)), float(np.log(len(name) + 1)), ratio / 100,
        float(np.log10(names + 1)),
    ]  # fmt: skip


@cache
def _weights(with_prior: bool) -> NDArray[np.float64]:
    return np.asarray(load()["confidence"][int(with_prior)], dtype=np.float64)


def confidence(values: Sequence[float], with_prior: bool) -> float:
    """Return the probability, 0–1, that the first candidate is right and not one of the others or none of them.

    Logistic regression, fitted by `train_confidence` on queries of which half had their right name taken away.
    """
    return float(1 / (1 + np.exp(-np.clip(np.dot(_weights(with_prior), values), -30, 30))))


def shares(first: float, ranked: Floats) -> NDArray[np.float64]:
    """Return the probabilities of all candidates: the first one's, and what that leaves to the rest by their odds."""
    odds = np.exp(SHARPNESS * (ranked - ranked[0]))
    rest = odds[1:].sum()
    return np.append(first, min(first, 1 - first) * odds[1:] / (1 + rest))
