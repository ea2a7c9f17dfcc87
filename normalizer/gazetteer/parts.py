"""The entities of a gazetteer in parts, each what some layers add to those below; a part may lie in a folder."""

import gc
import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer.entity_table import EntityTable, entity_lookups, entity_texts, packed, unpacked
from normalizer.gazetteer.form_table import FormTable, form_arrays
from normalizer.gazetteer.forms import FormIndex
from normalizer.gazetteer.layers import NAMES, Layer
from normalizer.gazetteer.merging import Contested, Merged, Said, Stack
from normalizer.matching.pages import Arrays, open_arrays, write_arrays
from normalizer.model import Entity
from normalizer.text.tokens import fold_words

_KEPT = 1 << 14
_ARRAYS, _SAID = "arrays.bin", "said.json"


@dataclass(frozen=True, slots=True)
class Part:
    """The entities that some layers made or changed, and their forms.

    `said` is what all layers up to these said; `key` is the hash of these and all below, empty where it is unknown;
    the rows of the arrays `gone_parts` and `gone_rows` are entities of parts below that are no more as they were.
    """

    arrays: Arrays
    entities: EntityTable
    forms: FormTable
    said: Said
    files: tuple[str, ...]
    key: str

    def save(self, folder: Path) -> None:
        """Writes the part into a folder."""
        write_arrays(folder / _ARRAYS, {**self.arrays, **entity_texts(self.entities)})
        (folder / _SAID).write_text(json.dumps([self.files, _plain(self.said)]), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, key: str) -> "Part":
        """Maps the part that a folder holds; raises OSError, ValueError or KeyError where it holds none."""
        arrays = open_arrays(folder / _ARRAYS)
        files, data = json.loads((folder / _SAID).read_text(encoding="utf-8"))
        entities = EntityTable(arrays)
        return cls(arrays, entities, FormTable(arrays, entities), _said(data), tuple(files), key)


class Parts:
    """Parts over each other, later over earlier, as one."""

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        self.all = tuple(parts)
        self.said = parts[-1].said if parts else Said()
        self._gone: list[NDArray[np.uint8] | None] = [None] * len(parts)
        for part in parts:
            numbers, rows = part.arrays["gone_parts"], part.arrays["gone_rows"]
            for number in set(numbers.tolist()):
                gone = self._gone[number]
                if gone is None:
                    gone = self._gone[number] = np.zeros(len(parts[number].entities), dtype=np.uint8)
                gone[rows[numbers == number]] = 1
        self._masks = [None if gone is None else gone.data for gone in self._gone]
        self.forms = FormIndex(zip((part.forms for part in self.all), self._masks, strict=True))
        self._alike = lru_cache(maxsize=_KEPT)(partial(self._found, EntityTable.alike))

    def __len__(self) -> int:
        return sum(len(part.entities) for part in self.all) - sum(int(g.sum()) for g in self._gone if g is not None)

    def __iter__(self) -> Iterator[Entity]:
        """All entities, by id."""
        return heapq.merge(*map(self._live, range(len(self.all))), key=lambda entity: entity.id)

    def _live(self, number: int) -> Iterator[Entity]:
        gone, entities = self._masks[number], self.all[number].entities
        return (entities[row] for row in range(len(entities)) if gone is None or not gone[row])

    @property
    def any_gone(self) -> bool:
        """Whether a later part says otherwise of any entity of one below."""
        return any(gone is not None for gone in self._masks)

    def is_live(self, number: int, row: int) -> bool:
        """Whether no later part says otherwise of an entity of a part."""
        gone = self._masks[number]
        return gone is None or not gone[row]

    def place(self, key: str) -> tuple[int, int] | None:
        """The number of the part and the row of the entity of an id."""
        for number in reversed(range(len(self.all))):
            gone, row = self._masks[number], self.all[number].entities.row(key)
            if row is not None and (gone is None or not gone[row]):
                return number, row
        return None

    def get(self, key: str) -> Entity | None:
        """The entity of an id."""
        place = self.place(key)
        return self.all[place[0]].entities[place[1]] if place else None

    def bearing(self, name: str) -> Iterable[Entity]:
        """The entities that are called so in any list, in whatever case."""
        return [form.entity for form in self.forms.exact.get(name.casefold(), ())]

    def from_source(self, source: str) -> list[Entity]:
        """The entities of a source, by id."""
        return self._found(EntityTable.from_source, source)

    def places_alike(self, word: str) -> list[Entity]:
        """The places with coordinates whose name is one word that begins as a folded word does and has its consonants,
        by id.
        """
        return self._alike(word)

    def _found(self, find: Callable[[EntityTable, str], list[int]], text: str) -> list[Entity]:
        found: list[Entity] = []
        for part, gone in zip(self.all, self._masks, strict=True):
            found += [part.entities[row] for row in find(part.entities, text) if gone is None or not gone[row]]
        return sorted(found, key=lambda entity: entity.id)

    def wordless(self) -> Iterable[Entity]:
        """The entities with a name that has no letter and no digit, so that no form has it."""
        for part, gone in zip(self.all, self._masks, strict=True):
            rows = part.arrays["wordless"].tolist()
            yield from (part.entities[row] for row in rows if gone is None or not gone[row])

    def where(self, key: str) -> str:
        """The last row (file:row) that spoke of an entity."""
        place = self.place(key)
        if place is None:
            raise LookupError(key)
        part, row = self.all[place[0]], place[1]
        return f"{part.files[part.arrays['row_files'][row]]}:{part.arrays['row_lines'][row]}"

    def with_layers(self, layers: Sequence[Layer], key: str = "") -> Part:
        """The part that some layers make over these."""
        with _no_collection():
            stack = Stack(self)
            for layer in layers:
                stack.add(layer)
            return self._part(stack.merged(), key)

    def _part(self, merged: Merged, key: str) -> Part:
        entities = merged.entities
        gone = [place for key in merged.gone if (place := self.place(key))]
        rows = [self._row(merged, entity.id) for entity in entities]
        files = {path: number for number, path in enumerate(dict.fromkeys(path for path, _ in rows))}
        arrays = {
            **entity_lookups(entities),
            **form_arrays(entities, self._has_word),
            "gone_parts": np.array([number for number, _ in gone], dtype=np.uint16),
            "gone_rows": np.array([row for _, row in gone], dtype=np.uint32),
            "row_files": np.array([files[path] for path, _ in rows], dtype=np.uint16),
            "row_lines": np.array([line for _, line in rows], dtype=np.uint32),
            "wordless": np.array([row for row, e in enumerate(entities) if _is_wordless(e)], dtype=np.uint32),
        }
        table = EntityTable(arrays, entities)
        return Part(arrays, table, FormTable(arrays, table), merged.said, tuple(files), key)

    def _row(self, merged: Merged, key: str) -> tuple[str, int]:
        """The file and the row that spoke of an entity last."""
        row = merged.rows.get(key)
        if row is not None:
            return str(row.path), row.number
        path, _, line = self.where(key).rpartition(":")
        return path, int(line)

    def _has_word(self, word: str) -> bool:
        return any(part.forms.has_word(word) for part in self.all)


def _is_wordless(entity: Entity) -> bool:
    names = (entity.canonical, *(name for column in NAMES for name in getattr(entity, column)))
    return any(not fold_words(name) for name in names)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Spares the collector of garbage the search of millions of rows that are needed."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _plain(said: Said) -> dict[str, Any]:
    return {
        "hidden": [packed(entity) for entity in said.hidden],
        "hides": [packed(entity) for entity in said.hides],
        "idle": [(place, packed(entity)) for place, entity in said.idle],
        "same": said.same,
        "doubts": said.doubts,
        "contested": [(packed(one.entity), one.listed, one.warnings) for one in said.contested],
    }


def _said(data: dict[str, Any]) -> Said:
    return Said(
        tuple(map(unpacked, data["hidden"])),
        tuple(map(unpacked, data["hides"])),
        tuple((place, unpacked(entity)) for place, entity in data["idle"]),
        data["same"],
        tuple(data["doubts"]),
        tuple(Contested(unpacked(entity), listed, tuple(said)) for entity, listed, said in data["contested"]),
    )
