"""What all tests share."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tests compile is kept in a folder of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAMEWRIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
