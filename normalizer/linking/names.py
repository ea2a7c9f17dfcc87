"""Makes a gazetteer ready for linking, once."""

from hashlib import blake2b
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.cache import cached
from normalizer.gazetteer.shipped import cache_folder
from normalizer.linking.link import Names
from normalizer.linking.places import PlaceTable
from normalizer.linking.similar import SimilarWords
from normalizer.linking.world import WorldNames

_WORTH_KEEPING = 10_000
"""Words; the vectors of so many take a third of a second to make."""
_ARRAY = "vectors.npy"
_READY: "WeakKeyDictionary[Gazetteer, Names]" = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """The forms of a gazetteer and the index of their words; kept for as long as the gazetteer is."""
    names = _READY.get(gazetteer)
    if names is None:
        index = gazetteer.forms
        vocabulary = tuple(index.vocabulary)
        world = WorldNames(gazetteer, gazetteer.world) if gazetteer.world is not None else None
        similar = SimilarWords(vocabulary, _vectors(vocabulary))
        names = _READY[gazetteer] = Names(index, similar, PlaceTable.of(gazetteer), world)
    return names


def _vectors(vocabulary: tuple[str, ...]) -> NDArray[np.float32]:
    """The vectors of a vocabulary; those of a large one are kept in the user's cache folder."""
    if len(vocabulary) < _WORTH_KEEPING:
        return SimilarWords.of(vocabulary).vectors
    content = blake2b("\n".join(vocabulary).encode(), digest_size=16).hexdigest()

    def make(folder: Path) -> None:
        np.save(folder / _ARRAY, SimilarWords.of(vocabulary).vectors)

    try:
        return cached(cache_folder(), "words", content, make, _open)
    except InputError:
        return SimilarWords.of(vocabulary).vectors


def _open(folder: Path) -> NDArray[np.float32]:
    return np.asarray(np.load(folder / _ARRAY, mmap_mode="r"))
