"""Where the gazetteers that nobody has to name lie: the shipped one and the user's own."""

import os
from pathlib import Path

from normalizer.errors import InputError
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.read import read_allowed, read_rows

USER_FILE_VARIABLE = "NAMEWRIGHT_GAZETTEER"
"""The environment variable that names the user's gazetteer file."""

CACHE_VARIABLE = "NAMEWRIGHT_CACHE"
"""The environment variable that names the folder for what can be made again."""

ALLOWED = "allowed.csv"

_HERE = Path(__file__).resolve().parent


def shipped_folder() -> Path:
    """The folder of the shipped CSV files: inside an installed package, or the checkout's `gazetteer/`."""
    for folder in (_HERE / "data", _HERE.parent.parent / "gazetteer"):
        if folder.is_dir():
            return folder
    raise InputError("the shipped gazetteer is missing", path=_HERE / "data", mend="install namewright again")


def shipped_layer() -> Layer:
    """The shipped entities and the words that are never flagged."""
    folder = shipped_folder()
    rows = tuple(row for path in csv_files(folder) for row in read_rows(path))
    allowed = folder / ALLOWED
    return Layer("shipped", folder, rows, read_allowed(allowed) if allowed.is_file() else frozenset())


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
    """The layer of one file; without a name it is called by its path. Raises InputError as `read_rows` does."""
    return Layer(name or str(path), Path(path), tuple(read_rows(path)))
