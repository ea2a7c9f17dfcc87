"""What changed between two versions of a gazetteer, as data."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from normalizer.errors import InputError
from normalizer.gazetteer.columns import ACTION, COLUMNS, LISTS
from normalizer.gazetteer.read import (
    Record,
    Row,
    check_width,
    parse,
    read_allowed_rows,
    read_csv_text,
    read_header,
    rows_of,
)
from normalizer.gazetteer.shipped import ALLOWED, csv_files
from normalizer.model import Entity

Value = str | int | tuple[float | None, float | None] | None

CANONICAL, COORDINATES = "canonical", "coordinates"
SPELLINGS = ("aliases", "weak_aliases", "variants")
_LISTS = tuple(column for column in COLUMNS if column in LISTS and column not in SPELLINGS)


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact that differs: `before` is None where it is new, `after` is None where it is gone.

    A list has a detail for each of its names; a spelling that only went from one list to another has `moved_from`.
    Coordinates are (latitude, longitude) in degrees, under the one column `coordinates`.
    """

    column: str
    before: Value
    after: Value
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What became of an entity; `before` is None where it was added, `after` is None where it was removed."""

    before: Row | None
    after: Row | None
    details: tuple[Detail, ...] = ()

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """What became of it, in a word."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def entity(self) -> Entity:
        """The entity as it is now, or as it was last."""
        row = self.after or self.before
        assert row is not None
        return row.entity


@dataclass(frozen=True, slots=True)
class AllowedChange:
    """A word that is never flagged, with its reasons; None where the version lacks the word."""

    word: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs: the entities sorted by id, the words of allowed.csv by word."""

    entities: tuple[EntityChange, ...]
    allowed: tuple[AllowedChange, ...]


def diff(old: Path | str, new: Path | str) -> Difference:
    """What changed from one version of a gazetteer to another; each is a file, or a folder of them.

    Two rows are of one entity by their ids, else by canonical name and type (unless both have countries, and these
    differ), else where only one of its type bears the former canonical name as another spelling. The order of rows,
    of columns and of names in a list says nothing.
    Raises InputError with file, row and mend for what cannot be read.
    """
    before, after = _read(Path(old)), _read(Path(new))
    # Most rows of two versions are the same. Of these only a hash is kept, as a million rows would take gigabytes.
    left = _counted(before)

    def taken(key: int) -> bool:
        there = left[key] > 0
        if there:
            left[key] -= 1
        return there

    added = _rows(after, lambda key: not taken(key))
    removed = _rows(before, taken)
    changes = [EntityChange(one, other, _details(one, other)) for one, other in _pairs(removed, added)]
    told = [change for change in changes if change.kind != "changed" or change.details]
    return Difference(tuple(sorted(told, key=_place)), _allowed_changes(before.allowed, after.allowed))


@dataclass(frozen=True, slots=True)
class _Version:
    texts: tuple[tuple[Path, str], ...]
    allowed: dict[str, str]


def _read(path: Path) -> _Version:
    """The texts of a version, each read once, since a path may be a pipe."""
    files, allowed = [path], None
    if path.is_dir():
        files = csv_files(path)
        allowed = path / ALLOWED if (path / ALLOWED).is_file() else None
        if not files and allowed is None:
            raise InputError("the folder holds no gazetteer", path=path, mend="name a folder of CSV files")
    elif path.name == ALLOWED:
        files, allowed = [], path
    words = {} if allowed is None else {word: reason for _, word, reason in read_allowed_rows(allowed)}
    return _Version(tuple((file, read_csv_text(file)) for file in files), words)


def _counted(version: _Version) -> Counter[int]:
    """How often each row is there, by its key; raises InputError for a row that cannot be read."""
    count: Counter[int] = Counter()

    def counting(records: Iterable[Record], key: Callable[[Record], int]) -> Iterator[Record]:
        for record in records:
            count[key(record)] += 1
            yield record

    for path, text in version.texts:
        records = parse(text, path)
        header = read_header(next(records), path)
        for _ in rows_of(header, counting(records, _key_of(header, path)), path):
            pass
    return count


def _rows(version: _Version, wanted: Callable[[int], bool]) -> list[Row]:
    """The rows whose keys are wanted, in an order that says nothing of the files'."""
    found: list[Row] = []
    for path, text in version.texts:
        records = parse(text, path)
        header = read_header(next(records), path)
        key = _key_of(header, path)
        found += rows_of(header, (record for record in records if wanted(key(record))), path)
    return sorted(found, key=_order)


def _key_of(header: Sequence[str], path: Path) -> Callable[[Record], int]:
    """The key of a record of this header: a hash of its fields, whatever the order of the columns."""
    places = [header.index(name) if name in header else len(header) for name in (*COLUMNS, ACTION)]

    def key(record: Record) -> int:
        check_width(record.fields, header, path, record.number)
        fields = (*record.fields, "")
        return hash(tuple([fields[place] for place in places]))

    return key


def _order(row: Row) -> tuple[object, ...]:
    e = row.entity
    return (e.id, e.type, e.canonical, e.country, e.description, e.aliases, e.variants)


def _place(change: EntityChange) -> tuple[str, ...]:
    e = change.entity
    return (e.id or f"{e.type}/{e.canonical}", e.canonical, e.country, change.kind)


def _pairs(old: list[Row], new: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of one entity in both versions; None beside a row that has no other."""
    keys: tuple[Callable[[Entity], Hashable], ...] = (
        lambda e: e.id or None,
        lambda e: (e.type, e.canonical, e.country),
        lambda e: (e.type, e.canonical),
    )
    for key in keys:
        waiting: dict[Hashable, list[Row]] = defaultdict(list)
        for row in old:
            waiting[key(row.entity)].append(row)
        waiting.pop(None, None)
        pairs = []
        for row in new:
            rivals = waiting.get(key(row.entity), [])
            # Only an id speaks for itself where the countries differ.
            fitting = (one for one in rivals if key is keys[0] or _one_country(one.entity, row.entity))
            if (one := next(fitting, None)) is not None:
                rivals.remove(one)
                pairs.append((one, row))
        yield from pairs
        old, new = _without(old, [one for one, _ in pairs]), _without(new, [other for _, other in pairs])
    renamed = _renamed(old, new)
    yield from renamed
    yield from ((row, None) for row in _without(old, [one for one, _ in renamed]))
    yield from ((None, row) for row in _without(new, [other for _, other in renamed]))


def _renamed(old: list[Row], new: list[Row]) -> list[tuple[Row, Row]]:
    """Rows of which one alone lists the other's former canonical name, and no other's."""
    former: dict[Hashable, list[Row]] = defaultdict(list)
    for row in old:
        former[row.entity.type, row.entity.canonical].append(row)
    heirs: dict[int, list[Row]] = defaultdict(list)
    found = []
    for row in new:
        names = {name for column in SPELLINGS for name in getattr(row.entity, column)}
        owners = [one for name in sorted(names) for one in former.get((row.entity.type, name), ())]
        owners = [one for one in owners if _one_country(one.entity, row.entity)]
        for one in owners:
            heirs[id(one)].append(row)
        if len(owners) == 1:
            found.append((owners[0], row))
    return [(one, other) for one, other in found if len(heirs[id(one)]) == 1]


def _one_country(one: Entity, other: Entity) -> bool:
    return not one.country or not other.country or one.country == other.country


def _without(rows: list[Row], gone: Iterable[Row]) -> list[Row]:
    unwanted = {id(row) for row in gone}
    return [row for row in rows if id(row) not in unwanted]


def _details(before: Row | None, after: Row | None) -> tuple[Detail, ...]:
    if before is None or after is None:
        return ()
    one, other = before.entity, after.entity
    details = [Detail(CANONICAL, one.canonical, other.canonical)] if one.canonical != other.canonical else []
    details += _spellings(one, other)
    for column in _LISTS:
        was, now = getattr(one, column), getattr(other, column)
        details += [Detail(column, None, name) for name in now if name not in was]
        details += [Detail(column, name, None) for name in was if name not in now]
    old, new = _singles(before), _singles(after)
    details += [Detail(column, old[column], new[column]) for column in old if old[column] != new[column]]
    return tuple(details)


def _spellings(one: Entity, other: Entity) -> Iterator[Detail]:
    """The aliases, weak aliases and variants that came, went or moved."""
    was, now = _columns_of(one), _columns_of(other)
    for name, column in now.items():
        if column != CANONICAL and was.get(name) != column:
            yield Detail(column, None, name, was.get(name, ""))
    for name, column in was.items():
        if column != CANONICAL and name not in now:
            yield Detail(column, name, None)


def _columns_of(entity: Entity) -> dict[str, str]:
    """The column in which each spelling stands; the first of them, should there be two."""
    found = {entity.canonical: CANONICAL}
    for column in SPELLINGS:
        for name in getattr(entity, column):
            found.setdefault(name, column)
    return found


def _singles(row: Row) -> dict[str, Value]:
    e = row.entity
    place = None if e.latitude is None and e.longitude is None else (e.latitude, e.longitude)
    return {
        "type": str(e.type),
        "country": e.country or None,
        COORDINATES: place,
        "population": e.population,
        "description": e.description or None,
        "source": e.source or None,
        ACTION: str(row.action),
        "id": e.id or None,
    }


def _allowed_changes(old: dict[str, str], new: dict[str, str]) -> tuple[AllowedChange, ...]:
    words = sorted(old.keys() | new.keys())
    return tuple(AllowedChange(w, old.get(w), new.get(w)) for w in words if old.get(w) != new.get(w))
