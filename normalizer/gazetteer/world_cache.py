"""Keeps the compiled places of the world in the user's cache folder: made once, checked at every opening."""

import contextlib
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from normalizer.errors import InputError
from normalizer.files import write_atomic
from normalizer.gazetteer.shipped import CACHE_VARIABLE
from normalizer.matching.data_files import checksums
from normalizer.matching.index import VERSION

FORMAT = 1
"""Of the arrays of `world_compile`, and of the rules by which it takes and leaves names."""

_HEADER = "world.json"
_SOURCES = "sources.json"
_BUILDING = "building-"
_PAGE, _PAGES = 4096, 8
"""So many pages of each file are read for its checksum, evenly spaced: a file full of zeros does not pass."""
_OLD = 30 * 24 * 3600
_MEND = f"set {CACHE_VARIABLE} to a folder that can be written"

Opened = TypeVar("Opened")


def cached(cache: Path, source: Path, make: Callable[[Path], None], open_: Callable[[Path], Opened]) -> Opened:
    """What `open_` makes of the folder that `make` wrote from `source`, now or earlier.

    It is made again where the source, the format or the learned vectors have changed, or where a file is broken. Two
    processes at once wait for each other; a folder that is in use is never changed. Raises InputError where nothing
    can be written.
    """
    try:
        folder = cache / f"world-{_key(cache, source)}"
        if (opened := _opened(folder, open_)) is not None:
            return opened
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "world.lock"):
            if (opened := _opened(folder, open_)) is not None:
                return opened
            _tidy(cache)
            _make(folder, make)
        return open_(folder)
    except OSError as error:
        raise InputError(f"the places of the world cannot be kept: {error.strerror}", path=cache, mend=_MEND) from error


def _opened(folder: Path, open_: Callable[[Path], Opened]) -> Opened | None:
    try:
        return open_(folder) if _is_whole(folder) else None
    except (InputError, OSError, ValueError, KeyError):
        return None


def _key(cache: Path, source: Path) -> str:
    """What changes with all that the arrays are made from."""
    parts = [FORMAT, VERSION, _content(cache, source), checksums("name_")]
    return blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


def _content(cache: Path, source: Path) -> str:
    """The hash of a file, which is remembered as long as neither its size nor its time changes."""
    state = source.stat()
    stamp = [state.st_size, state.st_mtime_ns]
    try:
        known = json.loads((cache / _SOURCES).read_text(encoding="utf-8"))
        *remembered, digest = known[str(source)]
        if remembered == stamp and isinstance(digest, str):
            return digest
    except (OSError, ValueError, KeyError, TypeError):
        known = {}
    digest = _hash(source)
    known = {path: kept for path, kept in known.items() if Path(path).exists()} if isinstance(known, dict) else {}
    with contextlib.suppress(OSError, InputError):
        cache.mkdir(parents=True, exist_ok=True)
        write_atomic(cache / _SOURCES, json.dumps(known | {str(source): [*stamp, digest]}).encode())
    return digest


def _hash(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder.parent))
    try:
        make(building)
        _seal(building)
        if folder.exists():
            folder.rename(building.with_name(f"{building.name}-broken"))
        building.rename(folder)
    finally:
        for left in folder.parent.glob(f"{building.name}*"):
            shutil.rmtree(left, ignore_errors=True)


def _tidy(cache: Path) -> None:
    """Removes what a process left that was killed, and what other versions made long ago; the lock is held."""
    for left in cache.glob(f"{_BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for other in cache.glob("world-*"):
        if other.stat().st_mtime < time.time() - _OLD:
            shutil.rmtree(other, ignore_errors=True)


def _seal(folder: Path) -> None:
    """Writes the header: the size and the checksum of each file, and of the header itself."""
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        files[path.relative_to(folder).as_posix()] = _state(path)
    header = json.dumps({"format": FORMAT, "files": files})
    (folder / _HEADER).write_text(f"{zlib.crc32(header.encode()):08x}\n{header}", encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    try:
        checksum, _, header = (folder / _HEADER).read_text(encoding="utf-8").partition("\n")
        if checksum != f"{zlib.crc32(header.encode()):08x}":
            return False
        return all(_state(folder / name) == state for name, state in json.loads(header)["files"].items())
    except (OSError, UnicodeDecodeError):
        return False


def _state(path: Path) -> list[int]:
    """The size of a file, and the checksum of some of its pages."""
    size = path.stat().st_size
    checksum = 0
    with path.open("rb") as file:
        for number in range(_PAGES):
            file.seek(max(0, size - _PAGE) * number // (_PAGES - 1))
            checksum = zlib.crc32(file.read(_PAGE), checksum)
    return [size, checksum]
