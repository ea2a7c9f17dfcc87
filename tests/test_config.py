"""A project's settings: found upwards, merged by key, every value with its origin."""

from pathlib import Path

import pytest

from normalizer.config import find_config
from normalizer.errors import InputError


def write(folder: Path, own: str | None = None, project: str | None = None) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    if own is not None:
        (folder / "namewright.toml").write_text(own, encoding="utf-8")
    if project is not None:
        (folder / "pyproject.toml").write_text(project, encoding="utf-8")


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    config = find_config(tmp_path)
    assert (config.gazetteer, config.fix_at, config.world, dict(config.origins)) == ((), None, None, {})


def test_every_key_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        'gazetteer = ["a.csv", "/b.csv"]\nfix-at = 0.9\nshow-at = 0\nselect = "NAM001, NAM002"\n'
        'ignore = ["NAM003"]\nkeep = ["Suda", "a, b"]\nworld = true\n',
    )
    config = find_config(tmp_path)
    assert config.gazetteer == (tmp_path / "a.csv", Path("/b.csv"))
    assert (config.fix_at, config.show_at, config.world) == (0.9, 0.0, True)
    assert (config.select, config.ignore, config.keep) == (("NAM001", "NAM002"), ("NAM003",), ("Suda", "a, b"))
    assert set(config.origins.values()) == {tmp_path / "namewright.toml"}


def test_the_nearer_file_holds_and_paths_are_its_own(tmp_path: Path) -> None:
    write(tmp_path, project='[tool.namewright]\ngazetteer = "top.csv"\nfix-at = 0.5\nkeep = "top"\n')
    write(tmp_path / "a", own='keep = "own"\n', project="[tool.other]\nx = 1\n")
    deep = tmp_path / "a" / "b"
    write(deep)
    config = find_config(deep)
    assert (config.gazetteer, config.fix_at, config.keep) == ((tmp_path / "top.csv",), 0.5, ("own",))
    assert config.origins["keep"] == tmp_path / "a" / "namewright.toml"
    assert config.origins["fix-at"] == tmp_path / "pyproject.toml"


def test_only_the_nearest_of_each_file_counts(tmp_path: Path) -> None:
    write(tmp_path, own="fix-at = 0.1\nshow-at = 0.1\n")
    write(tmp_path / "a", own="fix-at = 0.2\n", project='[tool.namewright]\nfix-at = 0.3\nkeep = "x"\n')
    config = find_config(tmp_path / "a")
    assert (config.fix_at, config.show_at, config.keep) == (0.2, None, ("x",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = 1\nfix_at = 0.5\n", ":1: unknown key 'a'; the keys are gazetteer, fix-at, show-at, select, ignore, keep"),
        ("fix-at = 0.5\nfix_at = 0.5\n", ":2: unknown key 'fix_at'"),
        ("fix-at = 2\n", ":1: fix-at is 2; it has to be a number from 0 to 1"),
        ("fix-at = true\n", "fix-at is True; it has to be a number"),
        ('show-at = "0.5"\n', "show-at is '0.5'; it has to be a number"),
        ("world = 1\n", "world is 1; it has to be true or false"),
        ("\nkeep = [1]\n", ":2: keep is [1]; it has to be a word or a list of words"),
        ("gazetteer = {}\n", "gazetteer is {}; it has to be a path or a list of paths"),
        ("select = ['']\n", "select is ['']; it has to be a code or a list of codes"),
        ("keep = \n", ":1: this is not TOML (Invalid value (at line 1, column 8))"),
        ("keep = [", ": this is not TOML ("),
    ],
)
def test_faults(tmp_path: Path, text: str, problem: str) -> None:
    write(tmp_path, own=text)
    with pytest.raises(InputError) as caught:
        find_config(tmp_path)
    assert f"namewright.toml{problem}" in str(caught.value) or problem in str(caught.value)


@pytest.mark.parametrize(("data", "problem"), [(b"[tool]\nnamewright = 1\n", "is not a table"), (b"\xff", "not UTF-8")])
def test_faults_of_a_pyproject(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(data)
    with pytest.raises(InputError, match=problem):
        find_config(tmp_path)
