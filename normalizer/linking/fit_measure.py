"""What a fitted decision is worth on the sets that it was fitted on; see `fit.py`."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from normalizer.linking.fit_curves import Chosen
from normalizer.linking.fit_data import Collected


def measure(
    data: Collected, chosen: Chosen, kind: str = "clean", targets: Sequence[float] = (1, 2, 4, 8)
) -> dict[str, Any]:
    """Garbles fixed (%) where false edits on clean text are at each target per 10,000 words, and what goes with it."""
    c = data.candidates
    doc_kind = np.asarray(data.kinds)[np.asarray(c.document)[chosen.row]]
    supported = np.asarray(c.supported)[chosen.row]
    garbles = {g for g, row in enumerate(data.gold) if row["kind"] == "garble"}
    gold = np.asarray(c.gold)[chosen.row]
    right = np.asarray(c.gold_right)[chosen.row]
    best: dict[int, tuple[float, bool]] = {}
    for g, r, p in zip(gold.tolist(), right.tolist(), chosen.p.tolist(), strict=True):
        if g in garbles and (g not in best or best[g][0] < p):
            best[g] = (p, r)
    out: dict[str, Any] = {}
    for target in targets:
        t = threshold_at(data, chosen, kind, target)
        fixed = sum(1 for p, r in best.values() if r and p > t)
        wrong = sum(1 for p, r in best.values() if not r and p > t)
        mt = (doc_kind == "mt") & (chosen.p > t)
        out[f"{target:g}"] = {
            "threshold": round(t, 3),
            "fixed": round(100 * fixed / len(garbles), 1),
            "wrong": round(100 * wrong / len(garbles), 2),
            "precision": round(100 * float(supported[mt].mean()), 1) if mt.any() else None,
        }
    out["mean248"] = round(float(np.mean([out[k]["fixed"] for k in ("2", "4", "8")])), 1)
    return out


def by_pair(data: Collected, chosen: Chosen, threshold: float) -> dict[str, tuple[int, float, float]]:
    """For each source language: how many garbles there are, how many (%) a threshold fixes and turns wrong."""
    c = data.candidates
    sure = chosen.p >= threshold
    gold, right = np.asarray(c.gold)[chosen.row][sure], np.asarray(c.gold_right)[chosen.row][sure]
    wanted: dict[str, set[int]] = defaultdict(set)
    for g, row in enumerate(data.gold):
        if row["kind"] == "garble":
            wanted[data.pairs[data.gold_document[g]].partition("-")[0]].add(g)
    out = {}
    for language, some in sorted(wanted.items()):
        fixed = some & set(gold[right].tolist())
        wrong = (some & set(gold.tolist())) - fixed
        out[language] = len(some), round(100 * len(fixed) / len(some), 1), round(100 * len(wrong) / len(some), 1)
    return out


def restored(data: Collected, chosen: Chosen, target: float = 2.0) -> float:
    """Of the names that were garbled here, how many (%) are restored above the threshold at which false edits in
    untouched texts, against the shipped names and the world, are at the target per 10,000 words.
    """
    c = data.candidates
    garbled = {g for g, row in enumerate(data.gold) if row["kind"] == "town"}
    sure = (chosen.p > threshold_at(data, chosen, "untouched", target)) & np.asarray(c.gold_right)[chosen.row]
    return round(100 * len(garbled & set(np.asarray(c.gold)[chosen.row][sure].tolist())) / len(garbled), 1)


def threshold_at(data: Collected, chosen: Chosen, kind: str, target: float) -> float:
    """The probability above which false edits in a kind of texts are at the target per 10,000 words."""
    c = data.candidates
    here = np.asarray(data.kinds)[np.asarray(c.document)[chosen.row]] == kind
    false = np.sort(chosen.p[here & ~np.asarray(c.supported)[chosen.row]])[::-1]
    allowed = int(target * sum(w for w, k in zip(data.words, data.kinds, strict=True) if k == kind) / 1e4)
    return float(false[allowed]) if len(false) > allowed else 0.0


def calibration(data: Collected, chosen: Chosen, kind: str = "mt") -> list[tuple[float, float, int]]:
    """Of the findings of a kind of documents, at each tenth: mean probability, share strictly right, count."""
    c = data.candidates
    mt = np.asarray(data.kinds)[np.asarray(c.document)[chosen.row]] == kind
    strict, p = np.asarray(c.strict)[chosen.row][mt], chosen.p[mt]
    out = []
    for tenth in range(10):
        here = (p >= tenth / 10) & (p < (tenth + 1) / 10 + (tenth == 9))
        if here.any():
            out.append((round(float(p[here].mean()), 3), round(float(strict[here].mean()), 3), int(here.sum())))
    return out
