"""What all tests share."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from normalizer.linking.model import Curve, Model, load_model

# A slow machine fails nothing; the fixtures of a test are the same for all its examples, and meant to be.
_UNCHECKED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("untimed", deadline=None, suppress_health_check=_UNCHECKED)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tests compile is kept in a folder of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAMEWRIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def writing() -> Callable[[Path], tuple[int, int]]:
    """Which writing of a file this is; its readings, which a system may note too, change nothing."""
    return lambda path: (path.stat().st_ino, path.stat().st_mtime_ns)


_LIKE = {
    "ratio": Curve((0.5, 0.75, 1.0), (0.0, 11.0, 13.0)),
    "entity_in_text": Curve((0.0, 0.7), (0.0, 4.0)),
    "letters": Curve((-6.0, 0.0), (-0.5, -0.2)),
}
STEADY = Model(
    replace(load_model().listed, bias=-9.0, curves=_LIKE),
    replace(load_model().in_many, bias=-9.0, curves=_LIKE),
    fix_at=0.5,
    show_at=0.3,
)
"""Like letters speak for a candidate, as does the name itself elsewhere in the text."""


@pytest.fixture
def steady_model(monkeypatch: pytest.MonkeyPatch) -> Model:
    """A model of a few plain curves, for tests of what does not hang on what the shipped one has learned."""
    monkeypatch.setattr("normalizer.pipeline.load_model", lambda: STEADY)
    return STEADY
