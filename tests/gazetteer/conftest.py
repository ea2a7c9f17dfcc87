"""What the tests of the gazetteer share."""

from collections.abc import Callable
from pathlib import Path

import pytest

import normalizer

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and the user's gazetteer lie in folders of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    monkeypatch.delenv("NAMEWRIGHT_GAZETTEER", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path(normalizer.__file__).parent.parent))  # for processes of the tests


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a file of the rows that are given, and returns its path."""

    def make_file(*rows: str, name: str = "names.csv", end: str = "\n") -> Path:
        path = tmp_path / name
        path.write_bytes("".join(row + end for row in rows).encode("utf-8"))
        return path

    return make_file
