"""Makes a gazetteer ready for linking, once."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary, proxy

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.parts import Parts
from normalizer.linking.link import Names
from normalizer.linking.longer import LongerNames
from normalizer.linking.model import load_model
from normalizer.linking.postings import Forms
from normalizer.linking.precedence import Level
from normalizer.linking.screen import Screen
from normalizer.linking.similar import SimilarWords
from normalizer.linking.spelling import StaticFeatures
from normalizer.linking.vocabulary import word_tables
from normalizer.linking.world import WorldNames

_KEPT = 1 << 16
_READY: "WeakKeyDictionary[Gazetteer, Names]" = WeakKeyDictionary()
"""No value may hold its key, or neither is ever let go."""


def names_of(gazetteer: Gazetteer) -> Names:
    """The forms of a gazetteer and the index of their words; kept for as long as the gazetteer is."""
    names = _READY.get(gazetteer)
    if names is None:
        parts = gazetteer.parts
        world = WorldNames(proxy(gazetteer), gazetteer.world) if gazetteer.world is not None else None
        names = _READY[gazetteer] = made_ready(parts, world, _level_of(gazetteer))
    return names


def _level_of(gazetteer: Gazetteer) -> Level | None:
    layers, parts = gazetteer.layers, gazetteer.parts
    if len(layers) + (gazetteer.world is not None) < 2:
        return None

    def level(key: str) -> int:
        try:
            path = Path(parts.where(key).rpartition(":")[0])
        except LookupError:
            return -1
        return max(n for n, layer in enumerate(layers) if layer.path in (path, *path.parents))

    return level


def _words_of(parts: Parts) -> Callable[[str], int]:
    """The words of the part of an entity, by its id; of what no part has, a town of the world, those of all."""
    everything = len(parts.forms.vocabulary)

    @lru_cache(maxsize=_KEPT)
    def words(key: str) -> int:
        place = parts.place(key)
        return everything if place is None else parts.all[place[0]].forms.vocabulary_size

    return words


def made_ready(parts: Parts, world: WorldNames | None = None, level: Level | None = None) -> Names:
    """The names of some parts; nothing is kept."""
    forms = Forms(parts.forms)
    static = StaticFeatures(forms, _words_of(parts))
    longer = LongerNames(forms)
    screen, no_screen = Screen(forms, longer, static, load_model()), Screen(forms, longer, static, None)
    return Names(parts.forms, SimilarWords(word_tables(parts)), parts, screen, no_screen, world, level)
