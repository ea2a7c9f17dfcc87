"""The keys of names, and the file format of the lexicon: strings as 32-bit fingerprints with frequency and flags.

A file holds, little-endian and in this order:

- the magic bytes, then the number of strings as uint32;
- 65,537 uint32: where the strings of each bucket start, a bucket being the high half of the fingerprint;
- a uint16 per string: the low half of the fingerprint, ascending within its bucket;
- a uint16 per string: its flags;
- a uint8 per string: its frequency, log10 times 32.

The strings themselves are not stored, so a string that was never put in is found with a probability of at most
(number of strings) / 2**32. The fingerprint is CRC-32 of the UTF-8 bytes (IEEE 802.3 polynomial, as in zlib), which
never confuses two strings of one length that differ within four neighbouring bytes only: a letter replaced or two
swapped cannot turn a known name into another by accident.
"""

import mmap
import re
import struct
from bisect import bisect_left
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from zlib import crc32

FREQUENCY_STEPS = 32
"""Steps of the stored frequency to a power of ten; the greatest that can be stored is 255 / 32 = 7.97."""

_MAGIC = b"NWLEX001"
_CELL = 180 / 128
"""Degrees of a side of a `town_cell`."""
_BUCKETS = 1 << 16
_SEPARATORS = re.compile(r"[\s\-‐‑–/_]+")
_DROPPED = re.compile(r"[^a-z0-9 ]")
_HEADER = struct.Struct("<8sI")


def name_key(name: str) -> str:
    """Return what a name is looked up by: a–z and digits in lower case, without accents and apostrophes.

    Blanks, hyphens and slashes become one blank; letters of other scripts are romanised.
    """
    if name.isascii():
        key = name.lower()
        if key.isalpha():
            return key
    else:
        from unidecode import unidecode

        key = unidecode(_SEPARATORS.sub(" ", name)).lower()
    return " ".join(_DROPPED.sub("", _SEPARATORS.sub(" ", key)).split())


def town_key(name: str, country: str, number: int = 0) -> str:
    """Return what a town is looked up by in a country (ISO 3166-1 alpha-2), the first of its name there or another:
    `name_key` tells none of them.
    """
    return f"{name_key(name)}@{country}{number or ''}"


def town_cell(latitude: float, longitude: float) -> int:
    """Return what is stored as a town's flags: where it lies (degrees), to 1.4 of these."""
    return min(127, int((latitude + 90) / _CELL)) << 8 | min(255, int((longitude + 180) / _CELL))


def town_location(cell: int) -> tuple[float, float]:
    """Return the latitude and longitude (degrees) of the middle of a `town_cell`."""
    return (cell >> 8) * _CELL + _CELL / 2 - 90, (cell & 255) * _CELL + _CELL / 2 - 180


class Table:
    """A memory-mapped file of this format; pages are read when they are needed and shared between processes."""

    __slots__ = ("_flags", "_frequencies", "_lows", "_size", "_starts")

    def __init__(self, path: Path) -> None:
        """Map `path`; raises OSError if it cannot be read and ValueError if it is no file of this format."""
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        magic, size = _HEADER.unpack_from(view)
        starts_end = _HEADER.size + 4 * (_BUCKETS + 1)
        if magic != _MAGIC or len(view) != starts_end + 5 * size:
            raise ValueError(f"{path} is not a lexicon file of this version")
        self._size: int = size
        self._starts = view[_HEADER.size : starts_end].cast("I")
        self._lows = view[starts_end : starts_end + 2 * size].cast("H")
        self._flags = view[starts_end + 2 * size : starts_end + 4 * size].cast("H")
        self._frequencies = view[starts_end + 4 * size :]

    def __len__(self) -> int:
        return self._size

    def get(self, key: str) -> tuple[int, float] | None:
        """Return the flags of `key` and its frequency (log10), or None if it is not in the file."""
        fingerprint = crc32(key.encode())
        bucket, low = fingerprint >> 16, fingerprint & 0xFFFF
        end = self._starts[bucket + 1]
        row = bisect_left(self._lows, low, self._starts[bucket], end)
        if row == end or self._lows[row] != low:
            return None
        return self._flags[row], self._frequencies[row] / FREQUENCY_STEPS


def write_table(path: Path, entries: Mapping[str, tuple[int, float]]) -> int:
    """Write strings with their flags (0–65535) and frequencies (log10, cut to 0–7.97); return the collisions.

    Strings of one fingerprint become one entry with the flags of both and the greater frequency.
    """
    rows: dict[int, tuple[int, float]] = {}
    for key, (flags, frequency) in entries.items():
        fingerprint = crc32(key.encode())
        old_flags, old_frequency = rows.get(fingerprint, (0, 0.0))
        rows[fingerprint] = flags | old_flags, max(frequency, old_frequency)
    order = sorted(rows)
    counts = [0] * _BUCKETS
    for fingerprint in order:
        counts[fingerprint >> 16] += 1
    starts = list(accumulate(counts, initial=0))
    size = len(order)
    path.write_bytes(
        b"".join(
            (
                _HEADER.pack(_MAGIC, size),
                struct.pack(f"<{_BUCKETS + 1}I", *starts),
                struct.pack(f"<{size}H", *(fingerprint & 0xFFFF for fingerprint in order)),
                struct.pack(f"<{size}H", *(rows[fingerprint][0] for fingerprint in order)),
                bytes(min(255, max(0, round(rows[f][1] * FREQUENCY_STEPS))) for f in order),
            )
        )
    )
    return len(entries) - size
