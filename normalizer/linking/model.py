"""The decision as an additive model: each feature adds its own log-odds, read off a piecewise linear curve.

A generalised additive model with linear splines (Hastie & Tibshirani, "Generalized Additive Models", 1986): the curves
are data (`weights.json`, fitted by `normalizer.linking.fit`), so that every decision can be taken apart again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.features import FEATURES
from normalizer.linking.spelling import STATIC, many_of


@dataclass(frozen=True, slots=True)
class Curve:
    """What a feature adds at each knot, in nats; straight lines between, constant beyond the ends."""

    knots: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """How the other garbles of a document change the log-odds (nats), so that they hold.

    There is a curve for each number of other garbles, from none to three and more: they make a likely garble surer, and
    an unlikely one hardly less unlikely. `same` is added where one of them is of the same name.
    """

    curves: tuple[Curve, Curve, Curve, Curve]
    same: float

    def of(
        self, logits: NDArray[np.float64], others: NDArray[np.float64], same: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The changed log-odds; `others` counts the other garbles, `same` is 1 where one is of the same name."""
        level = np.minimum(others, len(self.curves) - 1).astype(np.intp)
        out = self.same * same
        for number in set(level.tolist()):
            here = level == number
            out[here] += calibrated(logits[here], self.curves[number])
        return np.asarray(out)


def calibrated(logits: NDArray[np.float64], curve: Curve) -> NDArray[np.float64]:
    """The log-odds that hold where the model says `logits` (nats); beyond its ends the curve is as steep as 1."""
    beyond = np.minimum(logits - curve.knots[0], 0) + np.maximum(logits - curve.knots[-1], 0)
    return np.asarray(np.interp(logits, curve.knots, curve.values) + beyond)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The bias, a curve for each feature that counts, what the company of other garbles changes, and the log-odds
    (nats) from which on a candidate is worth weighing when only its spelling is known.
    """

    bias: float
    curves: Mapping[str, Curve]
    company: Company
    weigh_from: float

    def contributions(self, rows: NDArray[np.float32], features: Sequence[str]) -> NDArray[np.float64]:
        """What each feature adds to the log-odds of each row, in the order of `features`, the columns of `rows`."""
        steps = _steps(self, tuple(features))
        out = np.zeros(rows.shape, dtype=np.float64)
        if len(steps.column):
            climbed = np.minimum(np.maximum(rows[:, steps.column] - steps.knot, 0), steps.width) * steps.slope
            out[:, steps.curves] = steps.start + np.add.reduceat(climbed, steps.first, axis=1)
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weights for a desk's own list of names and those for names of everything, mixed as `spelling.many_of` says,
    and the thresholds (0–1) that were chosen with them.
    """

    listed: Weights
    in_many: Weights
    fix_at: float
    show_at: float

    def contributions(self, rows: NDArray[np.float32], features: Sequence[str] = FEATURES) -> NDArray[np.float64]:
        """What each feature adds to the log-odds of each row; `features`, the columns, begin with `STATIC`."""
        return self._mixed(many_of(rows)[:, None], lambda weights: weights.contributions(rows, features))

    def logits(self, rows: NDArray[np.float32], features: Sequence[str] = FEATURES) -> NDArray[np.float64]:
        """The log-odds of each row, which `contributions` takes apart but for the bias."""
        return self._mixed(
            many_of(rows), lambda weights: weights.bias + weights.contributions(rows, features).sum(axis=1)
        )

    def worth_weighing(self, rows: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which candidates, by their static features `rows`, may be likely whatever a document says of them."""
        least = self._mixed(many_of(rows), lambda weights: np.full(len(rows), weights.weigh_from))
        return self.logits(rows, STATIC) >= least

    def with_company(
        self,
        logits: NDArray[np.float64],
        others: NDArray[np.float64],
        same: NDArray[np.float64],
        many: NDArray[np.float32],
    ) -> NDArray[np.float64]:
        """The log-odds changed by the document's other garbles; `many` is `spelling.many_of` of the candidates."""
        return self._mixed(many, lambda weights: weights.company.of(logits, others, same))

    def _mixed(self, many: NDArray[np.float32], told: Callable[[Weights], NDArray[np.float64]]) -> NDArray[np.float64]:
        if not many.any():
            return told(self.listed)
        in_many = told(self.in_many)
        if many.min() == 1:
            return in_many
        listed = told(self.listed)
        return np.asarray(listed + many * (in_many - listed))


class _Steps(NamedTuple):
    """The steps of all curves of some weights: where each begins, how wide and how steep it is, and in which column.

    Column `curves[i]` has a curve whose first step is `first[i]`, and which begins at `start[i]`.
    """

    column: NDArray[np.intp]
    knot: NDArray[np.float64]
    width: NDArray[np.float64]
    slope: NDArray[np.float64]
    curves: NDArray[np.intp]
    first: NDArray[np.intp]
    start: NDArray[np.float64]


@lru_cache(maxsize=8)
def _steps(weights: Weights, features: tuple[str, ...]) -> _Steps:
    found = [(column, curve) for column, name in enumerate(features) if (curve := weights.curves.get(name)) is not None]
    knots = [np.array(curve.knots) for _, curve in found]
    widths = [np.diff(k) for k in knots]
    slopes = [np.diff(curve.values) / width for (_, curve), width in zip(found, widths, strict=True)]
    sizes = [len(width) for width in widths]
    columns = np.array([column for column, _ in found], dtype=np.intp)
    return _Steps(
        np.repeat(columns, sizes),
        np.concatenate([np.zeros(0), *(k[:-1] for k in knots)]),
        np.concatenate([np.zeros(0), *widths]),
        np.concatenate([np.zeros(0), *slopes]),
        columns,
        np.cumsum([0, *sizes[:-1]]).astype(np.intp),
        np.array([curve.values[0] for _, curve in found]),
    )


@cache
def load_model() -> Model:
    """The model that ships with the package."""
    data = json.loads((Path(__file__).parent / "data" / "weights.json").read_text(encoding="utf-8"))
    return Model(_weights(data["list"]), _weights(data["many"]), data["fix_at"], data["show_at"])


def _weights(told: Mapping[str, Any]) -> Weights:
    curves = {name: Curve(tuple(c["knots"]), tuple(c["values"])) for name, c in told["curves"].items()}
    return Weights(told["bias"], curves, _company(told["company"]), told["weigh_from"])


def _company(told: Mapping[str, Any]) -> Company:
    none, one, two, three = (Curve(tuple(told["knots"]), tuple(values)) for values in told["curves"])
    return Company((none, one, two, three), told["same"])


def probability(logit: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-min(max(logit, -30.0), 30.0)))
