"""What is kept of compiled templates is never trusted where others could have put it."""

from pathlib import Path

import pytest

from normalizer.model import Correction
from normalizer.reports import FileResult, html

RESULTS = [FileResult("a.txt", Correction("In Smie.", "In Smie.", (), ()))]


def rendered() -> str:
    html._template.cache_clear()
    try:
        return html.render(RESULTS)
    finally:
        html._template.cache_clear()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NAMEWRIGHT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "templates"


def test_what_was_compiled_is_kept_and_gives_the_same_page(cache: Path) -> None:
    first = rendered()
    kept = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert kept
    assert rendered() == first
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == kept


def test_a_broken_file_is_made_again(cache: Path) -> None:
    first = rendered()
    for path in cache.iterdir():
        path.write_bytes(path.read_bytes()[:40])
    assert rendered() == first


def test_a_folder_that_others_may_write_to_is_not_used(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    assert rendered()
    assert not list(cache.iterdir())


def test_a_folder_that_cannot_be_made_does_not_matter(cache: Path) -> None:
    cache.parent.write_text("a file")
    assert rendered()
