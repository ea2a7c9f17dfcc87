"""GeoNames dumps: main tables (cities*.txt, allCountries.txt, a country's file), and alternate names by id.

A name that is historic, colloquial or whose time is over is left out, also of the main table's own list, which does
not say so. Names in Latin letters are aliases whatever their language, so accepted as they stand; others are native
names where they are in the country's script. The join is sorted on disk; in memory stands one bit for each place.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._geonames import (
    Alternate,
    Place,
    alternate_rows,
    is_alternates,
    main_rows,
    place_entity,
    wanted_features,
)
from normalizer.importers._source import Source, opened
from normalizer.importers._spool import database, fill
from normalizer.model import Entity

IMPORTER = Importer("geonames", "GeoNames: main tables, and alternateNames joined to them", frozenset({"feature"}))

_TABLES = (
    "place(id INTEGER PRIMARY KEY, name, ascii_name, names, latitude, longitude, country, population)",
    "alternate(id INTEGER, language, name, preferred, short, accepted)",
)
_MOST_BITS = 1 << 30


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The places of the main tables that are settlements or regions, or of `options.features`.

    Tables of alternate names alone give places of which only the names are known.
    """
    wanted_features(options.features)
    with opened(sources, report) as found:
        kinds = [(source, is_alternates(source)) for source in found]
        mains = [source for source, alternates in kinds if not alternates]
        alternates = [source for source, alternates in kinds if alternates]
        if alternates:
            yield from _joined(mains, alternates, options, report)
        else:
            for source in mains:
                for place in main_rows(source, options, report):
                    yield place_entity(place, (), options.languages)


def _joined(
    mains: Sequence[Source], alternates: Sequence[Source], options: ImportOptions, report: Report
) -> Iterator[Entity]:
    with database(*_TABLES) as connection:
        kept = _Ids()
        for source in mains:
            fill(
                connection,
                "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                kept.noting(main_rows(source, options, report)),
            )
        for source in alternates:
            names = _of_places(alternate_rows(source, report), kept if mains else None, report)
            fill(connection, "INSERT INTO alternate VALUES (?, ?, ?, ?, ?, ?)", names)
        if not mains:
            connection.execute(
                "INSERT INTO place SELECT DISTINCT id, '', '', '', NULL, NULL, '', NULL FROM alternate WHERE accepted"
            )
        yield from _merged(connection, options)


def _of_places(
    names: Iterator[tuple[int, Alternate]], kept: "_Ids | None", report: Report
) -> Iterator[tuple[object, ...]]:
    for place, name in names:
        if kept is not None and place not in kept:
            report.skip("names of other places")
        else:
            if not name.accepted:
                report.skip("codes, and historic or colloquial names")
            yield (place, *name)


def _merged(connection: sqlite3.Connection, options: ImportOptions) -> Iterator[Entity]:
    """The places with their names: two sorted walks side by side."""
    names = connection.execute("SELECT * FROM alternate ORDER BY id, rowid")
    groups = groupby(names, key=itemgetter(0))
    current, group = next(groups, (None, iter(())))
    for row in connection.execute("SELECT * FROM place ORDER BY id"):
        while current is not None and current < row[0]:
            current, group = next(groups, (None, iter(())))
        own = [Alternate(*name[1:]) for name in group] if current == row[0] else []
        yield place_entity(Place(*row), own, options.languages)


class _Ids:
    """The ids of the places that are kept, a bit each."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._large: set[int] = set()

    def noting(self, places: Iterator[Place]) -> Iterator[Place]:
        for place in places:
            if place.id >= _MOST_BITS:
                self._large.add(place.id)
            else:
                if place.id >> 3 >= len(self._bits):
                    self._bits.extend(bytes((place.id >> 3) + 1 - len(self._bits)))
                self._bits[place.id >> 3] |= 1 << (place.id & 7)
            yield place

    def __contains__(self, number: int) -> bool:
        byte = number >> 3
        return (byte < len(self._bits) and bool(self._bits[byte] >> (number & 7) & 1)) or number in self._large
