"""Makes a gazetteer ready for linking, once."""

from weakref import WeakKeyDictionary

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.forms import build_forms
from normalizer.linking.link import Names
from normalizer.linking.places import PlaceTable
from normalizer.linking.similar import SimilarWords
from normalizer.linking.world import WorldNames

_READY: "WeakKeyDictionary[Gazetteer, Names]" = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """The forms of a gazetteer and the index of their words; kept for as long as the gazetteer is."""
    names = _READY.get(gazetteer)
    if names is None:
        index = build_forms(gazetteer.entities)
        world = WorldNames(gazetteer, gazetteer.world) if gazetteer.world is not None else None
        names = _READY[gazetteer] = Names(index, SimilarWords.of(index.vocabulary), PlaceTable.of(gazetteer), world)
    return names
