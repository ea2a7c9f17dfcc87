"""What can be wrong between the rows of one layer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from normalizer.gazetteer.fault import Fault, error, warning
from normalizer.gazetteer.read import Action, Row
from normalizer.gazetteer.similar import alike_pairs


def layer_faults(rows: Sequence[Row], ids: AbstractSet[str]) -> Iterator[Fault]:
    """The faults between rows; `ids` are those that a row may be related to."""
    yield from _duplicates(rows)
    yield from _unknown_related(rows, ids)
    named = [row for row in rows if row.action is not Action.HIDE]
    yield from _claims(named)
    yield from _near_duplicates(named)


def _duplicates(rows: Sequence[Row]) -> Iterator[Fault]:
    by_id: dict[str, Row] = {}
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        entity = row.entity
        first = by_id.setdefault(entity.id, row) if entity.id else row
        if first is not row:
            problem = f"the id {entity.id} is in {_at(first, row)} too"
            yield error(row.path, row.number, "duplicate", problem, "join the rows, or give one another id")
        for other in by_name[entity.type, entity.canonical]:
            told_apart = entity.country and other.entity.country and entity.country != other.entity.country
            if told_apart or (entity.id and entity.id == other.entity.id):
                continue
            problem = f"{entity.canonical!r}, {entity.type}, is in {_at(other, row)} too"
            if entity.id and other.entity.id:
                mend = "join the rows if they are one; a country tells two apart"
                yield warning(row.path, row.number, "near-duplicate", problem, mend)
            else:
                yield error(row.path, row.number, "duplicate", problem, "join the rows, or tell them apart by ids")
            break
        by_name[entity.type, entity.canonical].append(row)


def _unknown_related(rows: Sequence[Row], ids: AbstractSet[str]) -> Iterator[Fault]:
    for row in rows:
        for key in row.entity.related:
            if key not in ids:
                problem = f"related: there is no entity {key!r}"
                yield error(row.path, row.number, "unknown-related", problem, "add it, or name its true id")


def _claims(rows: Sequence[Row]) -> Iterator[Fault]:
    """Spellings that several entities claim. A weak alias claims nothing."""
    canonical: dict[str, Row] = {}
    claimed: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        canonical.setdefault(row.entity.canonical, row)
        for name in {row.entity.canonical, *row.entity.aliases, *row.entity.variants}:
            claimed[name].append(row)
    for name, owners in claimed.items():
        for row in owners:
            other = canonical.get(name)
            if other and other is not row and name in row.entity.variants:
                problem = f"the variant {name!r} of {row.entity.canonical} is the canonical name in {_at(other, row)}"
                mend = "the canonical name wins: take one of them out"
                yield warning(row.path, row.number, "variant-is-canonical", problem, mend)
        rivals = [row for row in owners if name not in row.entity.variants or name not in canonical]
        for row in rivals[1:]:
            first = rivals[0]
            if (row.entity.type, row.entity.canonical) != (first.entity.type, first.entity.canonical):
                problem = f"{name!r} names {row.entity.canonical}, and {first.entity.canonical} in {_at(first, row)}"
                mend = "make it a weak alias where it is seldom meant"
                yield warning(row.path, row.number, "claimed-twice", problem, mend)


def _near_duplicates(rows: Sequence[Row]) -> Iterator[Fault]:
    at = {id(row.entity): row for row in rows}
    for one, other in alike_pairs(row.entity for row in rows):
        if one.canonical != other.canonical:
            first, row = at[id(one)], at[id(other)]
            problem = f"{other.canonical!r} looks like {one.canonical!r} in {_at(first, row)}"
            yield warning(row.path, row.number, "near-duplicate", problem, "join the rows if they are one")


def _at(there: Row, here: Row) -> str:
    return f"row {there.number}" if there.path == here.path else f"{there.path}:{there.number}"
