"""An item of Wikidata's JSON dump as an entity.

The format is Wikibase's (doc.wikimedia.org/Wikibase, JSON): labels, aliases and descriptions by language, claims by
property, each statement with a rank. Empty objects come as `[]`, old values of items have a numeric id only.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from normalizer.importers import ImportOptions
from normalizer.importers._names import (
    degrees,
    entity,
    is_latin,
    iso_country,
    matching_language,
    native_languages,
)
from normalizer.importers._wikidata_tables import EARTH, Tables
from normalizer.model import Entity, EntityType

INSTANCE_OF, COORDINATES, POPULATION, COUNTRY, CITIZENSHIP = "P31", "P625", "P1082", "P17", "P27"
ISO_COUNTRY, ISO_REGION = "P297", "P300"
NATIVE = ("P1705", "P1559")
"""Native label, and name in native language."""
POINT_IN_TIME, END_TIME = "P585", "P582"

ANY_LANGUAGE = "mul"
"""The code under which names stand that are the same in many languages."""

_SKIPPED_TYPES = {"property": "properties", "lexeme": "lexemes", "mediainfo": "media"}


def item_entity(item: Mapping[str, Any], options: ImportOptions, tables: Tables) -> Entity | str:
    """The entity of an item, or why there is none.

    Raises KeyError, TypeError, ValueError or AttributeError for what is not as Wikibase writes it.
    """
    if reason := _skipped(item):
        return reason
    texts, claims = _object(item.get("labels")), _object(item.get("claims"))
    classes = [_item(value) for value in _ranked(claims, INSTANCE_OF, all_ranks=True)]
    type_ = next((tables.types[c] for c in classes if c in tables.types), options.type)
    if type_ is None:
        return "a class that is not in the table of types"
    labels = {tag: _text(value) for tag, value in texts.items()}
    canonical = label(labels, options.languages)
    if not canonical:
        return "no label"
    country = _country(claims, type_, tables)
    latitude, longitude = _place(claims)
    return entity(
        canonical,
        type_,
        aliases=_aliases(item, labels, options.languages),
        native=_native(claims, labels, country),
        country=country,
        latitude=latitude,
        longitude=longitude,
        population=_population(claims),
        description=label(
            {tag: _text(value) for tag, value in _object(item.get("descriptions")).items()}, options.languages, False
        ),
        source=f"Wikidata {item['id']}",
    )


def label(labels: Mapping[str, str], languages: Sequence[str], fall_back: bool = True) -> str:
    """The label in the first of the languages that has one; else under `mul`, else in any, Latin letters first."""
    for language in (*languages, ANY_LANGUAGE) if fall_back else languages:
        if language in labels:
            return labels[language]
    regional = [text for tag, text in labels.items() if matching_language(tag, languages) is not None]
    others = sorted(labels.values(), key=lambda text: not is_latin(text)) if fall_back else []
    return next(iter((*regional, *others)), "")


def _skipped(item: Mapping[str, Any]) -> str:
    kind = item.get("type", "item")
    if kind in _SKIPPED_TYPES:
        return _SKIPPED_TYPES[kind]
    if "redirect" in item or "missing" in item:
        return "redirects and missing items"
    if item["id"][:1] in ("P", "L", "M"):
        return "properties, lexemes or media"
    if not item["id"].startswith("Q"):
        raise ValueError(f"{item['id']} is no item")
    return ""


def _aliases(item: Mapping[str, Any], labels: Mapping[str, str], languages: Sequence[str]) -> Iterator[str]:
    """Labels and aliases in the languages asked for and under `mul`; those of others match too much."""

    def wanted(tag: str) -> bool:
        return tag == ANY_LANGUAGE or matching_language(tag, languages) is not None

    yield from (text for tag, text in labels.items() if wanted(tag))
    for tag, values in _object(item.get("aliases")).items():
        if wanted(tag):
            yield from map(_text, values)


def _native(claims: Mapping[str, Any], labels: Mapping[str, str], country: str) -> list[str]:
    """The names in the item's own language; else the labels in the languages of its country, in their own script."""
    stated = [value["text"] for name in NATIVE for value in _ranked(claims, name)]
    own = native_languages(country)
    return stated or [text for tag, text in labels.items() if tag in own and not is_latin(text)]


def _country(claims: Mapping[str, Any], type_: EntityType, tables: Tables) -> str:
    """The country as ISO alpha-2: the item's own code, else that of its country or citizenship that has not ended."""
    for name in (ISO_COUNTRY, ISO_REGION):
        for value in _ranked(claims, name):
            if code := iso_country(value):
                return code
    names = (CITIZENSHIP, COUNTRY) if type_ is EntityType.PERSON else (COUNTRY,)
    stated = [statement for name in names for statement in _best(claims, name)]
    statements = sorted(stated, key=lambda s: END_TIME in _object(s.get("qualifiers")))
    items = (_item(value) for value in map(_value, statements) if value is not None)
    return next((tables.countries[i] for i in items if i in tables.countries), "")


def _place(claims: Mapping[str, Any]) -> tuple[float | None, float | None]:
    for value in _ranked(claims, COORDINATES):
        globe = str(value.get("globe") or EARTH).rpartition("/")[2]
        latitude, longitude = float(value["latitude"]), float(value["longitude"])
        if globe == EARTH and degrees(latitude, longitude):
            return latitude, longitude
    return None, None


def _population(claims: Mapping[str, Any]) -> int | None:
    """The population of the best rank, the latest of them."""
    latest: tuple[tuple[int, str], int] | None = None
    for statement in _best(claims, POPULATION):
        value = _value(statement)
        if value is None:
            continue
        when = max(map(_time, _object(statement.get("qualifiers")).get(POINT_IN_TIME, [])), default=(-(10**9), ""))
        number = int(float(value["amount"] if isinstance(value, dict) else value))
        if latest is None or when > latest[0]:
            latest = when, number
    return latest[1] if latest and latest[1] > 0 else None


def _time(snak: Mapping[str, Any]) -> tuple[int, str]:
    """The year and the rest of a moment such as +2022-01-00T00:00:00Z, to be compared."""
    if snak.get("snaktype", "value") != "value":
        return -(10**9), ""
    text = snak["datavalue"]["value"]["time"]
    year, _, rest = text[1:].partition("-")
    return int(text[0] + year), rest


def _best(claims: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The statements of the best rank that there is; deprecated ones never."""
    statements = claims.get(name, [])
    preferred = [s for s in statements if s.get("rank") == "preferred"]
    return preferred or [s for s in statements if s.get("rank", "normal") == "normal"]


def _ranked(claims: Mapping[str, Any], name: str, all_ranks: bool = False) -> list[Any]:
    """The values of the best statements; with `all_ranks` those of normal ones after the preferred."""
    statements = _best(claims, name)
    if all_ranks:
        statements = [*statements, *(s for s in claims.get(name, []) if s.get("rank", "normal") == "normal")]
    return [value for value in map(_value, statements) if value is not None]


def _value(statement: Mapping[str, Any]) -> Any:
    """The value of a statement, or None where it is unknown or there is none."""
    snak = statement["mainsnak"]
    return snak["datavalue"]["value"] if snak.get("snaktype", "value") == "value" else None


def _item(value: Mapping[str, Any]) -> str:
    return str(value["id"]) if "id" in value else f"Q{value['numeric-id']}"


def _object(value: Any) -> Mapping[str, Any]:
    """An object; an empty one may come as an empty array, or not at all."""
    if value in (None, []):
        return {}
    if not isinstance(value, dict):
        raise TypeError("an object is expected")
    return value


def _text(value: Any) -> str:
    text = value["value"] if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise TypeError("a text is expected")
    return text
