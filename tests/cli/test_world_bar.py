"""The places of the world on the command line: search finds them, and a bar says how far their compiling is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from normalizer.cli.world import world_with_bar
from normalizer.gazetteer.world import open_table

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


@pytest.mark.parametrize(("options", "found"), [([], False), (["--world"], True), (["--no-world"], False)])
def test_search_knows_the_world_where_it_is_asked_for(
    options: list[str], found: bool, invoke: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"geonameid": 1, "name": "Sudzha", "alternatenames": ["Sudscha"], "countrycode": "RU"}
    town = {**names, "population": 6940, "latitude": 51.19, "longitude": 35.27}
    table = tmp_path / "towns.json"
    table.write_text(json.dumps({"1": town}), encoding="utf-8")
    monkeypatch.setattr("normalizer.gazetteer.world.open_world", lambda *_: open_table(table, tmp_path / "cache"))
    result = invoke("gazetteer", "search", "--no-shipped", "Sudscha", *options)
    assert result.exit_code == 0
    assert ("Sudzha, as Sudscha  (place/geonames-1)" in result.stdout) is found
