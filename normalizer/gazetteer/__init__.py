"""Entities: reading, stacking, searching, editing and linting the files that hold them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizer.gazetteer.gazetteer import Gazetteer

__all__ = ["Gazetteer"]


def __getattr__(name: str) -> Any:
    """Imports the Gazetteer when it is first asked for, so that its modules can be used without it."""
    if name == "Gazetteer":
        from normalizer.gazetteer.gazetteer import Gazetteer

        return Gazetteer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
