"""What counts how much in the fit of the decision."""

import numpy as np
import pytest

from normalizer.linking.features import FEATURES
from normalizer.linking.fit_curves import (
    CLEAN_WEIGHT,
    IN_LIST,
    SLIP_WEIGHT,
    Spans,
    basis,
    choose_all,
    design,
    fit_weights,
    spans_of,
    training_weights,
)
from normalizer.linking.fit_data import Collected


@pytest.fixture
def data() -> Collected:
    """A spelling that stands in two translations of one pair, and one each in a clean text and in one with slips."""
    made = Collected(pairs=["ru-en", "ru-en", "ru-en", "cs-en"], kinds=["mt", "mt", "clean", "slip"])
    c = made.candidates
    c.document, c.span = [0, 1, 2, 3, 3], [(0, 0, 1)] * 5
    c.group = [("smie", "Sumy"), ("smie", "Sumy"), ("smie", "Sumy"), ("kyvi", "Kyiv"), ("kyvi", "Kivu")]
    c.weight, c.label, c.gold = [1.0] * 5, [1.0, 1.0, 0.0, 1.0, 0.0], [0, 1, -1, 2, 2]
    return made


@pytest.mark.parametrize("size", ["list", "many"])
def test_a_spelling_counts_once_however_often_it_stands(data: Collected, size: str) -> None:
    once = 1 / np.sqrt(2)
    slip = SLIP_WEIGHT[size]
    assert training_weights(data, size).tolist() == pytest.approx([once, once, CLEAN_WEIGHT, slip, slip])


def test_lists_learn_nothing_from_slips_made_here() -> None:
    assert SLIP_WEIGHT["list"] == 0 < SLIP_WEIGHT["many"]


def test_a_span_counts_as_much_as_its_right_candidate(data: Collected) -> None:
    spans = spans_of(data, np.arange(5), np.array([0.1, 0.2, 0.3, 0.4, 0.5]))
    assert spans.weight.tolist() == [0.1, 0.2, 0.3, 0.4]
    assert spans.right[spans.starts].tolist() == [True, True, False, False], "Kivu stands before Kyiv"
    assert np.logical_or.reduceat(spans.right, spans.starts).tolist() == [True, True, False, True]


def test_a_word_that_is_garbled_in_one_document_says_nothing_of_another() -> None:
    data = Collected(pairs=["ru-en", "cs-en"], kinds=["mt", "clean"])
    c = data.candidates
    pair = (("myasnikov", "maslennikov"),)
    c.document, c.span, c.group = [0, 1], [(0, 0, 1), (0, 0, 2)], [("myasnikov", "Maslennikov"), ("a m", "A M")]
    c.person, c.words, c.same = ["", ""], [(1, pair), (2, pair)], [False, False]
    chosen = choose_all(data, np.array([3.0, -2.0]))
    assert dict(zip(chosen.row.tolist(), chosen.p.tolist(), strict=True))[1] == pytest.approx(1 / (1 + np.exp(2)))


@pytest.mark.parametrize("size", ["list", "many"])
def test_very_many_names_learn_nothing_from_what_only_lists_have(size: str) -> None:
    pytest.importorskip("scipy", reason="needs the extra train")
    b = basis()
    rows = np.zeros((8, len(FEATURES)), dtype=np.float32)
    rows[:4, [FEATURES.index(name) for name in IN_LIST]] = 1.0
    each = np.arange(8)
    spans = Spans(each, each, each, each < 4, np.ones(8))
    learned = fit_weights(design(rows, b), spans, b, size)
    told = {w for f, w in zip(b.feature, learned.tolist(), strict=False) if FEATURES[f] in IN_LIST}
    assert all(w > 0 for w in told) if size == "list" else told == {0.0}
