"""Fits the decision: `python -m normalizer.linking.fit SET_FOLDER [--out FOLDER] [--ablate]`.

SET_FOLDER is an evaluation set of translations as `names_in_mt.py` reads it (hashes of its files are written beside
the result). Four sources are learned from: its translations with its own list of names; the same against the shipped
gazetteer and the towns of the world; its clean texts with the names of others and with their own; and its clean texts
with names garbled here, or with slips made in them, against the shipped gazetteer over the towns of the world. What is
learned are the weights of `model.py` for lists of names and for very many names, some hundred numbers each; they are
judged by leaving out one language pair at a time, and once more by leaving out a sixth of the sources. What is edited
follows from these two and from the weights that ship, which are surer of what they have seen; what is shown, from the
first and the last; by the rules of `fit_thresholds.py`.
"""

import argparse
import hashlib
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from normalizer.linking.features import FEATURES, GROUPS
from normalizer.linking.fit_company import fit_company, in_company
from normalizer.linking.fit_curves import (
    KINDS,
    KNOTS,
    Basis,
    Chosen,
    Floats,
    basis,
    choose_all,
    cross_validate,
    design,
    fit_weights,
    seen_logits,
    spans_of,
    training_weights,
)
from normalizer.linking.fit_data import Collected, collect, collect_house, together
from normalizer.linking.fit_measure import by_pair, calibration, measure, restored
from normalizer.linking.fit_thresholds import at, least_to_fix, least_to_show
from normalizer.linking.fit_world import collect_world
from normalizer.linking.spelling import STATIC
from normalizer.matching.train import one_thread

SEED = 1
PARTS = 6
"""Parts of the sources, each of which is left out once."""
SPARE, LOST = 0.5, 0.001
"""Candidates are weighed from so many nats below the spellings of all right findings but this share of them."""


def curves_of(w: Floats, b: Basis) -> dict[str, dict[str, list[float]]]:
    """The curves as `weights.json` holds them; those that are flat are left out."""
    curves = {}
    for f, name in enumerate(FEATURES):
        steps = [i for i, g in enumerate(b.feature) if g == f]
        values = np.concatenate([[0.0], np.cumsum(w[steps])])
        if np.abs(values).max() >= 0.005:
            told = [round(float(v), 3) for v in values]
            curves[name] = {"knots": list(KNOTS.get(name, (0.0, 1.0))), "values": told}
    return curves


def least_to_weigh(data: Collected, chosen: Chosen, static: Floats, show_at: float, kinds: Sequence[str]) -> float:
    """The log-odds that the right findings in these kinds of documents, all but `LOST`, have by spelling alone, less
    `SPARE`.
    """
    c = data.candidates
    sure = chosen.row[chosen.p >= show_at]
    here = np.isin(np.asarray(data.kinds)[np.asarray(c.document)[sure]], kinds)
    right = sure[here & (np.asarray(c.label)[sure] > 0)]
    return math.floor(10 * (float(np.quantile(static[right], LOST)) - SPARE)) / 10


def fit(data: Collected, ablate: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The model's data and the report on it."""
    b = basis()
    x = design(np.stack(data.candidates.rows), b)
    alone = cross_validate(data, x, b, data.pairs)
    companies, logit = fit_company(data, alone)
    chosen, sources = choose_all(data, logit), _by_sources(data, x, b)
    training = {size: training_weights(data, size) for size in KINDS}
    spans = {size: spans_of(data, np.flatnonzero(weights > 0), weights) for size, weights in training.items()}
    fitted = {size: fit_weights(x[some.order], some, b, size) for size, some in spans.items()}
    seen = choose_all(data, in_company(data, seen_logits(data, x, fitted), companies))
    fix_at, show_at = least_to_fix(data, (chosen, sources, seen)), least_to_show(data, (chosen, seen))
    model: dict[str, Any] = {"fix_at": fix_at, "show_at": show_at}
    static = [column for column, feature in enumerate(b.feature) if FEATURES[feature] in STATIC]
    for size, kinds in KINDS.items():
        w = fitted[size]
        model[size] = {
            "bias": round(float(w[-1]), 3),
            "weigh_from": least_to_weigh(data, chosen, x[:, static] @ w[static] + w[-1], show_at, kinds),
            "company": companies[size],
            "curves": curves_of(w, b),
        }
    report: dict[str, Any] = {
        "candidates": len(x),
        "by false edits": {"others' names": measure(data, chosen), "own names": measure(data, chosen, "own")},
        "thresholds": {f"{t / 10:.1f}": at(data, chosen, t / 10) for t in range(3, 10)},
        "by pair": {
            "pairs left out": by_pair(data, chosen, fix_at),
            "sources left out": by_pair(data, sources, fix_at),
            "seen": by_pair(data, seen, fix_at),
        },
        "reliability": {kind: calibration(data, chosen, kind) for kind in ("mt", "house", "town", "slip")},
    }
    if ablate:
        report["ablation"] = {
            "nothing": _earned(data, chosen),
            **{kind: _ablated(data, members) for kind, members in GROUPS.items() if members},
            "company": _earned(data, choose_all(data, alone)),
        }
    return model, report


def _by_sources(data: Collected, x: Floats, b: Basis) -> Chosen:
    """What is chosen by models that saw all language pairs, but none of the translations of a source.

    Evidence that one pair alone has (Japanese characters read otherwise) cannot be judged without it.
    """
    parts = [str(crc32(source.encode()) % PARTS) for source in data.sources]
    return choose_all(data, fit_company(data, cross_validate(data, x, b, parts))[1])


def _ablated(data: Collected, members: Sequence[str]) -> dict[str, float]:
    """What is left without some features."""
    b = basis(frozenset(members))
    alone = cross_validate(data, design(np.stack(data.candidates.rows), b), b, data.pairs)
    return _earned(data, choose_all(data, fit_company(data, alone)[1]))


def _earned(data: Collected, chosen: Chosen) -> dict[str, float]:
    """Percent of the list's garbles fixed, the mean of those at 2, 4 and 8 false edits per 10,000 words, and of names
    garbled here restored at 2 in untouched texts.
    """
    return {"list": measure(data, chosen)["mean248"], "house and world": restored(data, chosen)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, and write the weights and the report."""
    parser = argparse.ArgumentParser(description="Fit the decision's curves again.")
    parser.add_argument("folder", type=Path, help="the evaluation set's folder")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data", help="where to write")
    parser.add_argument("--ablate", action="store_true", help="also measure what each kind of evidence earns")
    options = parser.parse_args(arguments)
    garbled = Collected()
    collect_world(garbled, options.folder, seed=SEED)
    sources = [collect(options.folder), garbled, collect_house(options.folder)]
    model, report = fit(together(sources), options.ablate)
    files = sorted(p for p in options.folder.iterdir() if p.is_file())
    head = {
        "command": "python -m normalizer.linking.fit SET_FOLDER" + " --ablate" * options.ablate,
        "seed": SEED,
        "inputs": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files},
    }
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "weights.json").write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    (options.out / "fit.json").write_text(json.dumps(head | report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    one_thread("normalizer.linking.fit")
    main()
