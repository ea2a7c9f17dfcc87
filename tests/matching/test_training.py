"""The training's own tables and steps, without the training."""

import csv
import json
import random

import numpy as np
import pytest

from normalizer.matching.data_files import ARRAYS, DATA, REPORT, checksums_of

numba = pytest.importorskip("numba")

from normalizer.matching import (  # noqa: E402
    train_channel,
    train_confidence,
    train_data,
    train_people,
    train_trials,
)
from normalizer.matching.channel import pair_costs  # noqa: E402
from normalizer.matching.fold import ALPHABET  # noqa: E402


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
    assert train_channel.table(units).queries.tolist() == sorted({y for _, y in units if y})
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


def code(segment: str) -> int:
    out = 0
    for letter in segment:
        out = out << 5 | ALPHABET.index(letter)
    return out


def test_a_long_unit_that_smaller_ones_spell_is_left_out() -> None:
    names, queries = ["tapir"] * 60, ["tzhungphir"] * 60
    texts = train_channel.strings(queries), train_channel.strings(names)
    single = train_channel.single_letters(*texts, np.ones(60))
    units = train_channel.letter_groups(*texts, single, np.ones(60))
    assert (code("a"), code("zhung")) in units
    assert (code("pir"), code("phir$")) not in units
    assert (code("ir$"), code("phir$")) not in units
    assert (code("pi"), code("phi")) in units


def test_halves_are_all_cuts() -> None:
    cuts = {(code(a), code(b)) for a, b in (("", "ab$"), ("a", "b$"), ("ab", "$"), ("ab$", ""))}
    assert set(train_channel._halves(code("ab$"))) == cuts


def test_a_spelling_that_a_foreign_script_gives_is_of_that_script(monkeypatch: pytest.MonkeyPatch) -> None:
    alternates = ["da ban", "大阪", "Ōsaka-fu", "osakafu", "осака"]
    monkeypatch.setattr(train_data, "towns", lambda splits: [(1, "Osaka", 2, alternates)])
    kinds = {query: kind for query, _, kind, _ in train_data.place_pairs()}
    assert kinds == {"da ban": "CJK", "osaka": "CYRILLIC", "osaka-fu": "LATIN", "osakafu": "MECHANICAL"}


def test_scores_count_the_right_name_where_it_stands() -> None:
    names = ["kyiv", "kursk", "lviv", "odesa"]
    near = np.array([[1.0, 0.9, 0.0, -1.0], [0.2, 1.0, 0.1, 0.0], [0.9, 0.0, 1.0, 0.0]], dtype=np.float32)
    trial = train_trials.Trial(
        queries=["kyiw", "kirsk", "kwiw"],
        kinds=["LATIN", "LATIN", "SLIP"],
        gold=np.array([0, 0, 3]),
        names=names,
        priors=np.zeros(4, dtype=np.float32),
        query_vectors=near,
        name_vectors=np.eye(4, dtype=np.float32),
        costs=lambda pairs: np.zeros(len(pairs), dtype=np.float32),
    )
    assert train_trials.ranks(trial).tolist() == [0, 1, train_trials.CANDIDATES]
    assert train_trials.scored([trial]) == {
        "LATIN": {"queries": 2, "first": 0.5, "among 20": 1.0},
        "SLIP": {"queries": 1, "first": 0.0, "among 20": 0.0},
    }


def test_a_slip_keeps_the_ends() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        garble = train_trials.slip("petrenko", rng)
        assert garble[0] == "p" and garble[-1] == "o"
        assert abs(len(garble) - 8) <= 1


def test_the_report_tells_the_checksums_of_the_arrays_beside_it() -> None:
    report = json.loads((DATA / REPORT).read_text(encoding="utf-8"))
    assert report["crc32"] == checksums_of(DATA / ARRAYS)
