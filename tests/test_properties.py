"""What holds for every shipped name and every garble of one, whatever the model has learned."""

import csv
import random
from collections.abc import Callable
from dataclasses import fields
from functools import cache, reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Gazetteer, correct
from normalizer.model import Entity

SENTENCES = (
    "The minister spoke of {} on Monday.",
    "Then {} was named, and nobody asked why.",
    "“{}” stands in the letter.",
    "{}’s papers were lost.",
    "They left {} at night.",
    "The analyst {} said so.",
    "In the {} region it rained.",
)
SLIPS: tuple[Callable[[str], str], ...] = (
    lambda name: name.replace("v", "w"),
    lambda name: name.replace("sh", "sch").replace("ch", "tsch"),
    lambda name: name.replace("y", "ij"),
    lambda name: name.replace("kh", "ch"),
    lambda name: name.replace("i", "ie", 1),
    lambda name: name[:2] + name[3:] if len(name) > 4 else name,
    lambda name: name[:-2] + name[-1] + name[-2] if len(name) > 4 else name,
    lambda name: name.replace(" ", "", 1),
    str.upper,
    str,
)
WORSE: tuple[Callable[[str], str], ...] = (
    lambda name: name.replace("a", "o", 1),
    lambda name: name.replace("k", "ck"),
    lambda name: name.replace("e", "ä", 1),
)


@cache
def shipped() -> Gazetteer:
    return Gazetteer.default()


@cache
def right_names() -> tuple[str, ...]:
    """Every canonical name and alias."""
    return tuple(sorted({name for e in shipped().entities for name in (e.canonical, *e.aliases)}))


@st.composite
def articles(draw: st.DrawFn, slips: tuple[Callable[[str], str], ...]) -> str:
    """Sentences that name entities of the gazetteer, garbled by one of the slips each."""
    lines = draw(
        st.lists(
            st.tuples(st.integers(0, 10**6), st.sampled_from(SENTENCES), st.sampled_from(slips)), min_size=1, max_size=8
        )
    )
    names = right_names()
    return "\n".join(sentence.format(slip(names[k % len(names)])) for k, sentence, slip in lines)


@settings(max_examples=60)
@given(articles((str,)))
def test_what_is_exactly_a_name_or_an_alias_is_never_changed(text: str) -> None:
    assert correct(text, shipped()).text == text


def test_no_name_or_alias_is_changed_alone() -> None:
    names = random.Random(4).sample(right_names(), 400)
    text = "\n".join(f"It was {name}." for name in names)
    done = correct(text, shipped())
    assert [(f.text, f.replacement) for f in done.findings if f.applied] == []


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Sentences that name a few entities again and again, each time garbled by a few slips, one after the other."""
    names, lines = right_names(), []
    slips = st.lists(st.sampled_from((*SLIPS[:-2], *WORSE)), max_size=4)
    for k in draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=3)):
        for sentence, made in draw(st.lists(st.tuples(st.sampled_from(SENTENCES), slips), min_size=1, max_size=3)):
            name = reduce(lambda spelling, slip: slip(spelling), made, names[k % len(names)])
            lines.append(sentence.format(name))
    return "\n".join(draw(st.permutations(lines)))


@settings(max_examples=120)
@given(reports())
def test_what_was_put_right_changes_no_more_of_the_rest(text: str) -> None:
    once = correct(text, shipped()).text
    assert correct(once, shipped()).text == once


@settings(max_examples=60)
@given(articles(SLIPS))
def test_correcting_what_was_corrected_changes_nothing_more(text: str) -> None:
    once = correct(text, shipped()).text
    assert correct(once, shipped()).text == once
    assert once.count("\n") == text.count("\n")


@pytest.fixture(scope="module")
def in_two_orders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Gazetteer, Gazetteer]:
    entities = random.Random(5).sample(sorted(shipped().entities, key=lambda e: e.id), 300)
    folder = tmp_path_factory.mktemp("orders")
    columns = [f.name for f in fields(Entity)]
    found = []
    for name, rows in (("a", entities), ("b", entities[::-1])):
        path: Path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(getattr(e, c)) for c in columns] for e in rows)
        found.append(Gazetteer.read(path))
    return found[0], found[1]


def _cell(value: object) -> object:
    return ";".join(part.replace(";", "\\;") for part in value) if isinstance(value, tuple) else value


@settings(max_examples=30)
@given(text=articles(SLIPS))
def test_the_order_of_the_rows_does_not_matter(in_two_orders: tuple[Gazetteer, Gazetteer], text: str) -> None:
    one, other = (correct(text, names, show_at=0.05) for names in in_two_orders)
    assert one == other
