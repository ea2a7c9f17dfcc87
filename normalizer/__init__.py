"""Names in machine-translated news, put right against a gazetteer: `correct`, `check` and `Gazetteer`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizer.gazetteer import Gazetteer
    from normalizer.pipeline import check, correct

__all__ = ["Gazetteer", "check", "correct"]


def __getattr__(name: str) -> Any:
    """Imports what is asked for, when it is asked for: the command line's help needs none of it."""
    if name == "Gazetteer":
        from normalizer.gazetteer import Gazetteer

        return Gazetteer
    if name in ("check", "correct"):
        from normalizer import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
