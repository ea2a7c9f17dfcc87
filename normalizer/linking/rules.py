"""Rules for what is no garble, however alike: other words, other names, what the text spells more exactly."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.similar import Likeness
from normalizer.matching.given_names import equivalent_given_names
from normalizer.text.lexicon import GIVEN, NOTABLE, demonym, known_name, word_zipf
from normalizer.text.lexicon_romanise import press_key
from normalizer.text.tokens import Word

_CAPITALS = re.compile(r"[^\W\d_A-Z][A-Z]{2,}$|^[A-Z]{2,}s$")
"""An acronym at the end of a name (AstanaTV), or several of one: MEPs."""
_VERB_ENDINGS = frozenset(("ed", "ing", "er", "ers"))
_PREFIXES = frozenset(
    """agro anti auto bio co counter cyber eco electro euro ex extra geo hydro infra inter intra macro mega meta micro
    mid multi neo non over pan para photo poly post pre pro pseudo quasi radio re semi sub super tele thermo trans
    turbo ultra un under""".split()
)
ORDINARY = 3.0
_IN_DICTIONARY = 1.0
"""An ordinary word that stands alone is none of another that the dictionary has at all: Admiral, Admiralty."""
_ORDINARY_SURNAME_ZIPF = 3.5
"""How common an English word is (`word_zipf`) that is no surname alone, though somebody bears it (Long, Power)."""
_ACRONYM, _INITIALS = 5, 3
"""Letters that an acronym has at most, and that a surname in capitals has (Mahfud MD, but Joe BIDEN)."""
_WORD = 5
"""Letters that a word has at least to which a prefix may be put."""
_PART, _COMMON = 3, 4.0
"""Letters of each part of a compound, and how common it is in English, at least."""
_NEAR = 0.75
"""From which likeness on a compound may be a garble all the same: Portlend, not an Airforce for Cairo."""


def is_word_or_acronym(form: Form) -> bool:
    """Whether a form is too little of a name to be garbled: an ordinary word for a surname, or a few capitals."""
    surname = form.kind is FormKind.SURNAME
    if surname and word_zipf(form.words[-1]) >= _ORDINARY_SURNAME_ZIPF:
        return True
    return len(form.text) <= (_INITIALS if surname else _ACRONYM) and form.text.isupper()


def has_more_marks(words: Sequence[Word], form: Form) -> bool:
    """Whether a text writes marks that its list leaves out: it is the more exact of the two."""
    return sum(marks(w.text) for w in words) > marks(form.text)


def marks(name: str) -> int:
    """How many letters of a name are no ASCII letters."""
    return 0 if name.isascii() else sum(c.isalpha() and not c.isascii() for c in name)


def is_no_garble(
    pair: Likeness, word: Word, last: bool, alone: bool, named: bool = False, famous: bool = False
) -> bool:
    """Whether two words differ as other words or names do: in digits, as a plural, in an acronym.

    `last` and `alone` say whether the word stands for the last word of a name, and for the whole of it; `named` that it
    stands for a part of a person's full name of which all that goes before is right: who writes Donald Tramp does not
    write of a tramp, nor who writes Pit Hegset of a pit; `famous` that it is of world fame, so that all its accepted
    spellings are known: Narendra Mody is none of Modi.
    """
    return _is_no_garble(pair.word, pair.name, word.text, last and not (named and famous), alone, named)


@lru_cache(maxsize=1 << 17)
def _is_no_garble(word: str, name: str, text: str, last: bool, alone: bool, named: bool) -> bool:
    """The same of a folded word, a folded word of a name and the word as it is written: many names share both."""
    if _digits(word) != _digits(name) or (last and _are_both_accepted(word, name)) or _CAPITALS.search(text):
        return True
    if _is_another_form(word, name, text, alone) or (alone and _is_sister_name(word, name, text)):
        return True
    if alone and is_compound(word) and Indel.normalized_similarity(word, name) < _NEAR:
        return True
    if named and abs(len(word) - len(name)) <= 1:
        return False
    return word_zipf(word) >= ORDINARY and word_zipf(name) >= (_IN_DICTIONARY if alone else ORDINARY)


def ends_in_capitals(word: Word) -> bool:
    """Whether a word is a name with an acronym at its end (AstanaTV), or several of one (MEPs)."""
    return bool(_CAPITALS.search(word.text))


def is_compound(word: str) -> bool:
    """Whether a word is two common English words run together: an airforce jet."""
    cuts = range(_PART, len(word) - _PART + 1)
    return any(word_zipf(word[:i]) >= _COMMON and word_zipf(word[i:]) >= _COMMON for i in cuts)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(c for c in word if c.isdigit())


def _are_both_accepted(word: str, name: str) -> bool:
    """Whether two famous spellings are romanisations of one name: who writes Zelenskyy did not garble Zelensky."""
    famous = all((told := known_name(w)) is not None and told.flags & NOTABLE for w in (word, name))
    return famous and press_key(word) == press_key(name)


def _is_another_form(word: str, name: str, text: str, alone: bool) -> bool:
    """Whether a word differs from the name's as a plural, a form of a verb or a demonym does.

    After an s another is no plural (Kaja Kallass), though a whole name may be known in both spellings (Donbass). Few
    demonyms of several words are known (Sri Lankan).
    """
    if word == name + "s" and (name[-1] != "s" or (alone and known_name(text) is not None)):
        return True
    if name == word + "s" or demonym(text) is not None or (name[-1] == "a" and word == name + "n"):
        return True
    if _has_prefix(word, name) or _has_prefix(name, word):
        return True
    return bool(word.startswith(name) and word[len(name) :] in _VERB_ENDINGS and word_zipf(word))


def _has_prefix(word: str, base: str) -> bool:
    """Whether a word is an English one with a prefix, the last letter of which may take the place of its first:
    Paralympic, Olympic.
    """
    if not _WORD <= len(base) < len(word) or not word.endswith(base[1:]) or not word_zipf(base):
        return False
    first = len(word) - len(base)
    return word[:first] in _PREFIXES or word[: first + 1] in _PREFIXES


def _is_sister_name(word: str, name: str, text: str) -> bool:
    """Whether a given name that stands alone is another nation's form of the name: Aleksei, not Oleksiy."""
    told = known_name(text)
    return told is not None and bool(told.flags & GIVEN) and word in equivalent_given_names(name)
