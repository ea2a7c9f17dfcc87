"""Makes a gazetteer ready for linking, once."""

from weakref import WeakKeyDictionary

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.parts import Parts
from normalizer.linking.align import Forms
from normalizer.linking.link import Names
from normalizer.linking.longer import LongerNames
from normalizer.linking.model import load_model
from normalizer.linking.screen import Screen
from normalizer.linking.similar import SimilarWords
from normalizer.linking.spelling import StaticFeatures
from normalizer.linking.vocabulary import word_tables
from normalizer.linking.world import WorldNames

_READY: "WeakKeyDictionary[Gazetteer, Names]" = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """The forms of a gazetteer and the index of their words; kept for as long as the gazetteer is."""
    names = _READY.get(gazetteer)
    if names is None:
        parts = gazetteer.parts
        world = WorldNames(gazetteer, gazetteer.world) if gazetteer.world is not None else None
        names = _READY[gazetteer] = made_ready(parts, world)
    return names


def made_ready(parts: Parts, world: WorldNames | None = None) -> Names:
    """The names of some parts; nothing is kept."""
    forms, static = Forms(parts.forms), StaticFeatures(len(parts.forms.vocabulary))
    longer = LongerNames(forms)
    screen, no_screen = Screen(forms, longer, static, load_model()), Screen(forms, longer, static, None)
    return Names(parts.forms, SimilarWords(word_tables(parts)), parts, screen, no_screen, world)
