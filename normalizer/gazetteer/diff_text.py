"""What changed between two versions of a gazetteer, in words and for programs."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from normalizer.gazetteer.columns import ACTION, COLUMNS
from normalizer.gazetteer.diff import CANONICAL, COORDINATES, AllowedChange, Detail, Difference, EntityChange
from normalizer.gazetteer.similar import kilometres

VERSION = 1
"""Of the JSON: grows when a reader of the format has to change; a new field alone does not."""

_NAMES = {
    CANONICAL: "the canonical name",
    "aliases": "an alias",
    "weak_aliases": "a weak alias",
    "variants": "a variant",
    "keep": "a phrase to keep",
    "native": "a native name",
    "related": "a relation",
}
_QUOTED = ("description", "source")


def lines(difference: Difference) -> Iterator[str]:
    """Plain words: a line for each entity or word that came or went, and below a changed one a line for each fact."""
    for change in difference.entities:
        entity = change.entity
        where = entity.id or ", ".join(filter(None, (entity.type, entity.country)))
        what = f": {entity.description}" if entity.description and change.kind != "changed" else ""
        yield f"{change.kind}: {entity.canonical} ({where}){what}"
        yield from (f"  {_fact(detail, change)}" for detail in change.details)
    yield from map(_word, difference.allowed)


def summary(difference: Difference) -> str:
    """The counts, in a line."""
    count = _counts(difference)
    renamed = f" (renamed: {count['renamed']:,})" if count["renamed"] else ""
    words = f", allowed words: {count['allowed']:,}" if count["allowed"] else ""
    return f"added: {count['added']:,}, removed: {count['removed']:,}, changed: {count['changed']:,}{renamed}{words}"


def as_json(difference: Difference) -> str:
    """Every fact, in ASCII; an entity that came or went has its `row`, a changed one its `details`."""
    report = {
        "version": VERSION,
        "counts": _counts(difference),
        "entities": [_entity(change) for change in difference.entities],
        "allowed": [{"word": w.word, "before": w.before, "after": w.after} for w in difference.allowed],
    }
    return json.dumps(report, indent=2, allow_nan=False) + "\n"


def _counts(difference: Difference) -> dict[str, int]:
    kinds = Counter(change.kind for change in difference.entities)
    renamed = sum(detail.column == CANONICAL for change in difference.entities for detail in change.details)
    counts = {kind: kinds[kind] for kind in ("added", "removed", "changed")}
    return {**counts, "renamed": renamed, "allowed": len(difference.allowed)}


def _entity(change: EntityChange) -> dict[str, Any]:
    entity, row = change.entity, change.after or change.before
    found: dict[str, Any] = {
        "change": change.kind,
        "id": entity.id,
        "canonical": entity.canonical,
        "type": str(entity.type),
    }
    if change.kind != "changed" and row is not None:
        values = {column: getattr(row.entity, column) for column in COLUMNS} | {ACTION: str(row.action)}
        return {**found, "row": {column: value for column, value in values.items() if value not in ("", None, ())}}
    details = [
        {"column": d.column, "before": d.before, "after": d.after, "moved_from": d.moved_from or None}
        for d in change.details
    ]
    return {**found, "details": details}


def _fact(detail: Detail, change: EntityChange) -> str:
    column, before, after = detail.column, detail.before, detail.after
    if detail.moved_from:
        return f"{after} is {_NAMES[column]} now, was {_NAMES[detail.moved_from]}"
    if column == CANONICAL:
        return f"renamed: {after}, was {before}"
    if column in _NAMES:
        name = _NAMES[column].split(" ", 1)[1]
        return f"{name} removed: {before}" if after is None else f"{name} added: {after}"
    if column == COORDINATES:
        return f"coordinates: {_shown(column, after)}, were {_shown(column, before)}{_distance(change)}"
    return f"{column}: {_shown(column, after)}, was {_shown(column, before)}"


def _shown(column: str, value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return " ".join("none" if degrees is None else f"{degrees:g}" for degrees in value)
    if isinstance(value, int):
        return f"{value:,}"
    return f'"{value}"' if column in _QUOTED else str(value)


def _distance(change: EntityChange) -> str:
    if change.before is None or change.after is None:
        return ""
    one, other = change.before.entity, change.after.entity
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return ""
    return f", {kilometres(one, other):,.1f} km away"


def _word(change: AllowedChange) -> str:
    if change.before is None:
        return f"allowed word added: {change.word} ({change.after})"
    if change.after is None:
        return f"allowed word removed: {change.word} ({change.before})"
    return f'allowed word {change.word}: "{change.after}", was "{change.before}"'
