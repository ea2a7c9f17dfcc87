"""A name or an alias of a layer stands, whatever the layers below it and the world hold."""

import csv
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Gazetteer, correct
from normalizer.gazetteer.world import WorldIndex, open_table
from normalizer.model import Entity, EntityType

OWN = (
    Entity("place/sudzha", "Sudzha", EntityType.PLACE, ("Soudja",)),
    Entity("place/novopavlivka", "Novopavlivka", EntityType.PLACE, country="UA"),
    Entity("person/franz-stefan-gady", "Franz-Stefan Gady", EntityType.PERSON),
    Entity("person/steve-witkoff", "Steve Witkoff", EntityType.PERSON, ("Steven Witkoff",)),
    Entity("person/al-burhan", "Abdel Fattah al-Burhan", EntityType.PERSON),
    Entity("organization/black-bird-group", "Black Bird Group", EntityType.ORGANIZATION, ("BBG",)),
    Entity("place/zdoluniv", "Zdoluniv", EntityType.PLACE, ("Zdolunow",), country="UA"),
    Entity("place/kyiv", "Kyiv", EntityType.PLACE, country="UA", latitude=50.45, longitude=30.52),
    Entity("term/kh-101", "Kh-101", EntityType.TERM),
)
RIGHT = tuple(name for e in OWN for name in (e.canonical, *e.aliases))
SLIPS = (
    lambda name: name.replace("a", "e"),
    lambda name: name.replace("i", "y"),
    lambda name: name + "a",
    lambda name: name.replace("dzh", "dsch").replace("ff", "v"),
    lambda name: name[0] + name[2:],
    lambda name: name.replace(" ", "").replace("-", " "),
    lambda name: "Ivan " + name[:-1] + "o",
    lambda name: name[:-1] + "i Rokha",
    lambda name: name,
)
HEADLINE = "THE MINISTER AND {}"
SENTENCES = (
    "The minister said that {} was near.",
    "{} came first, and the minister second.",
    "The village of {} near Kyiv was shelled on Monday.",
    "They wrote to Iwan {} on Monday.",
    "They wrote of {} Roka on Monday.",
    "They read the words of {}’s envoy.",
    HEADLINE,
)
TYPES = tuple(EntityType)
ENDLESS = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("layers")


def layer(folder: Path, entities: Iterable[Entity]) -> Gazetteer:
    columns = [f.name for f in fields(Entity)]
    path = folder / f"{next(ENDLESS)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for entity in entities:
            values = (getattr(entity, c) for c in columns)
            writer.writerow(";".join(v) if isinstance(v, tuple) else v for v in values)
    return Gazetteer.read(path)


@st.composite
def lower_entities(draw: st.DrawFn) -> list[Entity]:
    """Entities whose names are garbles of the right ones, and which claim the right ones in every way there is."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        right, slip = draw(st.sampled_from(RIGHT)), draw(st.sampled_from(SLIPS))
        claimed = draw(st.sampled_from(("", "aliases", "weak_aliases", "variants")))
        entity = Entity(f"lower/{number}", slip(right), draw(st.sampled_from(TYPES)), country="UA", population=900_000)
        found.append(replace(entity, **{claimed: (right,)}) if claimed and slip(right) != right else entity)
    return found


def world(folder: Path, names: Iterable[tuple[str, str]]) -> WorldIndex:
    """Towns of these names and alternate names."""
    table = folder / f"{next(ENDLESS)}.json"
    keys = ("geonameid", "name", "alternatenames", "countrycode", "population", "latitude", "longitude")
    towns = [(k, name, [other], "UA", 900_000, 50.0, 30.0 + k) for k, (name, other) in enumerate(names, 1)]
    table.write_text(json.dumps({str(t[0]): dict(zip(keys, t, strict=True)) for t in towns}), encoding="utf-8")
    return open_table(table, folder / "cache")


def assert_names_stand(lines: list[tuple[str, str]], names: Gazetteer, fix_at: float) -> None:
    parts, spans, at = [], [], 0
    for sentence, right in lines:
        name = right.upper() if sentence == HEADLINE else right
        start = at + sentence.index("{}")
        spans.append((start, start + len(name)))
        parts.append(sentence.format(name) + "\n")
        at += len(parts[-1])
    done = correct("".join(parts), names, fix_at=fix_at)
    changed = [
        (done.original[e.start : e.end], e.replacement)
        for e in done.edits
        for a, b in spans
        if e.start < b and a < e.end
    ]
    assert changed == []


LINES = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(RIGHT)), min_size=1, max_size=5)


@settings(max_examples=200)
@given(lines=LINES, lower=lower_entities(), fix_at=st.sampled_from((0.05, 0.5)))
def test_no_layer_below_changes_a_right_name(
    folder: Path, lines: list[tuple[str, str]], lower: list[Entity], fix_at: float
) -> None:
    assert_names_stand(lines, layer(folder, lower) | layer(folder, OWN), fix_at)


TOWNS = st.lists(
    st.builds(lambda right, slip: (slip(right), right), st.sampled_from(RIGHT), st.sampled_from(SLIPS)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(lines=LINES, towns=TOWNS, fix_at=st.sampled_from((0.05, 0.5)))
def test_the_world_changes_no_right_name(
    folder: Path, lines: list[tuple[str, str]], towns: list[tuple[str, str]], fix_at: float
) -> None:
    assert_names_stand(lines, Gazetteer(layer(folder, OWN).layers, world(folder, towns)), fix_at)
