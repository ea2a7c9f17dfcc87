"""The bar that says how far the compiling of the world is."""

import sys
from collections.abc import Callable

import pytest

from normalizer.cli.world import world_with_bar

Progress = Callable[[int, int], None] | None


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("compiles", [True, False])
def test_the_bar_is_shown_where_something_is_compiled_at_a_terminal(
    terminal: bool, compiles: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_world(progress: Progress) -> str:
        for done in (0, 250, 1000) if compiles and progress else ():
            progress(done, 1000)
        return "the world"

    monkeypatch.setattr("normalizer.gazetteer.world.open_world", open_world)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert world_with_bar() == "the world"
    out, err = capsys.readouterr()
    assert out == ""
    assert ("100%" in err) is (terminal and compiles)
