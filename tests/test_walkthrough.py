"""The README's way from three articles to a desk's own names: every command is run, and prints what is shown."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import normalizer

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COUNTS = re.compile(r"\d+ changed, \d+ to look at")
"""What sounds alike enough to be put right hangs on the model, which is fitted anew now and then."""


def steps() -> list[tuple[str, str]]:
    """Each command of the walk-through, and what the README shows that it prints."""
    blocks = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    typed = re.split(r"^\$ ", "".join(blocks), flags=re.MULTILINE)[1:]
    return [(command, shown) for command, _, shown in (step.partition("\n") for step in typed)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a new user stands: the sample articles, and nothing of his own."""
    path = tmp_path_factory.mktemp("walk")
    shutil.copytree(ROOT / "seeds", path / "seeds")
    (path / "bin").mkdir()
    program = path / "bin" / "namewright"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m normalizer "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return path


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[tuple[int, str]]:
    """The exit code of each command, and what it printed, typed one after the other into one shell."""
    env = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(normalizer.__file__).parent.parent),
        "NAMEWRIGHT_GAZETTEER": str(folder / "own.csv"),
        "XDG_STATE_HOME": str(folder / "state"),
        "LC_ALL": "C.UTF-8",
    }
    script = "".join(f'{command}\necho "@@@ $?"\n' for command, _ in steps())
    done = subprocess.run(
        ["sh"], input=script.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder, env=env, check=True
    )
    parts = re.split(r"^@@@ (\d+)\n", done.stdout.decode("utf-8"), flags=re.MULTILINE)
    return list(zip(map(int, parts[1::2]), parts[::2], strict=False))


def pattern(shown: str) -> str:
    lines = (
        "(?:[^\n]*\n)*?" if line == "...\n" else COUNTS.sub(lambda _: COUNTS.pattern, re.escape(line))
        for line in shown.splitlines(keepends=True)
    )
    return "".join(lines)


def test_it_goes_all_the_way() -> None:
    commands = " ".join(command for command, _ in steps())
    for name in ("suggest", "add", "lint", "layers", "show", "diff"):
        assert f"namewright gazetteer {name}" in commands
    assert "namewright fix" in commands


@pytest.mark.parametrize("number", range(len(steps())), ids=[command for command, _ in steps()])
def test_a_command_prints_what_is_shown(number: int, printed: list[tuple[int, str]]) -> None:
    command, shown = steps()[number]
    code, output = printed[number]
    assert code in (0, 1), f"{command}\n{output}"
    assert re.fullmatch(pattern(shown), output), f"{command}\n{output}"


def test_the_names_are_put_right_in_the_end(folder: Path, printed: list[tuple[int, str]]) -> None:
    assert printed
    text = "".join((folder / "island" / f"{day}.fixed.txt").read_text("utf-8") for day in ("tuesday", "wednesday"))
    assert "Wellmora" not in text and "Dollvik" not in text and "Kostwedt" not in text
    assert "Petra Aunskog" in text, "somebody else of that surname stays who she is"
