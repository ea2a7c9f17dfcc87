"""Fits what the other garbles of a document say, and the curves that make probabilities hold; see `fit.py`."""

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.fit_curves import Chosen, Floats, choose_all, training_weights
from normalizer.linking.fit_data import Collected
from normalizer.linking.model import Curve, calibrated

LISTS = {"company": ("mt", "clean", "own"), "company_in_many": ("house", "town", "untouched")}
"""The kinds of documents that were held against a list of names, and against names of everything."""
KNOTS = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0)
"""Log-odds at which the curve that makes probabilities hold may bend."""
_LEAST_STEP = 0.3
_LEAST = -4.0
_MANY = 3
_SILENT = -20.0
"""Log-odds by which candidates of other documents are not chosen."""


def fit_companies(data: Collected, logit: Floats) -> tuple[dict[str, Any], Floats]:
    """For each of `LISTS` the data of a `model.Company`, and the log-odds that come of both."""
    kind = np.asarray(data.kinds)[np.asarray(data.candidates.document)]
    companies, out = dict[str, Any](), np.full(len(logit), _SILENT)
    for name, kinds in LISTS.items():
        here = np.isin(kind, kinds)
        companies[name], told = _fit_company(data, np.where(here, logit, _SILENT))
        out[here] = told[here]
    return companies, out


def _fit_company(data: Collected, logit: Floats) -> tuple[dict[str, Any], Floats]:
    """Logistic regression of the label on the out-of-fold log-odds and the document's other garbles.

    More of them never count for less, so that nothing falls back when a text is corrected in rounds.
    """
    from sklearn.linear_model import LogisticRegression

    others, same = _company_features(data, logit)
    x = np.c_[logit, others == 1, others == 2, others >= _MANY, same]
    y, weight, near = np.asarray(data.candidates.label) > 0, training_weights(data), logit > _LEAST
    model = LogisticRegression(C=100).fit(x[near], y[near], sample_weight=weight[near])
    scale, *raised, alike = (round(float(v), 3) for v in model.coef_[0])
    raised = np.maximum.accumulate(np.maximum(raised, 0.0)).tolist()
    bias, alike = round(float(model.intercept_[0]), 3), max(0.0, alike)
    told = bias + scale * logit + np.array([0.0, *raised])[others] + alike * same
    values = _fit_calibration(data, choose_all(data, told))
    company: dict[str, Any] = {"bias": bias, "scale": scale, "others": raised, "same": alike}
    company["calibration"] = {"knots": list(KNOTS), "values": values}
    return company, calibrated(told, Curve(KNOTS, tuple(values)))


def _company_features(data: Collected, logit: Floats) -> tuple[NDArray[np.int64], Floats]:
    """For each candidate: the other likely garbles of its document (how many), and whether one is of its form."""
    c = data.candidates
    chosen = choose_all(data, logit)
    sure: dict[int, dict[str, str]] = defaultdict(dict)
    for row, p in zip(chosen.row.tolist(), chosen.p.tolist(), strict=True):
        if p >= 0.5:
            spelling, form = c.group[row]
            sure[c.document[row]][spelling] = form
    others = np.zeros(len(logit), dtype=np.int64)
    same = np.zeros(len(logit))
    for k, (document, (spelling, form)) in enumerate(zip(c.document, c.group, strict=True)):
        if likely := sure.get(document):
            others[k] = min(_MANY, len(likely) - (spelling in likely))
            same[k] = any(s != spelling and f == form for s, f in likely.items())
    return others, same


def _fit_calibration(data: Collected, chosen: Chosen) -> list[float]:
    """The log-odds, at each of `KNOTS`, by which findings are right: logistic regression.

    Clean texts with a list are left out: what they hold of garbles nobody has labelled. The columns are the steps
    between the knots, as far as each is climbed; none may fall, and each rises by `_LEAST_STEP`, so that a higher
    threshold leaves fewer findings.
    """
    from scipy.optimize import minimize

    c = data.candidates
    kind = np.asarray(data.kinds)[np.asarray(c.document)[chosen.row]]
    found = ~np.isin(kind, ("clean", "own"))
    right, p = np.asarray(c.strict)[chosen.row][found], np.clip(chosen.p[found], 1e-9, 1 - 1e-9)
    logit, knots = np.log(p / (1 - p)), np.asarray(KNOTS)
    climbed = np.clip((logit[:, None] - knots[:-1]) / np.diff(knots), 0, 1)
    sign = np.where(right, 1.0, -1.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (climbed @ w[:-1] + w[-1])
        error = -sign / (1 + np.exp(margin))
        return float(np.logaddexp(0, -margin).sum()), np.r_[error @ climbed, error.sum()]

    start = np.r_[np.diff(knots), knots[0]]
    bounds = [(_LEAST_STEP, None)] * (len(knots) - 1) + [(None, None)]
    w = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return [round(float(v), 3) for v in w[-1] + np.r_[0.0, np.cumsum(w[:-1])]]
