"""The learned tables that the package ships: one file of arrays, with a JSON beside it that says how they were made."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

DATA = Path(str(files("normalizer.matching"))) / "data"
ARRAYS = "matching.npz"
REPORT = "matching.json"


@cache
def load() -> Mapping[str, NDArray[Any]]:
    """Return the arrays by name."""
    with np.load(DATA / ARRAYS, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def checksums_of(file: Path) -> dict[str, int]:
    """Return the CRC-32 of each array of a file by the array's file name, in the order of the file."""
    with ZipFile(file) as archive:
        return {member.filename: member.CRC for member in archive.infolist()}


def checksums(prefix: str) -> list[int]:
    """Return the CRC-32 of each array whose name begins so, in order: what is made from them is outdated with them."""
    return [checksum for name, checksum in checksums_of(DATA / ARRAYS).items() if name.startswith(prefix)]
