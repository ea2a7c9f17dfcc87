"""Groups of numbers that are found by a text."""

from bisect import bisect_left
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.matching.pages import Arrays


def text_key(text: str) -> int:
    """The 64 bits by which a text is found: of a million texts, two share theirs once in 37 million gazetteers."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Groups:
    """Numbers in groups, each found by the key of a text, from three arrays: `NAME_keys`, `_starts`, `_values`."""

    __slots__ = ("_keys", "_starts", "values")

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._keys, self._starts = arrays[f"{name}_keys"].data, arrays[f"{name}_starts"].data
        self.values: NDArray[Any] = arrays[f"{name}_values"]

    def place(self, text: str) -> slice:
        """Where the values of a text lie; an empty slice where it has none."""
        key = text_key(text)
        group = bisect_left(self._keys, key)
        if group == len(self._keys) or self._keys[group] != key:
            return slice(0, 0)
        return slice(self._starts[group], self._starts[group + 1])

    def find(self, text: str) -> list[int]:
        """The values of a text, in the order in which they were given."""
        place = self.place(text)
        return self.values[place].tolist() if place.stop else []


def grouped(name: str, keys: Sequence[int] | NDArray[np.uint64], values: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The arrays of `Groups`: each value belongs to the key at its place; values of one key keep their order."""
    order = np.argsort(found := np.array(keys, dtype=np.uint64), kind="stable")
    found, values = found[order], values[order]
    new = np.ones(len(found), dtype=np.bool_)
    new[1:] = found[1:] != found[:-1]
    starts = np.flatnonzero(new)
    return {
        f"{name}_keys": found[starts],
        f"{name}_starts": np.append(starts, len(found)).astype(np.uint32),
        f"{name}_values": values,
    }
