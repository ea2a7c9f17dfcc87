"""Fits the probability that the first hit of a search is right; half of the queries have their right name taken away.

The models that search here have not seen the town searched for (each split by the models of the other two). Names go
into indexes of several sizes, so that one formula serves a short list and the world.
"""

import numpy as np
from numpy.typing import NDArray

from normalizer.matching import score
from normalizer.matching.train_trials import Trial
from normalizer.matching.train_tune import nearest

CANDIDATES = 60
RIDGE = 1.0
Floats = NDArray[np.float64]


def rows(trial: Trial, prior_weight: float, seed: int) -> tuple[Floats, Floats]:
    """Return features and whether the first hit was right, of each query."""
    taken = np.random.default_rng(seed).random(len(trial.queries)) < 0.5
    near, cosines = nearest(trial.query_vectors, trial.name_vectors, min(CANDIDATES, len(trial.names) - 1))
    features, right = [], []
    for number, query in enumerate(trial.queries):
        kept = near[number] != trial.gold[number] if taken[number] else np.ones(near.shape[1], dtype=bool)
        some = near[number][kept]
        names = [trial.names[row] for row in some.tolist()]
        ratios = score.ratios(query, names)
        mixed = score.mixed_costs(
            trial.costs([(query, name) for name in names]), score.slip_costs(ratios, query, names)
        )
        cosine = cosines[number][kept]
        points = score.scores(mixed, cosine, trial.priors[some], prior_weight)
        order = np.argsort(-points, kind="stable")
        best = order[0]
        features.append(
            score.features(
                query, points[order], mixed[order], float(cosine[best]), float(ratios[best]),
                float(trial.priors[some[best]]) if prior_weight else 0.0, names[best], len(trial.names),
            )
        )  # fmt: skip
        right.append(float(some[best] == trial.gold[number]))
    return np.array(features), np.array(right)


def fit(features: Floats, right: Floats) -> Floats:
    """Return the weights of a logistic regression by Newton's method with a small ridge on standardised features."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    constant = spread < 1e-9
    mean[constant], spread[constant] = 0.0, 1.0
    x = (features - mean) / spread
    penalty = np.where(np.arange(x.shape[1]) == 0, 1e-6, RIDGE)
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - right) + penalty * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    out = weights / spread
    out[0] = weights[0] - (weights * mean / spread)[1:].sum()
    return np.asarray(out)


def reliability(features: Floats, right: Floats, folds: NDArray[np.int64]) -> list[dict[str, float]]:
    """Return, out of fold, what was said and what was right by tenths of the probability."""
    said = np.empty(len(right))
    for fold in np.unique(folds):
        weights = fit(features[folds != fold], right[folds != fold])
        said[folds == fold] = 1 / (1 + np.exp(-np.clip(features[folds == fold] @ weights, -30, 30)))
    out = []
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & (said < low + 0.1)
        if inside.any():
            out.append(
                {"said": float(said[inside].mean()), "right": float(right[inside].mean()), "n": int(inside.sum())}
            )
    return out
