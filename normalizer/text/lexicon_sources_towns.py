"""The input of `towns.bin`: which names are those of towns of a country that the shipped gazetteer does not have."""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from rapidfuzz.distance import Indel

from normalizer.text.korean import KOREAN
from normalizer.text.lexicon_sources import alternates, gazetteer_files
from normalizer.text.lexicon_table import name_key

SAME_TOWN: Final = {"kilometres": 15.0, "similarity": 0.65, "similarity to another of GeoNames": 0.85}
"""A town as near to a place of the gazetteer, of a name as like it (Indel, 0–1; without blanks and an Arabic article),
is that place: Az Zuwaydah is Zawaida. Where the place has another id of GeoNames, it is more likely a village nearby:
Vovchanski Khutori."""
_ARTICLE = re.compile(r"\A(?:a[dlnrstz]|ash|e[ls]) (?=.)")
_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class _Place:
    keys: tuple[str, ...]
    latitude: float
    longitude: float
    source: str


class Town(NamedTuple):
    """A name of a town (`name_key`), its country (ISO 3166-1 alpha-2), and where it lies (degrees)."""

    name: str
    country: str
    latitude: float
    longitude: float


def other_towns(cities: Iterable[dict[str, Any]], gazetteer: Path) -> Iterator[Town]:
    """Yield the usual names of GeoNames' towns.

    Left out are those that the places of the gazetteer's CSV files are, and all towns of a name that one of these is
    called by in any language: a Kalinovka of Ukraine is Kalynivka in Russian.
    """
    places = _places(gazetteer)
    others: list[dict[str, Any]] = []
    own: set[tuple[str, str]] = set()
    for city in cities:
        near = places.get(city["countrycode"], ())
        if any(place.source == _source(city) for place in near):
            own.update((name_key(name), city["countrycode"]) for name in (city["name"], *alternates(city)))
        elif not any(_is_same(city, place) for place in near):
            others.append(city)
    for city in others:
        country, names = city["countrycode"], {city["name"]}
        if country in KOREAN:
            # Their usual names are in this romanisation or that, or Japanese ones.
            names.update(alternates(city))
        keys = {key for name in names if len(key := name_key(name)) > 2 and (key, country) not in own}
        yield from (Town(key, country, city["latitude"], city["longitude"]) for key in sorted(keys))


def _places(gazetteer: Path) -> dict[str, list[_Place]]:
    """The places of CSV files that tell where they lie, by country."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for path in gazetteer_files(gazetteer):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["type"] == "place" and row["latitude"]:
                    lists = (row[column].split(";") for column in ("aliases", "weak_aliases", "variants"))
                    keys = {_bare(name_key(name)) for names in ([row["canonical"]], *lists) for name in names} - {""}
                    place = _Place(tuple(sorted(keys)), float(row["latitude"]), float(row["longitude"]), row["source"])
                    found[row["country"]].append(place)
    return found


def _source(city: dict[str, Any]) -> str:
    return f"geonames:{city['geonameid']}"


def _is_same(city: dict[str, Any], place: _Place) -> bool:
    north = (city["latitude"] - place.latitude) * _DEGREE
    if abs(north) > SAME_TOWN["kilometres"]:
        return False
    east = (city["longitude"] - place.longitude) * _DEGREE * math.cos(math.radians(place.latitude))
    if math.hypot(north, east) > SAME_TOWN["kilometres"]:
        return False
    name = _bare(name_key(city["name"]))
    least = SAME_TOWN["similarity to another of GeoNames" if place.source.startswith("geonames:") else "similarity"]
    return any(Indel.normalized_similarity(name, key) >= least for key in place.keys)


def _bare(key: str) -> str:
    """A key without blanks and the article before it."""
    return _ARTICLE.sub("", key).replace(" ", "")
