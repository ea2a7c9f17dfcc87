"""Entities in arrays: each is made when it is asked for, so that a million of them open in no time."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer.arrays import Groups, grouped, text_key
from normalizer.matching.fold import skeleton
from normalizer.matching.pages import Arrays
from normalizer.model import Entity, EntityType
from normalizer.text.tokens import fold_words

_KEPT = 1 << 17
_OPTIONAL = [(place, f.name, f.default) for place, f in enumerate(fields(Entity))][3:]
_DEFAULTS: tuple[Any, ...] = tuple(f.default for f in fields(Entity)[3:])
_TYPES = {str(kind): kind for kind in EntityType}


def packed(entity: Entity) -> list[Any]:
    """An entity as plain data: id, canonical name, type, and by their places the fields that are not empty."""
    more = {place: value for place, name, empty in _OPTIONAL if (value := getattr(entity, name)) != empty}
    return [entity.id, entity.canonical, entity.type, more]


def unpacked(data: list[Any]) -> Entity:
    """The entity of `packed`, which may have gone through JSON."""
    key, canonical, type_, more = data
    values: list[Any] = [key, canonical, _TYPES[type_], *_DEFAULTS]
    for place, value in more.items():
        values[int(place)] = tuple(value) if isinstance(value, list) else value
    return Entity(*values)


def entity_lookups(entities: Sequence[Entity]) -> dict[str, NDArray[Any]]:
    """The arrays by which `EntityTable` finds entities that are sorted by id."""
    rows = np.arange(len(entities), dtype=np.uint32)
    sources = [row for row, e in enumerate(entities) if e.source]
    located = [(row, bones) for row, e in enumerate(entities) if (bones := _located_bones(e))]
    return {
        **grouped("id", [text_key(e.id) for e in entities], rows),
        **grouped("source", [text_key(entities[row].source) for row in sources], np.array(sources, dtype=np.uint32)),
        **grouped("bones", [text_key(b) for _, b in located], np.array([row for row, _ in located], dtype=np.uint32)),
    }


def entity_texts(entities: Iterable[Entity]) -> dict[str, NDArray[Any]]:
    """The arrays from which `EntityTable` makes entities again."""
    made = (json.dumps(packed(entity), ensure_ascii=False, separators=(",", ":")) for entity in entities)
    texts = [text.encode("utf-8", "surrogatepass") for text in made]
    return {
        "entity_text": np.frombuffer(b"".join(texts), dtype=np.uint8),
        "entity_starts": np.cumsum([0, *map(len, texts)], dtype=np.uint32),
    }


def bones(word: str) -> str:
    """What a folded word keeps in most garbles: its first letter and its consonants."""
    return f"{word[0]} {skeleton(word)}"


def _located_bones(entity: Entity) -> str:
    if entity.type is not EntityType.PLACE or entity.latitude is None:
        return ""
    words = fold_words(entity.canonical)
    return bones(words[0]) if len(words) == 1 else ""


class EntityTable(Sequence[Entity]):
    """Entities by their row; they are sorted by id.

    Where they are not given, they are made from the arrays as they are asked for, and kept for a while.
    """

    def __init__(self, arrays: Arrays, given: Sequence[Entity] | None = None) -> None:
        self._ids, self._sources, self._bones = (Groups(arrays, name) for name in ("id", "source", "bones"))
        if given is not None:
            self._get: Callable[[int], Entity] = given.__getitem__
            self._size = len(given)
            return
        self._text, self._starts = arrays["entity_text"].data, arrays["entity_starts"].data
        self._get, self._size = lru_cache(maxsize=_KEPT)(self._read), len(self._starts) - 1

    def _read(self, row: int) -> Entity:
        text = bytes(self._text[self._starts[row] : self._starts[row + 1]])
        return unpacked(json.loads(text.decode("utf-8", "surrogatepass")))

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return [self._get(place) for place in range(*row.indices(len(self)))]
        return self._get(row)

    def __iter__(self) -> Iterator[Entity]:
        return map(self._get, range(len(self)))

    def row(self, key: str) -> int | None:
        """The row of the entity of an id."""
        found = self._ids.find(key)
        return found[0] if found else None

    def from_source(self, source: str) -> list[int]:
        """The rows of the entities of a source."""
        return self._sources.find(source)

    def alike(self, word: str) -> list[int]:
        """The rows of the places whose name is one word with the bones of this folded word, and lies somewhere."""
        return self._bones.find(bones(word))
