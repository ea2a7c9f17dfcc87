"""The parts of a gazetteer's layers: those of large files are compiled once and kept, the others made in memory."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from normalizer.gazetteer.cache import CacheError, cached
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.parts import Part, Parts
from normalizer.gazetteer.shipped import FileRows, cache_folder
from normalizer.text import tokens

_HERE = Path(__file__).parent
_CODE = (
    "arrays",
    "columns",
    "entity_table",
    "form_table",
    "spelling",
    "identity",
    "layers",
    "merging",
    "parts",
    "read",
)
"""The modules that say what a part holds: with another code of theirs, one that was kept is outdated."""
_KIND = "layer"


def parts_of(layers: Sequence[Layer]) -> Parts:
    """The parts of these layers, later over earlier. Raises InputError where a file cannot be read."""
    parts: list[Part] = []
    below = _code()
    for is_large, group in groupby(layers, key=is_kept):
        together = list(group)
        for some in [[layer] for layer in together] if is_large else [together]:
            below = _hash(below, *(layer.content for layer in some)) if below and all(x.content for x in some) else ""
            parts.append(_kept(parts, some[0], below) if is_large and below else Parts(parts).with_layers(some, below))
    return Parts(parts)


def is_kept(layer: Layer) -> bool:
    """Whether the layer is large, so that it is compiled and kept, and its rows are not."""
    return isinstance(layer.rows, FileRows)


def _kept(below: Sequence[Part], layer: Layer, key: str) -> Part:
    def make(folder: Path) -> None:
        Parts(below).with_layers([layer], key).save(folder)

    try:
        return cached(cache_folder(), _KIND, key, make, lambda folder: Part.open(folder, key))
    except CacheError:
        return Parts(below).with_layers([layer], key)


@cache
def _code() -> str:
    paths = [*(_HERE / f"{name}.py" for name in _CODE), Path(tokens.__file__)]
    return _hash(*(path.read_text(encoding="utf-8") for path in paths))


def _hash(*texts: str) -> str:
    return blake2b(json.dumps(texts).encode(), digest_size=16).hexdigest()
