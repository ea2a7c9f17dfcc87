"""Where the gazetteers that nobody has to name lie: the shipped one and the user's own."""

import os
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from normalizer.errors import InputError
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.read import Row, read_allowed, read_rows

USER_FILE_VARIABLE = "NAMEWRIGHT_GAZETTEER"
"""The environment variable that names the user's gazetteer file."""

CACHE_VARIABLE = "NAMEWRIGHT_CACHE"
"""The environment variable that names the folder for what can be made again."""

ALLOWED = "allowed.csv"

KEPT_FROM = 1 << 16
"""Bytes of a layer's files from which on it is compiled and kept: reading so many takes a fifth of a second."""

_HERE = Path(__file__).resolve().parent


def shipped_folder() -> Path:
    """The folder of the shipped CSV files: inside an installed package, or the checkout's `gazetteer/`."""
    for folder in (_HERE / "data", _HERE.parent.parent / "gazetteer"):
        if folder.is_dir():
            return folder
    raise InputError("the shipped gazetteer is missing", path=_HERE / "data", mend="install namewright again")


class FileRows(Sequence[Row]):
    """The rows of files that are large: they are read whenever they are asked for."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def __iter__(self) -> Iterator[Row]:
        return (row for path in self._paths for row in read_rows(path))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]


def shipped_layer() -> Layer:
    """The shipped entities and the words that are never flagged."""
    folder = shipped_folder()
    allowed = folder / ALLOWED
    return _layer("shipped", folder, csv_files(folder), read_allowed(allowed) if allowed.is_file() else frozenset())


def csv_files(folder: Path) -> list[Path]:
    """The gazetteer files of a folder, sorted; allowed.csv is none of them."""
    return sorted(path for path in folder.glob("*.csv") if path.name != ALLOWED)


def user_file() -> Path:
    """The user's own gazetteer: where NAMEWRIGHT_GAZETTEER says, else in his data folder; it need not exist."""
    if named := os.environ.get(USER_FILE_VARIABLE):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("namewright", appauthor=False)) / "gazetteer.csv"


def cache_folder() -> Path:
    """Where compiled gazetteers are kept: where NAMEWRIGHT_CACHE says, else the user's cache folder."""
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("namewright", appauthor=False))


def file_layer(path: Path | str, name: str = "") -> Layer:
    """The layer of one file; without a name it is called by its path. Raises InputError as `read_rows` does.

    A large file is only looked at; it is read when the gazetteer is made that it belongs to.
    """
    return _layer(name or str(path), Path(path), [Path(path)], frozenset())


def _layer(name: str, path: Path, files: Sequence[Path], allowed: frozenset[str]) -> Layer:
    from normalizer.gazetteer.cache import file_content

    try:
        is_large = sum(file.stat().st_size for file in files) >= KEPT_FROM
    except OSError:
        is_large = False  # reading it will say what is wrong
    rows: Sequence[Row] = FileRows(files) if is_large else [row for file in files for row in read_rows(file)]
    contents = "".join(f"{file}\0{file_content(cache_folder(), file)}\0" for file in files)
    return Layer(name, path, rows, allowed, blake2b(contents.encode("utf-8", "surrogateescape")).hexdigest())
