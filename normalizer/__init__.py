"""Names in machine-translated news, put right against a gazetteer."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizer.gazetteer import Gazetteer
    from normalizer.pipeline import check, correct

__all__ = ["Gazetteer", "check", "correct"]

_HOMES = {"Gazetteer": "normalizer.gazetteer", "check": "normalizer.pipeline", "correct": "normalizer.pipeline"}


def __getattr__(name: str) -> Any:
    """Imports what is asked for, so that a command that corrects nothing starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
