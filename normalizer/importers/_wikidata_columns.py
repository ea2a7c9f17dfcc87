"""Which column of a query's results is which, as their values and names show."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from normalizer.importers._names import is_latin
from normalizer.importers._wikidata_tables import ITEM, Tables

POINT = re.compile(
    r"(?:<?https?://www\.wikidata\.org/entity/(Q\d+)>?\s+)?point\s*\(\s*(\S+)\s+(\S+?)\s*\)", re.IGNORECASE
)
"""Well-known text of a point, longitude first; before it the globe where that is not the earth."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")

_BLANK = re.compile(r"_:\S*|t\d+|https?://www\.wikidata\.org/\.well-known/genid/\S+")
_TYPE_NAMES = re.compile(r"(type|kind|class|instance|instance_?of|p31)(label)?", re.IGNORECASE)
_LABEL_NAMES = re.compile(r"(item|entity)?_?(label|name|title)(_?en)?|en_?(label|name)", re.IGNORECASE)
_NO_LABEL = re.compile(r"desc|alt|alias|aka|native|pop|inhabitant|code|iso|date|url|image|type|class", re.IGNORECASE)


class Cell(NamedTuple):
    """A value as text, with its language where it has one; `blank` is a node that stands for an unknown value."""

    text: str
    language: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns by what they hold; nothing where there is none."""

    item: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    description: str = ""
    point: str = ""
    latitude: str = ""
    longitude: str = ""
    code: str = ""
    country: str = ""
    type: str = ""
    population: str = ""


def cell(text: str, language: str = "") -> Cell:
    """A cell of a plain value."""
    text = text.strip()
    return Cell("", language, True) if _BLANK.fullmatch(text) else Cell(text, language)


def find_roles(names: Sequence[str], sample: Sequence[Mapping[str, Cell]], tables: Tables) -> Roles | None:
    """What the columns hold, judged by some of the rows; None where no column holds items."""
    values = {name: [row[name].text for row in sample if name in row and row[name].text] for name in names}

    def columns(test: Callable[[str], object], least: float = 1.0) -> list[str]:
        return [n for n in names if values[n] and sum(bool(test(v)) for v in values[n]) >= least * len(values[n])]

    items = columns(ITEM.fullmatch, 0.5)
    if not items:
        return None
    country_items = [n for n in items if all(_in(v, tables.countries) for v in values[n])]
    type_items = [n for n in items if all(_in(v, tables.types) for v in values[n])]
    item = _item_column(items, {*country_items, *type_items}, values)
    rest = [n for n in names if n != item]
    points, numbers = columns(POINT.fullmatch), columns(NUMBER.fullmatch)
    codes = [n for n in columns(CODE.fullmatch) if n != item]
    named = {n.lower(): n for n in rest}
    types = [n for n in type_items if n != item] or [n for n in rest if _TYPE_NAMES.fullmatch(n)]
    texts = [
        n
        for n in rest
        if n not in {*items, *points, *numbers, *codes, *types}
        and not (n.lower().endswith(("label", "description", "altlabel")) and _of_another(n, names, item))
    ]
    aliases = [n for n in texts if re.search(r"alt|alias|aka", n, re.IGNORECASE)]
    native = [n for n in texts if re.search(r"native|p1705|p1559", n, re.IGNORECASE)]
    native += [n for n in texts if n not in native and n != f"{item}Label" and not any(map(is_latin, values[n]))]
    label = named.get(f"{item}label".lower()) or next(
        (n for n in texts if _LABEL_NAMES.fullmatch(n)),
        next((n for n in texts if not _NO_LABEL.search(n) and not all(map(_is_url, values[n]))), ""),
    )
    taken = {label, *aliases, *native}
    return Roles(
        item,
        label,
        tuple(aliases),
        tuple(native),
        tuple(n for n in texts if n not in taken and re.search(r"label|name", n, re.IGNORECASE)),
        description=named.get(f"{item}description".lower()) or next((n for n in texts if "desc" in n.lower()), ""),
        point=next(iter(points), ""),
        latitude=next((n for n in numbers if n.lower() in ("lat", "latitude")), ""),
        longitude=next((n for n in numbers if n.lower() in ("lon", "lng", "long", "longitude")), ""),
        code=next(iter(codes), ""),
        country=next((n for n in country_items if n != item), ""),
        type=next(iter(types), ""),
        population=next((n for n in numbers if re.search(r"pop|inhabitant|p1082", n, re.IGNORECASE)), ""),
    )


def _item_column(items: Sequence[str], attributes: set[str], values: Mapping[str, Sequence[str]]) -> str:
    """The first column of items, unless it holds countries or classes that repeat while others vary."""
    most = max(len(set(values[n])) for n in items)
    return next((n for n in items if n not in attributes or len(set(values[n])) == most), items[0])


def _of_another(name: str, names: Sequence[str], item: str) -> bool:
    """Whether the column is the label or description of another column than the item's."""
    stem = re.sub(r"(altlabel|label|description)$", "", name.lower())
    return stem != item.lower() and stem in map(str.lower, names)


def _in(value: str, known: Mapping[str, object]) -> bool:
    found = ITEM.fullmatch(value)
    return bool(found) and found[1] in known  # type: ignore[index]  # it is a match where it is true


def _is_url(value: str) -> bool:
    return "://" in value
