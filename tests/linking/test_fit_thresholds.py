"""The thresholds that follow from a fit."""

from collections.abc import Sequence

import numpy as np
import pytest

from normalizer.linking.fit_curves import Chosen
from normalizer.linking.fit_data import Collected
from normalizer.linking.fit_thresholds import least_to_fix, least_to_show

KINDS = ("mt", "clean", "own", "untouched", "town", "slip")
RIGHT, TWISTED, STRANGE = 98, 2, 20
"""Garbles of the list that are put right and turned into another name, and edits of what is no garble."""


@pytest.fixture
def data() -> Collected:
    """A candidate for each of a list's hundred garbles, twenty edits of something else, and two of each clean text."""
    data = Collected(pairs=["cs-en"] * len(KINDS), kinds=list(KINDS), words=[10_000] * len(KINDS))
    garbles = RIGHT + TWISTED
    data.gold = [{"kind": "garble"}] * garbles + [{"kind": "town"}, {"kind": "slip"}]
    c = data.candidates
    c.document = [0] * (garbles + STRANGE) + [1, 1, 2, 2, 3, 3]
    c.gold = [*range(garbles), *[-1] * (STRANGE + 6)]
    c.gold_right = [True] * RIGHT + [False] * (TWISTED + STRANGE + 6)
    c.supported = list(c.gold_right)
    return data


def view(twisted: Sequence[float] = (0, 0), strange: float = 0, clean: Sequence[float] = (0,) * 6) -> Chosen:
    p = np.array([*[0.99] * RIGHT, *twisted, *[strange] * STRANGE, *clean])
    return Chosen(np.arange(len(p)), p)


@pytest.mark.parametrize(
    ("views", "least"),
    [
        ([view()], 0.01),
        ([view(twisted=(0.9, 0.8))], 0.81),
        ([view(strange=0.7)], 0.71),
        ([view(clean=(0.6, 0, 0, 0, 0, 0))], 0.61),
        ([view(clean=(0, 0, 0.6, 0.5, 0, 0))], 0.51),
        ([view(clean=(0, 0, 0, 0, 0.6, 0.5))], 0.01),
        ([view(twisted=(0.9, 0.8)), view(strange=0.7)], 0.81),
        ([view(twisted=(0.995, 0.995))], 1.0),
    ],
    ids=["nothing wrong", "garbles turned wrong", "edits that are not right", "others' names", "own names: one allowed",
         "untouched: two allowed", "the strictest view", "never sure enough"],
)  # fmt: skip
def test_the_least_probability_that_is_edited(data: Collected, views: list[Chosen], least: float) -> None:
    assert least_to_fix(data, views) == least


@pytest.mark.parametrize(
    ("right", "least"),
    [((0, 1, 3), 0.5), ((1, 1, 3), 0.0), ((3, 0, 3), 0.0), ((3, 3, 0), 0.6)],
    ids=["one in six below", "one in three everywhere", "few in one twentieth, enough around it", "none around 0.55"],
)
def test_the_least_probability_that_is_shown(right: tuple[int, int, int], least: float) -> None:
    """`right` of three findings each at 0.42, 0.47 and 0.52 are right, and one at 0.56."""
    data = Collected(pairs=["cs-en"], kinds=["mt"], words=[10_000])
    data.candidates.document = [0] * 10
    data.candidates.strict = [*[i < n for n in right for i in range(3)], True]
    chosen = Chosen(np.arange(10), np.array([*[0.42] * 3, *[0.47] * 3, *[0.52] * 3, 0.56]))
    assert least_to_show(data, [chosen]) == least
