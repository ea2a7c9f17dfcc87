"""Makes a gazetteer ready for linking, once."""

from weakref import WeakKeyDictionary

from normalizer.gazetteer import Gazetteer
from normalizer.linking.link import Names
from normalizer.linking.similar import SimilarWords
from normalizer.linking.vocabulary import word_tables
from normalizer.linking.world import WorldNames

_READY: "WeakKeyDictionary[Gazetteer, Names]" = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """The forms of a gazetteer and the index of their words; kept for as long as the gazetteer is."""
    names = _READY.get(gazetteer)
    if names is None:
        parts = gazetteer.parts
        world = WorldNames(gazetteer, gazetteer.world) if gazetteer.world is not None else None
        names = _READY[gazetteer] = Names(parts.forms, SimilarWords(word_tables(parts)), parts, world)
    return names
