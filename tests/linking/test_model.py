"""The additive model: its curves, read all at once, are what they say one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from normalizer.linking.features import FEATURES
from normalizer.linking.model import Curve, load_model

KNOTS = st.lists(st.floats(-5, 5).map(lambda x: round(x, 2)), min_size=2, max_size=5, unique=True).map(sorted)


@st.composite
def curves(draw: st.DrawFn) -> dict[str, Curve]:
    names = draw(st.lists(st.sampled_from(FEATURES), max_size=4, unique=True))
    made = {}
    for name in names:
        knots = tuple(draw(KNOTS))
        values = draw(st.lists(st.floats(-3, 3), min_size=len(knots), max_size=len(knots)))
        made[name] = Curve(knots, tuple(values))
    return made


@given(curves(), arrays(np.float32, (3, len(FEATURES)), elements=st.floats(-10, 10, width=32)))
def test_a_curve_is_straight_between_its_knots_and_level_beyond(made: dict[str, Curve], rows: np.ndarray) -> None:
    told = replace(load_model().listed, curves=made).contributions(rows, FEATURES)
    for column, name in enumerate(FEATURES):
        curve = made.get(name)
        wanted = 0.0 if curve is None else np.interp(rows[:, column], curve.knots, curve.values)
        np.testing.assert_allclose(told[:, column], wanted, atol=1e-3)


@pytest.mark.parametrize(("size", "many"), [(3.0, 0.0), (4.2, 0.0), (4.37, 0.5), (4.54, 1.0), (6.0, 1.0)])
def test_the_weights_are_mixed_by_how_many_names_there_are(size: float, many: float) -> None:
    shipped = load_model()
    listed = replace(shipped.listed, bias=-2.0, curves={"ratio": Curve((0.0, 1.0), (0.0, 1.0))})
    in_many = replace(shipped.in_many, bias=-4.0, curves={"ratio": Curve((0.0, 1.0), (0.0, 5.0))})
    model = replace(shipped, listed=listed, in_many=in_many)
    rows = np.zeros((1, len(FEATURES)), dtype=np.float32)
    rows[0, FEATURES.index("size")] = size
    rows[0, FEATURES.index("ratio")] = 1.0
    assert model.contributions(rows).sum() == pytest.approx(1 + 4 * many, abs=1e-5)
    assert model.logits(rows)[0] == pytest.approx(-1 + 2 * many, abs=1e-5)


def test_the_shipped_model_says_what_it_fixes_and_what_it_shows() -> None:
    model = load_model()
    assert 0 < model.show_at < model.fix_at < 1
    assert set(model.listed.curves) | set(model.in_many.curves) <= set(FEATURES)
