"""Runs the command lines of cases/*.toml and compares all that a user sees."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

HERE = Path(__file__).parent / "cases"
FIELDS = {"label", "args", "stdin", "files", "out", "err", "code", "after", "absent"}


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert set(case) <= FIELDS, case
            found.append(pytest.param(case, id=f"{path.stem}: {case['label']}"))
    return found


def matches(pattern: str, text: str) -> bool:
    """Whether a text is as it should be; [..] stands for anything in a line, a line of ... for any lines."""
    parts = [
        "(?:[^\n]*\n)*?" if line == "...\n" else ".*?".join(map(re.escape, line.split("[..]")))
        for line in pattern.splitlines(keepends=True)
    ]
    return re.fullmatch("".join(parts), text) is not None


@pytest.mark.parametrize("case", cases())
@pytest.mark.usefixtures("steady_pipeline")
def test_transcript(case: dict[str, Any], invoke: Callable[..., Result]) -> None:
    for name, content in case.get("files", {}).items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content.encode("utf-8"))
    result = invoke(*case["args"], stdin=case.get("stdin"))
    assert result.exit_code == case.get("code", 0), result.output
    for name, data in (("out", result.stdout_bytes), ("err", result.stderr_bytes)):
        assert matches(case.get(name, ""), data.decode("utf-8")), data.decode("utf-8")
    for name, content in {**case.get("files", {}), **case.get("after", {})}.items():
        assert matches(content, Path(name).read_bytes().decode("utf-8")), name
    for name in case.get("absent", ()):
        assert not Path(name).exists(), name
