"""The learned tables that the package ships: one file of arrays, with a JSON beside it that says how they were made."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from numpy.typing import NDArray

from normalizer.matching.pages import open_arrays

DATA = Path(__file__).parent / "data"
ARRAYS = "matching.bin"
REPORT = "matching.json"


@cache
def load() -> Mapping[str, NDArray[Any]]:
    """Return the arrays by name."""
    return open_arrays(DATA / ARRAYS)


def checksums_of(file: Path) -> dict[str, int]:
    """Return the CRC-32 of each array of a file by its name, in the order of the file."""
    return {name: crc32(array.tobytes()) for name, array in open_arrays(file).items()}


@cache
def checksums(prefix: str) -> list[int]:
    """Return the CRC-32 of each array whose name begins so, in order: what is made from them is outdated with them."""
    known = json.loads((DATA / REPORT).read_text(encoding="utf-8"))["crc32"]
    return [checksum for name, checksum in known.items() if name.startswith(prefix)]
