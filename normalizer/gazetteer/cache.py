"""Keeps what is compiled from names in the user's cache folder: made once, checked at every opening."""

import contextlib
import json
import os
import time
import zlib
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from normalizer.errors import InputError
from normalizer.files import write_atomic
from normalizer.gazetteer.shipped import CACHE_VARIABLE
from normalizer.matching.data_files import checksums
from normalizer.matching.index import VERSION

FORMAT = 3
"""Of all that is kept: of the header, of the arrays of `world_compile`, and of its rules for taking names."""

_HEADER = "cache.json"
_SOURCES = "sources.json"
_BUILDING = "building-"
_PAGE, _PAGES = 4096, 8
"""So many pages of each file are read for its checksum, evenly spaced: a file full of zeros does not pass."""
_DAY = 24 * 3600
_OLD = 30 * _DAY
_MOMENT = 2
_QUICKLY_READ = 1 << 20
_KEPT = 8
"""So many of a kind are kept, the newest, if they are not old: gazetteers change, and versions are tried out."""
_MEND = f"set {CACHE_VARIABLE} to a folder that can be written"

Opened = TypeVar("Opened")


class CacheError(InputError):
    """Nothing can be kept where it should be."""


def cached(
    cache: Path, kind: str, content: str, make: Callable[[Path], None], open_: Callable[[Path], Opened]
) -> Opened:
    """What `open_` makes of the folder that `make` wrote, now or earlier, from what has the hash `content`.

    It is made again where the content, the format or the learned vectors have changed, or where a file is broken. Two
    processes that make the same kind wait for each other; a folder that is in use is never changed. Raises CacheError
    where nothing can be written.
    """
    parts = json.dumps([FORMAT, VERSION, content, checksums("name_")])
    folder = cache / f"{kind}-{blake2b(parts.encode(), digest_size=8).hexdigest()}"
    try:
        if (opened := _opened(folder, open_)) is not None:
            return opened
        from filelock import FileLock

        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{kind}.lock"):
            if (opened := _opened(folder, open_)) is not None:
                return opened
            _tidy(cache, kind)
            _make(folder, kind, make)
        return open_(folder)
    except OSError as error:
        raise CacheError(f"nothing can be kept there: {error.strerror}", path=cache, mend=_MEND) from error


def _opened(folder: Path, open_: Callable[[Path], Opened]) -> Opened | None:
    try:
        opened = open_(folder) if _is_whole(folder) else None
    except (InputError, OSError, ValueError, KeyError):
        return None
    with contextlib.suppress(OSError):
        if opened is not None and folder.stat().st_mtime < time.time() - _DAY:
            os.utime(folder)  # what is in use stays among the newest
    return opened


def file_content(cache: Path, source: Path) -> str:
    """The hash of a file; that of a large one is remembered as long as neither its size nor its time changes.

    Raises InputError where it cannot be read.
    """
    try:
        source = source.absolute()
        state = source.stat()
        # A file that was written a moment ago may change again within the tick of the clock.
        if state.st_size < _QUICKLY_READ or abs(time.time() - state.st_mtime) < _MOMENT:
            return _hash(source)
        stamp = [state.st_size, state.st_mtime_ns]
        return _remembered(cache, source, stamp) or _remember(cache, source, stamp, _hash(source))
    except OSError as error:
        raise InputError(f"this cannot be read: {error.strerror}", path=source) from error


def _remembered(cache: Path, source: Path, stamp: list[int]) -> str:
    found = _known(cache).get(str(source))
    fits = isinstance(found, list) and found[:-1] == stamp and isinstance(found[-1], str)
    return str(found[-1]) if found and fits else ""


def _known(cache: Path) -> dict[str, list[Any]]:
    try:
        known = json.loads((cache / _SOURCES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(cache: Path, source: Path, stamp: list[int], digest: str) -> str:
    kept = {path: found for path, found in _known(cache).items() if Path(path).exists()}
    with contextlib.suppress(OSError, InputError):
        cache.mkdir(parents=True, exist_ok=True)
        write_atomic(cache / _SOURCES, json.dumps(kept | {str(source): [*stamp, digest]}).encode())
    return digest


def _hash(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _make(folder: Path, kind: str, make: Callable[[Path], None]) -> None:
    import shutil
    import tempfile

    building = Path(tempfile.mkdtemp(prefix=f"{_BUILDING}{kind}-", dir=folder.parent))
    try:
        make(building)
        _seal(building)
        if folder.exists():
            folder.rename(building.with_name(f"{building.name}-broken"))
        building.rename(folder)
    finally:
        for left in folder.parent.glob(f"{building.name}*"):
            shutil.rmtree(left, ignore_errors=True)


def _tidy(cache: Path, kind: str) -> None:
    """Removes what a process left that was killed, and what was made long ago; the lock of the kind is held."""
    import shutil

    for left in cache.glob(f"{_BUILDING}{kind}-*"):
        shutil.rmtree(left, ignore_errors=True)
    made = sorted(cache.glob(f"{kind}-*/"), key=lambda path: path.stat().st_mtime, reverse=True)
    for number, other in enumerate(made, 1):
        if number >= _KEPT or other.stat().st_mtime < time.time() - _OLD:
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
