"""What a candidate's words and its name say of each other, whatever the document: made once for each pair of them."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from math import log10

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from normalizer.gazetteer.forms import FormKind
from normalizer.linking.align import Candidate
from normalizer.linking.postings import Forms
from normalizer.linking.rules import has_more_marks
from normalizer.linking.similar import Likeness, reckon_costs
from normalizer.linking.told import is_respelt_korean, known_words, told_words
from normalizer.matching.given_names import equivalent_given_names, without_doubles
from normalizer.model import EntityType
from normalizer.text.lexicon_romanise import press_key
from normalizer.text.tokens import Run, Word

STATIC = (
    "ratio", "ratio_all", "winkler", "cosine", "per_letter", "cost",
    "length", "length_difference", "distance", "words", "equal_letters", "marks_only",
    "given_name_equivalent", "doubled_letter", "vowels_only", "ending_other", "same_romanisation",
    "zipf", "zipf_name", "both_zipf", "given", "family", "town", "region", "firm",
    "notable", "letters", "letters_gain", "both_pinyin", "read_otherwise",
    "person", "place", "alias", "surname", "variant", "population", "world",
    "shared", "size", "confidence", "more_marks",
    "odd_letters_in_many", "person_letters", "several_in_list", "unknown_in_list",
    "unknown_organization_in_list",
)  # fmt: skip
Key = tuple[object, ...]
_KEPT = 100_000
_FEW, _MANY = 4.2, 4.54
"""log10 of the words of a gazetteer up to which it is a desk's list, and from which on it has names of everything."""
_ODD_LETTERS, _USUAL_LETTERS = -4.0, -1.8
_ENDINGS = frozenset(
    """n an ian ese i ite er a ov ova ev eva sky ski skaya in ina ia y ism ist isk ic ish ers ians ans ns es
    cho machi k sk ck sko cko ka ska cka ske cke ska skeho skem sko skou skie skogo ky ny nyi na ne u om em
    e o""".split()
)


@dataclass(slots=True)
class StaticFeatures:
    """The static features of candidates of one gazetteer.

    `words` tells how many words of names the layers have that an entity (by its id) is of: what a desk lists itself is
    likelier to be meant than one of all the names that come with the program.
    """

    forms: Forms
    words: Callable[[str], int]
    _known: dict[Key, NDArray[np.float32]] = field(default_factory=dict)
    _bounds: dict[Key, NDArray[np.float32]] = field(default_factory=dict)

    def rows(self, candidates: Sequence[Candidate], runs: Sequence[Run]) -> NDArray[np.float32]:
        """One row for each candidate."""
        if not candidates:
            return np.zeros((0, len(STATIC)), dtype=np.float32)
        if len(self._known) > _KEPT:
            self._known.clear()
        keys, new = keyed(candidates, runs, self._known)
        reckon_costs([x for c in new.values() for x in c.pairs])
        for (key, c), row in zip(new.items(), self.bounds(list(new.values()), runs), strict=True):
            if not is_respelt_korean(c):  # which costs nothing
                row[_COSTS] = max([x.per_letter for x in c.pairs], default=0.0), sum([x.cost for x in c.pairs])
            self._known[key] = row
        return np.array([self._known[key] for key in keys])

    def bounds(self, candidates: Sequence[Candidate], runs: Sequence[Run]) -> NDArray[np.float32]:
        """The same with costs of 0, which nothing is likelier than: they take the longest to reckon."""
        if len(self._bounds) > _KEPT:
            self._bounds.clear()
        keys, new = keyed(candidates, runs, self._bounds)
        made = []
        for c in new.values():
            run = runs[c.run]
            told = known_words(c, told_words(c, run))
            values = (*_compared(c), *told, *self._form(c, run.words[c.start : c.stop]))
            of_letters = _odd_letters(values), _of_person(c, values)
            made.append((*values, *of_letters, _several(c, values), *_unknown(values)))
        self._bounds.update(zip(new, np.array(made, dtype=np.float32), strict=True))
        return np.array([self._bounds[key] for key in keys])

    def _form(self, candidate: Candidate, words: Sequence[Word]) -> tuple[float, ...]:
        form = candidate.form
        return (
            float(form.entity.type is EntityType.PERSON),
            float(form.entity.type is EntityType.PLACE),
            float(form.kind is FormKind.ALIAS),
            float(form.kind is FormKind.SURNAME),
            float(form.kind is FormKind.VARIANT),
            log10(1 + (form.entity.population or 0)),
            float(candidate.world),
            self._shared(candidate),
            log10(1 + self.words("" if candidate.world else form.entity.id)) + 1.0 * candidate.world,
            candidate.confidence,
            float(has_more_marks(words, form)),
        )

    def _shared(self, candidate: Candidate) -> float:
        """How many names (as a logarithm) hold the rarest of the words that are equal, 0 where none is.

        Among many names with one given name or surname, one is like any other by chance.
        """
        if candidate.world or not candidate.pairs:
            return 0.0
        differing = {x.name for x in candidate.pairs}
        equal = [word for word in candidate.form.words if word not in differing and len(word) > 1]
        return log10(1 + min(map(self.forms.count, equal))) if equal else 0.0


def keyed(
    candidates: Sequence[Candidate], runs: Sequence[Run], known: Container[Key]
) -> tuple[list[Key], dict[Key, Candidate]]:
    """What the static features of each candidate hang on, and a candidate for each such key that is not `known`."""
    keys = [_static_key(c, runs[c.run]) for c in candidates]
    return keys, {key: c for key, c in zip(keys, candidates, strict=True) if key not in known}


def _static_key(candidate: Candidate, run: Run) -> Key:
    form = candidate.form
    words = [w.text for w in run.words[candidate.start : candidate.stop]]
    compared = (candidate.world, candidate.confidence, *[x.name for x in candidate.pairs])
    return form.entity.id, form.text, int(form.kind), compared, *words  # plain values alone need no garbage collector


def among_many(size: float) -> float:
    """How far a gazetteer of 10 ** `size` words has names of everything, and is no list of a desk's own (0–1)."""
    return min(1.0, max(0.0, (size - _FEW) / (_MANY - _FEW)))


def many_of(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """`among_many` for each row of features."""
    return np.asarray(np.clip((rows[:, _AT["size"]] - _FEW) / (_MANY - _FEW), 0, 1))


def _odd_letters(values: Sequence[float]) -> float:
    """How odd the letters are among very many names; with a desk's list it is 0."""
    odd = max(0.0, _USUAL_LETTERS - max(values[_AT["letters"]], _ODD_LETTERS))
    return among_many(values[_AT["size"]]) * odd


def _of_person(candidate: Candidate, values: Sequence[float]) -> float:
    """The letters of a person's full name of which a word is equal.

    That a surname looks like somebody's says less where it stands behind the given name of the one who is meant.
    """
    if not values[_AT["person"]] or not values[_AT["equal_letters"]] or (candidate.joined and candidate.pairs):
        return 0.0
    return max(0.0, values[_AT["letters"]] - _ODD_LETTERS)


def _several(candidate: Candidate, values: Sequence[float]) -> float:
    """Whether several words are garbled, with a desk's list; among very many names it says nothing.

    A given name in another language is no second garble: Alexandr Myasnikov is not Aleksandr Maslennikov.
    """
    if len(candidate.pairs) < 2:
        return 0.0
    garbled = sum(x.word not in equivalent_given_names(x.name) for x in candidate.pairs)
    return (1 - among_many(values[_AT["size"]])) * (garbled > 1)


def _unknown(values: Sequence[float]) -> tuple[float, float]:
    """Whether no differing word is known as anything; whether that may be an organization or a term, for which no full
    name would speak. Both with a desk's list: among very many names they would turn more garbles into another.

    What is no word and no name of anybody is likelier a garble than all that speaks for either tells one by one.
    """
    in_list = 1 - among_many(values[_AT["size"]])
    unknown = not any(values[at] for at in _KNOWN_AS)
    somewhere = values[_AT["person"]] or values[_AT["place"]]
    return in_list * unknown, in_list * (unknown and not somewhere)


_AT = {name: i for i, name in enumerate(STATIC)}
_KNOWN_AS = [_AT[name] for name in ("zipf", "given", "family", "town", "region", "firm", "notable")]
_COSTS = [_AT["per_letter"], _AT["cost"]]
COST, PER_LETTER, DISTANCE, READ_OTHERWISE, PERSON, FAMILY, EQUIVALENT, SAME_ROMANISATION, SURNAME = map(
    _AT.__getitem__,
    ("cost", "per_letter", "distance", "read_otherwise", "person", "family", "given_name_equivalent",
     "same_romanisation", "surname"),
)  # fmt: skip


def similarity_score(candidate: Candidate) -> float:
    """A rough order of candidates by spelling alone: higher is more alike."""
    if not candidate.pairs:
        return 3.0
    return min([x.ratio + x.cosine - 0.5 * x.per_letter for x in candidate.pairs])


def _compared(candidate: Candidate) -> tuple[float, ...]:
    pairs = candidate.pairs
    form = candidate.form
    # A town of the world is found by a whole name, which may have other words than the one that is written.
    words = pairs[0].name.split() if candidate.world else form.words
    name_letters = len("".join(words)) or 1
    if not pairs:
        same = (1.0, 1.0, 1.0, 1.0, 0.0, 0.0, float(name_letters), 0.0, 0.0, float(len(form.words)), 1.0)
        return *same, float(not candidate.joined), 0.0, 0.0, 0.0, 0.0, 0.0
    one, last = len(pairs) == 1, pairs[-1]
    worst = last if one else min(pairs, key=lambda x: x.ratio + x.cosine)
    differing = sum(map(_letters, pairs))
    alike = sum([x.ratio * _letters(x) for x in pairs]) + name_letters - differing
    ratio, winkler, vowels_only, cosine, apart, distance, doubled, press = (
        _of_pair(last)
        if one
        else [f(told) for f, told in zip(_TOGETHER, zip(*map(_of_pair, pairs), strict=True), strict=True)]
    )
    equivalent = any(x.word in equivalent_given_names(x.name) for x in pairs)
    grown = last.word.startswith(last.name[:-1]) and len(last.word) > len(last.name) - 1
    return (
        ratio,
        alike / name_letters,
        winkler,
        cosine,
        0.0,
        0.0,
        len(worst.word),
        apart,
        distance,
        len(words),
        1 - differing / name_letters,
        0.0,
        float(equivalent and len(words) > 1),
        float(doubled),
        float(vowels_only),
        float(grown and last.word != last.name + "s" and last.word[len(last.name) - 1 :] in _ENDINGS),
        float(press),
    )


def _of_pair(pair: Likeness) -> tuple[float, ...]:
    """What two words say of each other; `_TOGETHER` says how the pairs of a candidate go together."""
    word, name = pair.word, pair.name
    return (
        pair.ratio,
        pair.winkler,
        pair.skeleton == 1,
        pair.cosine,
        abs(len(word) - len(name)),
        OSA.distance(word, name),
        without_doubles(word) == without_doubles(name),
        press_key(word) == press_key(name),
    )


_TOGETHER: tuple[Callable[[Iterable[float]], float], ...] = (min, min, all, min, sum, sum, all, all)


def _letters(pair: Likeness) -> int:
    return len(pair.name) - pair.name.count(" ")
