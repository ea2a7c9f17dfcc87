"""A project's settings: `[tool.namewright]` of the nearest pyproject.toml, or a namewright.toml."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from normalizer.errors import InputError
from normalizer.files import read_bytes

PROJECT_FILE = "pyproject.toml"
OWN_FILE = "namewright.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings that a project names; `origins` says for each of its keys which file it is from.

    Paths are absolute. None and empty stand for what nobody set.
    """

    gazetteer: tuple[Path, ...] = ()
    fix_at: float | None = None
    show_at: float | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    world: bool | None = None
    origins: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))


def find_config(folder: Path) -> Config:
    """The settings for work in `folder`: its own or those of the nearest folder above, by key.

    Of the nearest namewright.toml and the nearest pyproject.toml that has a [tool.namewright], the nearer one holds for
    a key that both set; in one folder it is namewright.toml.
    Raises InputError for a file that is not TOML, an unknown key or a value of the wrong kind.
    """
    config = Config()
    found: set[str] = set()
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, PROJECT_FILE):
            path = place / name
            if name not in found and path.is_file():
                table = _table(path)
                if table is not None:
                    found.add(name)
                    config = _merged(config, read_config(path, table))
    return config


def read_config(path: Path, table: Mapping[str, Any]) -> Config:
    """The settings of one file's table; raises InputError as `find_config` does."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            mend = f"the keys are {', '.join(KEYS)}"
            raise InputError(f"unknown key {key!r}", path=path, row=_line_of(path, key), mend=mend)
        convert, kind = KEYS[key]
        converted = convert(value, path.parent)
        if converted is None:
            raise InputError(f"{key} is {value!r}", path=path, row=_line_of(path, key), mend=f"it has to be {kind}")
        values[key.replace("-", "_")] = converted
    return Config(**values, origins=dict.fromkeys(table, path))


def _merged(nearer: Config, farther: Config) -> Config:
    values = {
        key.replace("-", "_"): getattr(farther, key.replace("-", "_"))
        for key in farther.origins
        if key not in nearer.origins
    }
    return replace(nearer, **values, origins={**farther.origins, **nearer.origins})


def _table(path: Path) -> Mapping[str, Any] | None:
    import tomllib

    try:
        table: Any = tomllib.loads(read_bytes(path).decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        problem = f"this is not TOML ({error})"
        raise InputError(problem, path=path, row=int(where[1]) if where else None) from None
    except UnicodeDecodeError:
        raise InputError("this is not UTF-8", path=path, mend="save it in UTF-8") from None
    if path.name == PROJECT_FILE:
        table = table.get("tool", {}).get("namewright")
    if table is not None and not isinstance(table, dict):
        raise InputError("tool.namewright is not a table", path=path, mend="write [tool.namewright]")
    return table


def _line_of(path: Path, key: str) -> int | None:
    pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)


def _words(value: Any, _folder: Path) -> tuple[str, ...] | None:
    listed = [value] if isinstance(value, str) else value
    if isinstance(listed, list) and all(isinstance(item, str) and item.strip() for item in listed):
        return tuple(listed)
    return None


def _codes(value: Any, folder: Path) -> tuple[str, ...] | None:
    words = _words(value, folder)
    return words and tuple(code.strip() for word in words for code in word.split(",") if code.strip())


def _paths(value: Any, folder: Path) -> tuple[Path, ...] | None:
    words = _words(value, folder)
    return None if words is None else tuple(folder / Path(word).expanduser() for word in words)


def _probability(value: Any, _folder: Path) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 <= value <= 1 else None


def _flag(value: Any, _folder: Path) -> bool | None:
    return value if isinstance(value, bool) else None


KEYS: Mapping[str, tuple[Callable[[Any, Path], Any], str]] = {
    "gazetteer": (_paths, "a path or a list of paths"),
    "fix-at": (_probability, "a number from 0 to 1"),
    "show-at": (_probability, "a number from 0 to 1"),
    "select": (_codes, "a code or a list of codes"),
    "ignore": (_codes, "a code or a list of codes"),
    "keep": (_words, "a word or a list of words"),
    "world": (_flag, "true or false"),
}
"""Every key with what reads its value (None where it is of the wrong kind) and what it has to be."""
