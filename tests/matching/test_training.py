"""The training's own tables and steps, without the training."""

import csv
import random

import numpy as np
import pytest

from normalizer.matching.data_files import DATA

numba = pytest.importorskip("numba")

from normalizer.matching import train_channel, train_confidence, train_people  # noqa: E402
from normalizer.matching.channel import pair_costs  # noqa: E402


def read(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("file", "key"), [("romanisations.csv", ("script", "letters")), ("respellings.csv", ("letters",))]
)
def test_each_row_once_and_whole(file: str, key: tuple[str, ...]) -> None:
    rows = read(file)
    keys = [tuple(row[column] for column in key) for row in rows]
    assert len(keys) == len(set(keys))
    assert not [row for row in rows if None in row or None in row.values()]


@pytest.mark.parametrize(
    ("script", "native", "orthography", "romanised"),
    [
        ("ru", "Шойгу", "english", "shoygu"),
        ("ru", "Хрущёв", "english", "khrushchyov"),
        ("uk", "Порошенко", "english", "poroshenko"),
        ("uk", "Руденський", "english", "rudensky"),
        ("ka", "შევარდნაძე", "english", "shevardnadze"),
        ("hy", "սարգսյան", "english", "sargsyan"),
    ],
)
def test_romanised(script: str, native: str, orthography: str, romanised: str) -> None:
    table = train_people.romanisations()[script]
    assert train_people.romanise(native, table, orthography, random.Random(1)) == romanised


def test_letters_are_cut_longest_first() -> None:
    assert list(train_people.segments("schah", {"sch": 1, "h$": 1})) == ["^", "sch", "a", "h$"]


def test_units_survive_packing() -> None:
    rnd = random.Random(2)
    letters = range(1, 27)
    units = {(x, y): rnd.randint(0, 200) / 16 for x in letters for y in letters if x == y or rnd.random() < 0.3}
    units |= {(x, 0): 2.0 for x in letters} | {(0, y): 3.0 for y in letters} | {(29, 29): 0.0, (30, 30): 0.0}
    packed = train_channel.pack(units)
    assert train_channel.unpacked(packed) == units
    same = pair_costs([("a", "a")], train_channel.table(units))
    assert same[0] == pytest.approx(min(units[1, 1], 5.0))


def test_a_fit_finds_the_odds_that_made_the_data() -> None:
    rng = np.random.default_rng(4)
    features = np.column_stack([np.ones(4000), rng.normal(size=(4000, 2)) * [1.0, 5.0]])
    weights = np.array([-0.5, 2.0, 0.3])
    right = (rng.random(4000) < 1 / (1 + np.exp(-features @ weights))).astype(float)
    assert train_confidence.fit(features, right) == pytest.approx(weights, abs=0.2)
    table = train_confidence.reliability(features, right, np.arange(4000) % 5)
    assert all(abs(row["said"] - row["right"]) < 0.12 for row in table)


def test_people_of_the_tests_are_not_learned_from() -> None:
    pytest.importorskip("faker")
    pairs = train_people.person_pairs()
    assert not {name for _, name, _, _ in pairs} & train_people.HELD_BACK
    assert pairs == train_people.person_pairs()
