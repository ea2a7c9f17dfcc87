"""Files that are mapped into memory: the system keeps what was read of them, once for all processes."""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]

_ALIGNED = 64
_LENGTH = 8
_SMALL = 1 << 25
"""Bytes of a file whose pages may stay: to map them again takes longer than to read what stands there."""


def mapped(path: Path) -> mmap.mmap:
    """The bytes of a file, which is not empty; raises OSError or ValueError where it cannot be mapped."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def let_go(file: mmap.mmap) -> None:
    """Takes the pages that were read out of the memory that counts as this process's; the system still has them.

    It maps sixteen pages where one is read, so that a thousand look-ups hold a hundred megabytes. A small file stays.
    """
    if len(file) > _SMALL and hasattr(mmap, "MADV_DONTNEED"):
        file.madvise(mmap.MADV_DONTNEED)


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Writes arrays into a file: the length of a JSON header, the header, the arrays."""
    places, at = [], 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, array.shape, at])
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = json.dumps(places).encode()
    header += b" " * (-(_LENGTH + len(header)) % _ALIGNED)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(_LENGTH, "little") + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(bytes(-array.nbytes % _ALIGNED))


class MappedArrays(dict[str, NDArray[Any]]):
    """Arrays of a file that is mapped into memory."""

    def __init__(self, file: mmap.mmap, arrays: Arrays) -> None:
        super().__init__(arrays)
        self.file = file


def open_arrays(path: Path) -> MappedArrays:
    """Maps the arrays of `write_arrays`; raises OSError or ValueError where the file is none of its."""
    data = mapped(path)
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    places = json.loads(data[_LENGTH:start])
    arrays = {name: np.ndarray(shape, kind, data, start + at) for name, kind, shape, at in places}
    return MappedArrays(data, arrays)
