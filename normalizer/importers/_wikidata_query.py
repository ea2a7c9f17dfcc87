"""Results of Wikidata's query service, whose columns are named freely: what each column is shows in its values.

JSON as SPARQL 1.1 has it and as the service's page saves it (plain and verbose), CSV, TSV plain and verbose. An item
fills a row for each combination of its values; the rows are united, sorted on disk.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from normalizer.errors import InputError
from normalizer.importers import ImportOptions, Report
from normalizer.importers._csv import records
from normalizer.importers._names import degrees, entity, is_latin, iso_country, matching_language
from normalizer.importers._source import Source
from normalizer.importers._spool import grouped
from normalizer.importers._wikidata_columns import POINT, Cell, Roles, cell, find_roles
from normalizer.importers._wikidata_item import ANY_LANGUAGE, label
from normalizer.importers._wikidata_tables import EARTH, ITEM, Tables
from normalizer.model import Entity, EntityType

QueryRow = tuple[str, str]
"""An item, and what a row says of it as JSON."""
Numbered = tuple[int, Mapping[str, Cell]]

_SAMPLE = 1_000
_TURTLE = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z-]+)|\^\^<[^>]*>)?')
_OTHERS = re.compile(r"(?:https?://www\.wikidata\.org/entity/|wd:)?[PLM][1-9]\d*(-[FS]\d+)?")


def json_rows(
    source: Source, values: Iterator[tuple[tuple[str, ...], int, Any]], tables: Tables, report: Report
) -> Iterator[QueryRow]:
    """The rows of results as JSON."""
    yield from _rows(_bindings(source, values, report), source, tables, report)


def text_rows(source: Source, tables: Tables, report: Report) -> Iterator[QueryRow]:
    """The rows of results as CSV or TSV."""
    yield from _rows(_lines(source, report), source, tables, report)


def query_entities(
    results: Sequence[Iterator[QueryRow]], options: ImportOptions, tables: Tables, report: Report
) -> Iterator[Entity]:
    """The entities of all rows; raises InputError where nothing says what they are."""
    untyped, typed = 0, 0
    for item, packed in grouped(chain.from_iterable(results)):
        found = _united(map(json.loads, packed))
        type_ = found.get("type") or options.type or (EntityType.PLACE if "latitude" in found else None)
        if type_ is None:
            untyped += 1
            report.skip("nothing says what it is (--type)")
            continue
        typed += 1
        built = _entity(item, EntityType(type_), found, options)
        if built.canonical:
            yield built
        else:
            report.skip("no label")
    if untyped and not typed:
        mend = f"say --type {'|'.join(EntityType)}, or add a column of classes (P31)"
        raise InputError("no column of the results says what the items are", mend=mend)


def _entity(item: str, type_: EntityType, found: Mapping[str, Any], options: ImportOptions) -> Entity:
    by_language: dict[str, str] = {}
    for language, text in found.get("labels", ()):
        by_language.setdefault(language, text)
    accepted = [
        text
        for language, text in (*found.get("labels", ()), *found.get("aliases", ()))
        if language in ("", ANY_LANGUAGE) or matching_language(language, options.languages) is not None
    ]
    native = [*found.get("native", ()), *(t for _, t in found.get("labels", ()) if not is_latin(t))]
    untagged = {"": by_language[""]} if "" in by_language else {}
    return entity(
        untagged.get("") or label(by_language, options.languages),
        type_,
        aliases=[text for text in accepted if is_latin(text)],
        native=[*native, *(text for text in accepted if not is_latin(text))],
        country=found.get("country", ""),
        latitude=found.get("latitude"),
        longitude=found.get("longitude"),
        population=found.get("population"),
        description=found.get("description", ""),
        source=f"Wikidata {item}",
    )


def _united(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What the rows of an item say together: lists one after the other, of single values the first, the most people."""
    united: dict[str, Any] = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, list):
                earlier = united.setdefault(name, [])
                earlier.extend(v for v in value if v not in earlier)
            elif name == "population":
                united[name] = max(value, united.get(name, 0))
            else:
                united.setdefault(name, value)
    return united


def _rows(numbered: Iterator[Numbered], source: Source, tables: Tables, report: Report) -> Iterator[QueryRow]:
    sample = list(islice(numbered, _SAMPLE))
    if not sample:
        return
    names = list(dict.fromkeys(name for _, row in sample for name in row))
    roles = find_roles(names, [row for _, row in sample], tables)
    if roles is None:
        mend = "its values look like http://www.wikidata.org/entity/Q42"
        raise InputError(f"no column of {', '.join(names)} holds items of Wikidata", path=source.path, mend=mend)
    for number, row in chain(sample, numbered):
        found = row.get(roles.item, Cell(""))
        item = ITEM.fullmatch(found.text)
        if item:
            yield item[1], json.dumps(_said(row, roles, item[1], tables))
        elif found.blank or not found.text:
            report.skip("blank nodes")
        elif _OTHERS.fullmatch(found.text):
            report.skip("properties, lexemes or media")
        else:
            report.fault(f"{found.text[:60]!r} is no item of Wikidata", source.path, number)


def _said(row: Mapping[str, Cell], roles: Roles, item: str, tables: Tables) -> dict[str, Any]:
    """What a row says, without what it leaves empty."""

    def get(name: str) -> Cell:
        return row.get(name, Cell(""))

    texts = [get(name) for name in (roles.label, *roles.others)]
    code = next((c for c in (get(roles.code).text, tables.countries.get(_item(get(roles.country)))) if c), "")
    latitude, longitude = _place(row, roles)
    said: dict[str, Any] = {
        "labels": [(c.language, c.text) for c in texts[:1] if c.text and c.text != item],
        "aliases": [(c.language, part) for n in roles.aliases for c in (get(n),) for part in _parts(n, c.text)],
        "native": [*(get(n).text for n in roles.native if get(n).text), *_not_latin(texts[1:])],
        "description": get(roles.description).text,
        "latitude": latitude,
        "longitude": longitude,
        "country": iso_country(code) if code else "",
        "type": tables.type_of(get(roles.type).text),
        "population": _number(get(roles.population).text),
    }
    said["labels"] += [(c.language, c.text) for c in texts[1:] if c.text and c.language]
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def _not_latin(cells: Iterable[Cell]) -> list[str]:
    return [c.text for c in cells if c.text and not is_latin(c.text)]


def _parts(column: str, text: str) -> list[str]:
    """The aliases of a cell: the label service joins them by a comma and a blank, GROUP_CONCAT often by ; or |."""
    mark = r"\s*[;|]\s*" if re.search(r"[;|]", text) else r",\s+" if column.lower().endswith("altlabel") else r"\n"
    return [part for part in re.split(mark, text) if part]


def _place(row: Mapping[str, Cell], roles: Roles) -> tuple[float | None, float | None]:
    point = POINT.fullmatch(row[roles.point].text) if roles.point in row else None
    if point and point[1] in (None, EARTH):
        longitude, latitude = point[2], point[3]
    elif not point and roles.latitude in row and roles.longitude in row:
        latitude, longitude = row[roles.latitude].text, row[roles.longitude].text
    else:
        return None, None
    try:
        place = float(latitude), float(longitude)
    except ValueError:
        return None, None
    return place if degrees(*place) else (None, None)


def _number(text: str) -> int | None:
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        return None
    return number if number > 0 else None


def _item(found: Cell) -> str:
    item = ITEM.fullmatch(found.text)
    return item[1] if item else ""


def _bindings(source: Source, values: Iterable[tuple[tuple[str, ...], int, Any]], report: Report) -> Iterator[Numbered]:
    for path, number, value in values:
        if path in ((), ("results", "bindings")):
            if not isinstance(value, dict):
                report.fault("this is not a row of results", source.path, number)
                continue
            yield number, {name: _json_cell(found) for name, found in value.items()}


def _json_cell(found: Any) -> Cell:
    if not isinstance(found, dict):
        return cell("" if found is None else str(found))
    text = str(found.get("value", ""))
    if found.get("type") == "bnode":
        return Cell("", "", True)
    return cell(text, str(found.get("xml:lang") or found.get("lang") or "").casefold())


def _lines(source: Source, report: Report) -> Iterator[Numbered]:
    turtle = source.peek().startswith((b"?", b"\xef\xbb\xbf?"))
    rows = _tsv(source, report) if turtle else records(source, None, report)
    header = [name.strip().lstrip("?") for name in next(rows)[1]]
    for number, cells in rows:
        report.read += 1
        if len(cells) != len(header):
            report.fault(f"{len(cells)} cells where the header has {len(header)}", source.path, number)
        elif any("\udc80" <= c <= "\udcff" for text in cells for c in text if not text.isascii()):
            report.fault("this is not UTF-8", source.path, number)
        else:
            yield number, dict(zip(header, map(_turtle_cell if turtle else cell, cells), strict=True))


def _tsv(source: Source, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Rows of SPARQL's TSV, whose quotes belong to the values."""
    for number, line in source.lines():
        if line.strip():
            yield number, line.decode("utf-8", "surrogateescape").split("\t")


def _turtle_cell(text: str) -> Cell:
    found = _TURTLE.fullmatch(text.strip())
    if not found:
        return cell(text.strip().strip("<>") if text.strip().startswith("<") else text)
    escapes = {"t": "\t", "n": "\n", "r": "\r"}
    plain = re.sub(r"\\(.)", lambda m: escapes.get(m[1], m[1]), found[1])
    return cell(plain, (found[2] or "").casefold())
