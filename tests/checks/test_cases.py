"""Sentences held against the shipped names: what is put right, what is left alone, and what is not yet right."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from normalizer import Gazetteer, correct
from normalizer.model import Correction

FOLDER = Path(__file__).parent.parent / "cases"


def cases(name: str, fields: set[str]) -> list[Any]:
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    assert all(set(row) == fields for row in rows)
    assert len({row["text"] for row in rows}) == len(rows)
    return [pytest.param(row, id=row["label"]) for row in rows]


WILD = cases("wild", {"label", "text", "expected"})
NEGATIVE = cases("negative", {"label", "text"})
KNOWN_FAILURES = cases("known_failures", {"label", "text", "expected", "why"})


@cache
def corrected(text: str) -> Correction:
    return correct(text, shipped())


@cache
def shipped() -> Gazetteer:
    return Gazetteer.default()


@pytest.mark.parametrize("case", WILD)
def test_a_garble_is_put_right(case: dict[str, str]) -> None:
    assert corrected(case["text"]).text == case["expected"]


def test_a_given_name_romanised_otherwise_is_shown() -> None:
    done = corrected("Kaya Kallas of Estonia spoke with Marco Rubyo in Brussels and with Emmanuel Makron in Paris.")
    assert ("Kaya", "Kaja") in {(f.text, f.replacement) for f in done.findings}


def test_garbled_demonyms_are_shown_only() -> None:
    text = "The Ukranian army left Kyiv. A Venezualan tanker left Caracas, and Lituanian officers met in Vilnius."
    done = corrected(text)
    assert done.text == text
    shown = [("Ukranian", "Ukrainian"), ("Venezualan", "Venezuelan"), ("Lituanian", "Lithuanian")]
    assert [(f.text, f.replacement) for f in done.findings] == shown


def test_a_month_is_no_garble_of_a_capital_that_is_garbled_beside_it() -> None:
    done = corrected("The minister flew to Ankarra on Monday. Tunesia pays a third more than in January.")
    assert "Ankara" in done.text
    assert all(f.text not in ("Monday", "January") for f in done.findings)


@pytest.mark.parametrize("case", WILD)
def test_what_was_put_right_is_left_alone(case: dict[str, str]) -> None:
    assert corrected(case["expected"]).edits == ()


@pytest.mark.parametrize("case", NEGATIVE)
def test_a_right_name_is_left_alone(case: dict[str, str]) -> None:
    assert corrected(case["text"]).text == case["text"]


@pytest.mark.parametrize("case", KNOWN_FAILURES)
@pytest.mark.xfail(strict=True, reason="a known failure; once it is mended, the case moves to wild.toml")
def test_a_known_failure(case: dict[str, str]) -> None:
    assert corrected(case["text"]).text == case["expected"]


def test_all_the_negatives_in_one_article_are_left_alone() -> None:
    text = "\n".join(case.values[0]["text"] for case in NEGATIVE)
    assert [(f.text, f.replacement) for f in corrected(text).findings if f.applied] == []
