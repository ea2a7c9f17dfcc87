"""Where the places of a document lie, and how a candidate fits among them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

import numpy as np

from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.forms import FormIndex, FormKind
from normalizer.linking.context import Context
from normalizer.model import Entity, EntityType
from normalizer.text.lexicon import demonym

_EARTH = 6371.0
_FAR, _AT_HAND = 3.5, 10.0
"""How near a place is: log10 of 3,200 km, over log10 of the distance, of which 10 km make no difference."""
_DEGREE = 111.2
_ITSELF = 1.0
"""Kilometres below which a named place is the entity itself, of which `entity_in_text` tells."""
_FEW = 3
"""Countries that a text may name before it is one about many."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place that the document names; degrees, WGS 84."""

    latitude: float
    longitude: float
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The places (countries left out) and the countries (ISO 3166-1 alpha-2, with counts) that a document names.

    `homes` are the countries that it is about: those that it names, by themselves, their people or their places, more
    than once. `entities` are the ids of all that it names, `others` the countries of those that are no places; `states`
    tells where it speaks of a state or of its people: offsets, ascending, and countries. `partners` counts how many of
    `entities` say of an id that it is related to them.
    """

    points: tuple[Point, ...]
    countries: Counter[str]
    homes: frozenset[str]
    entities: frozenset[str]
    others: Counter[str]
    states: tuple[tuple[int, str], ...]
    partners: Counter[str]

    def named(self, entity: Entity) -> int:
        """How often the document names the country of an entity, a place in it or, if it is no place, people of it."""
        own = self.countries[entity.country]
        return own if entity.type is EntityType.PLACE else own + self.others[entity.country]

    def beside(self, start: int, end: int) -> frozenset[str]:
        """The countries that are spoken of between two offsets."""
        first, last = (bisect_left(self.states, (offset, "")) for offset in (start, end))
        return frozenset([country for _, country in self.states[first:last]])


NOWHERE = Surroundings((), Counter(), frozenset(), frozenset(), Counter(), (), Counter())


def surroundings(context: Context, index: FormIndex, towns: Sequence[Entity] = ()) -> Surroundings:
    """What the exact mentions, the demonyms and `towns` (known ones of the world) say of where the document plays.

    A name of several places (Tripoli) may be any of them.
    """
    points: dict[tuple[float, float], Point] = {}
    named: Counter[str] = Counter()
    others: Counter[str] = Counter()
    states: list[tuple[int, str]] = []
    partners: Counter[str] = Counter()
    for named_id, mentions in context.entity_mentions.items():
        form = next(f for f in mentions[0].forms if f.entity.id == named_id)
        entity = form.entity
        partners.update(entity.related)
        if form.kind not in (FormKind.CANONICAL, FormKind.ALIAS, FormKind.VARIANT):
            continue
        if entity.type is not EntityType.PLACE:
            others[entity.country] += len(mentions)
        else:
            named[entity.country] += len(mentions)
            _add(points, entity)
            if is_country(entity):
                states += [(mention.start, entity.country) for mention in mentions]
    for town in towns:
        named[town.country] += 1
        _add(points, town)
    for run in context.runs:
        for word in run.words:
            place = demonym(word.text)
            if place is not None:
                for form in index.exact.get(place.casefold(), ())[:1]:
                    named[form.entity.country] += 1
                    states.append((word.start, form.entity.country))
    states = sorted((start, country) for start, country in states if country)  # Europe has none
    named.pop("", None)
    others.pop("", None)
    ids = frozenset(context.entity_mentions)
    homes = frozenset([country for country, count in named.items() if count > 1])
    return Surroundings(tuple(points.values()), named, homes, ids, others, tuple(states), partners)


def lies_near(entity: Entity, points: Sequence[Point], reach: float) -> bool:
    """Whether a place, no country, lies within `reach` kilometres of a point (on a plane touching the earth there)."""
    if entity.latitude is None or entity.longitude is None or is_country(entity):
        return False
    for p in points:
        north = (entity.latitude - p.latitude) * _DEGREE
        east = (entity.longitude - p.longitude) * _DEGREE * cos(radians(p.latitude))
        if north**2 + east**2 <= reach**2:
            return True
    return False


def _add(points: dict[tuple[float, float], Point], entity: Entity) -> None:
    if entity.latitude is not None and entity.longitude is not None and not is_country(entity):
        points[entity.latitude, entity.longitude] = Point(entity.latitude, entity.longitude, entity.canonical)


def is_country(entity: Entity) -> bool:
    """Whether a place is a whole country, whose coordinates say nothing of distance."""
    country = countries().get(entity.country)
    return entity.description.startswith("country") or (country is not None and country.name == entity.canonical)


def kilometres(a: Point, latitude: float, longitude: float) -> float:
    """The great-circle distance (haversine formula; R. W. Sinnott, "Virtues of the Haversine", 1984)."""
    p, q = radians(a.latitude), radians(latitude)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(longitude - a.longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(h)))


def nearest(entity: Entity, around: Surroundings) -> tuple[float, Point] | None:
    """Of the other places that are named the one that lies nearest to an entity and its distance in kilometres, if both
    have coordinates.
    """
    if entity.latitude is None or entity.longitude is None:
        return None
    latitude, longitude = entity.latitude, entity.longitude
    found = [(kilometres(p, latitude, longitude), p) for p in around.points]
    return min([(far, p) for far, p in found if far >= _ITSELF], key=lambda x: x[0], default=None)


class PlaceFeatures:
    """How entities fit into a document's surroundings, each reckoned once."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._known: dict[str, tuple[float, ...]] = {}
        self._at = np.radians([(p.latitude, p.longitude) for p in around.points]).reshape(-1, 2)

    def of(self, entity: Entity) -> tuple[float, ...]:
        """The features near, at_home, compatriots, abroad and related.

        Nearness to other places is 0 from 3,000 km on and 2.5 at hand; the country is named, or people of it, or only
        others are (less where they are more than a few); how many of the related entities are named, and of
        those that say so of what is no place: its analysts speak for an institute.
        """
        found = self._known.get(entity.id)
        if found is None:
            found = self._known[entity.id] = self._reckon(entity)
        return found

    def _reckon(self, entity: Entity) -> tuple[float, ...]:
        at_home = bool(entity.country) and self._around.named(entity) > 0
        compatriots = not at_home and self._around.others[entity.country] > 0
        others = 0 if not entity.country or at_home or compatriots else len(self._around.countries)
        abroad = _FEW / max(_FEW, others) if others else 0.0
        related = sum(key in self._around.entities for key in entity.related)
        if entity.type is not EntityType.PLACE:
            related += self._around.partners[entity.id]
        return self._nearness(entity), float(at_home), float(compatriots), abroad, float(related)

    def _nearness(self, entity: Entity) -> float:
        if entity.latitude is None or entity.longitude is None or not len(self._at):
            return 0.0
        latitude, longitude = radians(entity.latitude), radians(entity.longitude)
        north, east = self._at[:, 0], self._at[:, 1]
        half = np.sin((latitude - north) / 2) ** 2 + cos(latitude) * np.cos(north) * np.sin((longitude - east) / 2) ** 2
        far = 2 * _EARTH * np.arcsin(np.minimum(1.0, np.sqrt(half)))
        others = far[far >= _ITSELF]
        return max(0.0, _FAR - log10(float(others.min()) + _AT_HAND)) if len(others) else 0.0
