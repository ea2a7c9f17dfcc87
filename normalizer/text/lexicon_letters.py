"""Fit the letter model that `normalizer.text.letters` reads."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalizer.text.letters import CONTEXTS, COST_STEPS, LETTERS

ROWS = 5_200
"""Contexts of three letters with a row of their own; the file stays under 200 kB."""


def fit_letters(weights: Mapping[str, float], path: Path) -> int:
    """Fit the model to the words of names (lower-case a–z), each as often as its weight; return its parameters.

    Probabilities are interpolated from one letter of context to three after Witten and Bell (method C; Chen and
    Goodman 1999, An empirical study of smoothing techniques for language modeling, section 2.5).
    """
    counts = _count(weights)
    costs = np.full(LETTERS, 1 / LETTERS)
    pairs = costs
    for order in range(4):
        seen = counts.reshape(-1, LETTERS**order, LETTERS).sum(axis=0)
        kinds = (seen > 0).sum(axis=1, keepdims=True)
        lower = np.tile(costs.reshape(-1, LETTERS), (seen.shape[0] // costs.reshape(-1, LETTERS).shape[0], 1))
        total = seen.sum(axis=1, keepdims=True) + kinds
        costs = np.where(total > 0, (seen + kinds * lower) / np.where(total > 0, total, 1), lower)
        if order == 2:
            pairs = costs
    frequent = np.argsort(-counts.sum(axis=1), kind="stable")[:ROWS]
    frequent.sort()
    index = np.arange(CONTEXTS) % LETTERS**2
    index[frequent] = LETTERS**2 + np.arange(len(frequent))
    rows = np.concatenate([pairs, costs[frequent]])
    stored = np.clip(np.rint(-np.log(rows) * COST_STEPS), 0, 255).astype(np.uint8)
    path.write_bytes(index.astype("<u2").tobytes() + stored.tobytes())
    return int(stored.size)


def _count(weights: Mapping[str, float]) -> npt.NDArray[np.float64]:
    counts = np.zeros((CONTEXTS, LETTERS))
    for name, weight in weights.items():
        for word in name.split():
            context = 0
            for byte in (*word.encode(), 96):
                letter = byte - 96
                if not 0 <= letter < LETTERS:
                    break
                counts[context, letter] += weight
                context = (context * LETTERS + letter) % CONTEXTS
    return counts
