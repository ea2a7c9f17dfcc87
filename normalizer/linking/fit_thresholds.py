"""The default thresholds: what follows from a fitted decision by rule; see `fit.py`."""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from normalizer.linking.fit_curves import Chosen
from normalizer.linking.fit_data import Collected
from normalizer.linking.fit_measure import threshold_at

FALSE_EDITS = {"clean": 0.7, "own": 1.0, "untouched": 2.2}
"""In 10,000 words of clean text with others' names, with their own, and with the shipped names over the world's: what
the default of --fix-at may cost. The first is to be one on other texts: where 12 edits are expected there are 18, one
in 10,000 words here, or fewer 19 times in 20 (Poisson). Of those of the last 33 of 35 are by eye slips that the texts
really hold or other spellings of who is meant, so that it holds back little that is wrong."""
WRONG = 1.0
"""The share in percent, to a tenth, of the list's garbles that the default of --fix-at may turn into another name."""
RIGHT = 85.7
"""The share in percent of its edits in translations with a list that the reference has. The scorer of the set, which
counts word by word and what further rounds of correction change, finds 0.4 to 0.8 less, and is to find 85."""
SHOWN_RIGHT = 1 / 3
"""The share of what is shown at the default of --show-at, and not more likely, that is right."""


def at(data: Collected, chosen: Chosen, threshold: float) -> dict[str, float]:
    """What a threshold gives: shares of the garbles in percent, false edits per 10,000 clean words."""
    c = data.candidates
    kind = np.asarray(data.kinds)[np.asarray(c.document)[chosen.row]]
    gold, right = np.asarray(c.gold)[chosen.row], np.asarray(c.gold_right)[chosen.row]
    supported, sure = np.asarray(c.supported)[chosen.row], chosen.p >= threshold
    words: dict[str, int] = defaultdict(int)
    for k, n in zip(data.kinds, data.words, strict=True):
        words[k] += n
    out: dict[str, float] = {}
    for label, where, what in (
        ("list", "mt", "garble"),
        ("house and world", "town", "town"),
        ("slips", "slip", "slip"),
    ):
        wanted = {g for g, row in enumerate(data.gold) if row["kind"] == what}
        here = sure & (kind == where)
        fixed = {g for g, r in zip(gold[here].tolist(), right[here].tolist(), strict=True) if r and g in wanted}
        touched = {g for g in gold[here].tolist() if g in wanted} - fixed
        out[f"{label}: fixed %"] = round(100 * len(fixed) / len(wanted), 1)
        out[f"{label}: wrong %"] = round(100 * len(touched) / len(wanted), 1)
    translations = sure & (kind == "mt")
    out["list: right %"] = round(100 * float(supported[translations].mean()), 1) if translations.any() else 100.0
    for where in ("clean", "own", "untouched"):
        false = int((sure & (kind == where) & ~supported).sum())
        out[f"{where}: false edits"] = round(1e4 * false / words[where], 2)
    return out


def least_to_fix(data: Collected, views: Sequence[Chosen]) -> float:
    """The lowest hundredth from which on, in all `views`, false edits on clean text of every kind stay within
    `FALSE_EDITS` and those on garbles of the list within `WRONG`, and `RIGHT` of the edits in translations are right.
    """
    targets = FALSE_EDITS.items()
    least = max(threshold_at(data, chosen, kind, target) for chosen in views for kind, target in targets)
    for hundredth in range(math.ceil(100 * least + 1e-9), 100):
        told = [at(data, chosen, hundredth / 100) for chosen in views]
        if all(x["list: wrong %"] <= WRONG and x["list: right %"] >= RIGHT for x in told):
            return hundredth / 100
    return 1.0


def least_to_show(data: Collected, views: Sequence[Chosen]) -> float:
    """The lowest twentieth from which on, in the tenth around each twentieth and in all `views`, `SHOWN_RIGHT` of the
    findings on translations are right.
    """
    return max(_least_to_show(data, chosen) for chosen in views)


def _least_to_show(data: Collected, chosen: Chosen) -> float:
    c = data.candidates
    found = np.asarray(data.kinds)[np.asarray(c.document)[chosen.row]] == "mt"
    right, p = np.asarray(c.strict)[chosen.row][found], chosen.p[found]
    least = 1.0
    for step in reversed(range(20)):
        here = (p >= (step - 1) / 20) & (p < (step + 1) / 20)
        if here.any() and right[here].mean() < SHOWN_RIGHT:
            break
        least = step / 20
    return least
