"""The additive model: its curves, read all at once, are what they say one by one."""

from dataclasses import replace

import numpy as np
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
    told = replace(load_model(), curves=made).contributions(rows)
    for column, name in enumerate(FEATURES):
        curve = made.get(name)
        wanted = 0.0 if curve is None else np.interp(rows[:, column], curve.knots, curve.values)
        np.testing.assert_allclose(told[:, column], wanted, atol=1e-3)


def test_the_shipped_model_says_what_it_fixes_and_what_it_shows() -> None:
    model = load_model()
    assert 0 < model.show_at < model.fix_at < 1
    assert set(model.curves) <= set(FEATURES)
