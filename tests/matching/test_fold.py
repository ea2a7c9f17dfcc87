"""fold: only a–z, single blanks and hyphens; idempotent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.matching.fold import fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Sudzha", "sudzha"),
        ("  Xi'an ", "xian"),
        ("Суджа", "sudzha"),
        ("Łódź", "lodz"),
        ("Saint-Étienne", "saint-etienne"),
        ("Al\tBurhan\n(general)", "al burhan general"),
        ("スタンリー", "sutanri-"),
        ("1984", ""),
        ("", ""),
        ("\ud800x", "x"),
    ],
)
def test_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=40))
def test_idempotent_and_plain(name: str) -> None:
    once = fold(name)
    assert fold(once) == once
    assert re.fullmatch(r"[a-z-]*( [a-z-]+)*", once)
