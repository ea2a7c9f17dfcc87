"""The columns of a gazetteer file, and how a list stands in one field."""

import re
import unicodedata
from collections.abc import Container, Iterable

COLUMNS = (
    "id",
    "canonical",
    "type",
    "aliases",
    "weak_aliases",
    "variants",
    "keep",
    "native",
    "country",
    "latitude",
    "longitude",
    "population",
    "related",
    "description",
    "source",
)
"""The columns in the order in which a new file has them."""

ACTION = "action"
"""The optional column of a layer: extend (also where it is empty), replace or hide."""

REVIEW = ("count", "texts", "spellings", "note", "examples")
"""The columns that `gazetteer suggest` adds for who reviews its list: they are read over, and no entity has them."""

REQUIRED = ("canonical", "type")
LISTS = frozenset({"aliases", "weak_aliases", "variants", "keep", "native", "related"})

ALLOWED_COLUMNS = ("word", "reason")
"""The columns of allowed.csv."""

_ESCAPED_ITEM = re.compile(r"(?:\\.|[^;\\]|\\$)+", re.DOTALL)
_ESCAPE = re.compile(r"\\([;\\])")


def clean(name: str) -> str:
    """A name as it is kept: NFC, without blanks at its ends and with single spaces inside."""
    name = " ".join(name.split())
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def split_list(field: str) -> tuple[str, ...]:
    r"""The names of a list field, each cleaned, every one once: parted by `;`, where `\;` is a `;` and `\\` a `\`."""
    if "\\" in field:
        items = [_ESCAPE.sub(r"\1", item) for item in _ESCAPED_ITEM.findall(field)]
    elif ";" not in field:
        return (name,) if (name := clean(field)) else ()
    else:
        items = field.split(";")
    return tuple(dict.fromkeys([name for item in items if (name := clean(item))]))


def tidied(column: str, field: str) -> str:
    """A field as it should stand in a file: without stray blanks, in NFC, each name of a list once."""
    return join_list(split_list(field)) if column in LISTS else clean(field)


def join_list(names: Iterable[str]) -> str:
    """The list field that `split_list` reads as these names."""
    return ";".join(name.replace("\\", "\\\\").replace(";", "\\;") for name in names)


def slug(name: str) -> str:
    """A name in lower-case ASCII letters and digits, parted by hyphens; `x` where nothing is left of it."""
    from unidecode import unidecode

    return re.sub(r"[^a-z0-9]+", "-", unidecode(name).lower().replace("'", "")).strip("-") or "x"


def free_id(type_: str, canonical: str, taken: Container[str]) -> str:
    """`type/slug`, with `-2`, `-3`, … where that is among `taken`."""
    stem = f"{type_}/{slug(canonical)}"
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
