"""Fits how the other garbles of a document change the log-odds, so that they hold; see `fit.py`.

What is fitted are the curves of `model.Company`, by logistic regression: the log-odds that each has at its knots. They
rise, so that a higher threshold leaves fewer findings, and more company never counts for less, so that nothing falls
back when a text is corrected in rounds.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.company import KIN, Garbles
from normalizer.linking.doubt import hold_doubtful
from normalizer.linking.fit_curves import KINDS, Floats, choose_all
from normalizer.linking.fit_data import Collected
from normalizer.linking.model import Company, Curve

WEIGHTS = {"clean": 2.0, "house": 0.0}
"""Of the findings in a kind of documents, 1 where none is given. Translations against the shipped names say little of
how sure a finding is: references misspell, romanise otherwise or do not name the one who is meant. Clean texts with
others' names are few beside the translations, and what is found in them is wrong."""
KNOTS = (-4.0, -2.0, 0.0, 0.5, 1.0, 2.0, 4.0)
_LEAST_SLOPE = 0.3
"""Nats that a curve rises at least for each nat of the log-odds."""
_RIDGE = 1.0
_LEAST = -5.0
_MANY = 3
_SILENT = -20.0
"""Log-odds by which candidates of other documents are not chosen."""


def fit_company(data: Collected, logit: Floats) -> tuple[dict[str, Any], Floats]:
    """For each of `KINDS` the data of a `model.Company`, and the log-odds that come of both.

    `logit` holds the log-odds of each candidate by a model that never saw its language pair.
    """
    c = data.candidates
    kind = np.asarray(data.kinds)[np.asarray(c.document)]
    others, same, kin = _company_features(data, logit)
    logit = logit + KIN * kin
    companies = dict[str, Any]()
    for name, kinds in KINDS.items():
        here = np.isin(kind, kinds)
        rows = choose_all(data, np.where(here, logit, _SILENT)).row
        rows = rows[here[rows] & (logit[rows] > _LEAST)]
        weight = np.array([WEIGHTS.get(k, 1.0) for k in kind[rows].tolist()])
        curves, alike = _fit_curves(logit[rows], others[rows], same[rows], np.asarray(c.strict)[rows], weight)
        companies[name] = {"knots": list(KNOTS), "curves": curves, "same": alike}
    return companies, _with_company(data, logit, others, same, companies)


def in_company(data: Collected, logit: Floats, companies: Mapping[str, Any]) -> Floats:
    """The log-odds of each candidate where other garbles count as `fit_company` found; `logit` are those without."""
    others, same, kin = _company_features(data, logit)
    return _with_company(data, logit + KIN * kin, others, same, companies)


def _with_company(
    data: Collected, logit: Floats, others: NDArray[np.int64], same: Floats, companies: Mapping[str, Any]
) -> Floats:
    kind = np.asarray(data.kinds)[np.asarray(data.candidates.document)]
    out = np.empty(len(logit))
    for name, kinds in KINDS.items():
        here = np.isin(kind, kinds)
        none, one, two, three = (Curve(KNOTS, tuple(values)) for values in companies[name]["curves"])
        company = Company((none, one, two, three), companies[name]["same"])
        out[here] = company.of(logit[here], others[here].astype(float), same[here])
    return hold_doubtful(out, np.asarray(data.candidates.doubtful))


def _fit_curves(
    logit: Floats, others: NDArray[np.int64], same: Floats, right: NDArray[np.bool_], weight: Floats
) -> tuple[list[list[float]], float]:
    """The values of the curves for none to three others, and what one of the same name adds.

    The columns are the steps of the first curve and those by which each curve lies above the one before; the latter are
    held back by a ridge.
    """
    from scipy.optimize import minimize

    knots = np.asarray(KNOTS)
    inside = np.clip(logit, knots[0], knots[-1])
    hats = np.stack([np.interp(inside, knots, unit) for unit in np.eye(len(knots))], axis=1)
    steps = np.cumsum(hats[:, ::-1], axis=1)[:, ::-1]
    x = np.hstack([steps, *(steps * (others >= k)[:, None] for k in range(1, _MANY + 1)), same[:, None]])
    beyond, sign = logit - inside, np.where(right, 1.0, -1.0)
    above = len(knots) * _MANY
    ridge = np.r_[np.zeros(len(knots)), np.full(above, _RIDGE), 0.0]

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (x @ w + beyond)
        error = -sign * weight / (1 + np.exp(margin))
        value = float(weight @ np.logaddexp(0, -margin)) + 0.5 * float(ridge @ w**2)
        return value, error @ x + ridge * w

    start = np.r_[knots[0], np.diff(knots), np.zeros(above + 1)]
    bounds = [
        (None, None),
        *[(_LEAST_SLOPE * float(gap), None) for gap in np.diff(knots)],
        *[(0.0, None)] * (above + 1),
    ]
    w = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    curves = np.cumsum(np.cumsum(w[:-1].reshape(_MANY + 1, len(knots)), axis=1), axis=0)
    return [[round(float(v), 3) for v in values] for values in curves], round(float(w[-1]), 3)


def _company_features(data: Collected, logit: Floats) -> tuple[NDArray[np.int64], Floats, Floats]:
    """For each candidate what `company.Garbles` tells: the other garbles (how many), whether one is of its name, and
    whether one shares a word.
    """
    c = data.candidates
    chosen = choose_all(data, logit)
    found: dict[int, Garbles] = defaultdict(Garbles)
    for row, p in zip(chosen.row.tolist(), chosen.p.tolist(), strict=True):
        spelling, name = c.group[row]
        found[c.document[row]].add(spelling, name, p, c.span[row])
    told = [
        found[document].beside(*group, [name for _, name in pairs], place) if document in found else (0, False, False)
        for document, group, (_, pairs), place in zip(c.document, c.group, c.words, c.span, strict=True)
    ]
    others, same, kin = np.array(told, dtype=np.float64).T
    return np.minimum(others, _MANY).astype(np.int64), same, kin
