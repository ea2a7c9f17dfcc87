"""The rows of GeoNames tables, and how a place and its names become an entity.

Columns as in GeoNames' readme.txt (download.geonames.org/export/dump): 19 of a main table, 8 of alternateNames.txt, 10
of alternateNamesV2.txt, of which the empty last ones are often missing.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalizer.errors import InputError
from normalizer.gazetteer.columns import clean
from normalizer.importers import ImportOptions, Report
from normalizer.importers._names import degrees, entity, is_latin, iso_country, matching_language, native_names
from normalizer.importers._source import Source
from normalizer.model import Entity, EntityType

DEFAULT_FEATURES = ("P", "A")
"""Feature classes: populated places; countries and their regions (geonames.org/export/codes.html)."""

_MAIN_COLUMNS = range(15, 20)
_ALTERNATE_COLUMNS = range(4, 11)
_FEATURE = re.compile(r"[AHLPRSTUV](\.[A-Z0-9]+)?|[A-Z][A-Z0-9]{1,4}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
"""A language; post, link, iata, icao, faac, abbr, wkdt, unlc, phon, piny, fr_1793 and their like are none."""
_CODE = re.compile(r"[A-Z]{3}")
_YEAR = re.compile(r"\d{4}")


class Place(NamedTuple):
    """What is used of a row of a main table; `names` is its own list, parted by commas."""

    id: int
    name: str
    ascii_name: str
    names: str
    latitude: float | None
    longitude: float | None
    country: str
    population: int | None


class Alternate(NamedTuple):
    """A name of a place in a language; `accepted` is false for what is historic, colloquial, over, or a code."""

    language: str
    name: str
    preferred: bool
    short: bool
    accepted: bool


class _RowError(Exception):
    pass


def main_rows(source: Source, options: ImportOptions, report: Report) -> Iterator[Place]:
    """The places of a main table that have one of the features asked for (settlements and regions by default)."""
    wanted = wanted_features(options.features)
    for number, columns in _tables(source, report):
        try:
            place, feature_class, feature_code = _place(columns)
        except _RowError as error:
            report.fault(str(error), source.path, number)
            continue
        if wanted.isdisjoint((feature_class, feature_code, f"{feature_class}.{feature_code}")):
            report.skip("another feature")
        else:
            yield place


def alternate_rows(source: Source, report: Report) -> Iterator[tuple[int, Alternate]]:
    """(place's id, name) of a table of alternate names."""
    today = datetime.date.today().isoformat()
    for number, columns in _tables(source, report):
        try:
            yield _alternate(columns, today)
        except _RowError as error:
            report.fault(str(error), source.path, number)


def wanted_features(features: Sequence[str]) -> frozenset[str]:
    """The classes (P), codes (PPLC) or both (P.PPLC) of `--feature`; raises InputError for what is none."""
    for feature in features:
        if not _FEATURE.fullmatch(feature.upper()):
            mend = "write a class (P), a code (PPLC) or both (P.PPLC) of geonames.org/export/codes.html"
            raise InputError(f"there is no feature {feature!r}", mend=mend)
    return frozenset(feature.upper() for feature in features or DEFAULT_FEATURES)


def is_alternates(source: Source) -> bool:
    """Whether a source is a table of alternate names and no main table; raises InputError where it is neither."""
    lines = source.peek().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines()[:200]
    rows = [line.split("\t") for line in lines]
    main = sum(len(row) in _MAIN_COLUMNS and row[0].isdigit() for row in rows)
    others = sum(len(row) in _ALTERNATE_COLUMNS and row[0].isdigit() and row[1].isdigit() for row in rows)
    if not main and not others:
        problem = "this is neither a main table of GeoNames (19 columns) nor one of alternate names (4 to 10)"
        raise InputError(problem, path=source.path, row=1, mend="the columns are parted by tabs")
    return others > main


def place_entity(place: Place, alternates: Sequence[Alternate], languages: Sequence[str]) -> Entity:
    """The entity of a place: named in the first of the languages, else as the main table calls it."""
    refused = _refused(alternates, languages)
    good = [a for a in alternates if a.accepted and a.name not in refused]
    own = [name for name in place.names.split(",") if name not in refused and _is_usual(name)]
    main = place.name or _likeliest(good, languages)
    tagged = [(a.language, a.name) for a in good] + [("", name) for name in own]
    of_table = [name for name in (main, place.ascii_name) if name not in refused and is_latin(name)]
    latin = [name for _, name in tagged if is_latin(name)]
    return entity(
        _canonical(good, main, languages),
        EntityType.PLACE,
        aliases=[*of_table[:1], *latin, *of_table[1:]],
        native=native_names([(tag, clean(name)) for tag, name in tagged if not is_latin(name)], place.country),
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
        source=f"GeoNames {place.id}",
    )


def _is_usual(name: str) -> bool:
    """Whether a name that says no language is one: no code, no romanisation by machine (those have no capitals)."""
    return bool(name) and not _CODE.fullmatch(name) and (name != name.lower() or not is_latin(name))


def _refused(alternates: Sequence[Alternate], languages: Sequence[str]) -> set[str]:
    """The spellings that are not accepted: by a row in a language asked for or in none, or by all their rows."""
    good = {a.name for a in alternates if a.accepted}
    return {
        a.name
        for a in alternates
        if not a.accepted
        and (a.name not in good or not a.language or matching_language(a.language, languages) is not None)
    }


def _likeliest(alternates: Sequence[Alternate], languages: Sequence[str]) -> str:
    """A name for a place without a row in a main table: in one of the languages, in Latin letters, or the first."""

    def order(alternate: Alternate) -> tuple[int, bool]:
        place = matching_language(alternate.language, languages)
        return len(languages) if place is None else place, not is_latin(alternate.name)

    return min(alternates, key=order).name if alternates else ""


def _canonical(alternates: Sequence[Alternate], main: str, languages: Sequence[str]) -> str:
    """The preferred name in the first language that has one, the full rather than the short one.

    English names that are not preferred yield to the main name, which is the usual one in English; in other languages
    the first ordinary name will do.
    """
    for place, language in enumerate(languages):
        own = [a for a in alternates if matching_language(a.language, languages) == place]
        preferred = sorted((a for a in own if a.preferred), key=lambda a: a.short)
        if preferred:
            return preferred[0].name
        if language == "en":
            break
        if own:
            return own[0].name
    return main


def _tables(source: Source, report: Report) -> Iterator[tuple[int, list[str]]]:
    for number, raw in source.lines():
        if not raw.strip() or raw.startswith(b"#"):
            continue
        try:
            columns = raw.decode("utf-8").split("\t")
        except UnicodeDecodeError:
            report.read += 1
            report.fault("this is not UTF-8", source.path, number)
            continue
        if number == 1 and columns[0].strip().lower() in ("geonameid", "alternatenameid", "geoname_id", "id"):
            continue
        report.read += 1
        yield number, columns


def _place(columns: Sequence[str]) -> tuple[Place, str, str]:
    if len(columns) not in _MAIN_COLUMNS:
        raise _RowError(f"{len(columns)} columns where a main table has 19")
    if not columns[0].isdigit() or not columns[1].strip():
        raise _RowError("the id is no number" if columns[1].strip() else "the name is missing")
    try:
        latitude, longitude = float(columns[4]), float(columns[5])
        population = int(columns[14] or 0)
    except ValueError:
        raise _RowError("coordinates or population are no numbers") from None
    if not degrees(latitude, longitude) or population < 0:
        raise _RowError("coordinates or population are out of range")
    name, ascii_name = clean(columns[1]), clean(columns[2])
    place = Place(
        int(columns[0]), name, ascii_name, columns[3], latitude, longitude, iso_country(columns[8]), population or None
    )
    return place, columns[6], columns[7]


def _alternate(columns: Sequence[str], today: str) -> tuple[int, Alternate]:
    while len(columns) > _ALTERNATE_COLUMNS.stop - 1 and not columns[-1]:
        columns = columns[:-1]
    if len(columns) not in _ALTERNATE_COLUMNS:
        raise _RowError(f"{len(columns)} columns where alternate names have 4 to 10")
    if not columns[0].isdigit() or not columns[1].isdigit():
        raise _RowError("the ids are no numbers")
    _, place, language, name, *rest = columns
    preferred, short, colloquial, historic, _, until = [value.strip() for value in rest] + [""] * (6 - len(rest))
    name = clean(name)
    if not name:
        raise _RowError("the name is missing")
    is_language = not language or bool(_LANGUAGE.fullmatch(language))
    is_code = not language and bool(_CODE.fullmatch(name))
    over = _is_over(until, today)
    accepted = is_language and not is_code and "1" not in (colloquial, historic) and not over and "://" not in name
    return int(place), Alternate(language, name, preferred == "1", short == "1", accepted)


def _is_over(until: str, today: str) -> bool:
    """Whether the date up to which a name was used lies in the past; GeoNames writes years, dates and words there."""
    years = _YEAR.findall(until)
    if not years:
        return False
    return until < today if re.fullmatch(r"\d{4}-\d\d-\d\d", until) else max(years) < today[:4]
