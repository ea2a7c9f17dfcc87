"""The letters that matching compares: a name without case, accents, foreign script and punctuation."""

import re
from functools import lru_cache

from unidecode import unidecode

ALPHABET = "\0abcdefghijklmnopqrstuvwxyz- ^$"
"""Letter codes 0–30, five bits each: 0 is padding, `^` and `$` mark the ends of a folded name."""

_NOT_A_LETTER = re.compile(r"[^a-z -]+")
_BLANKS = re.compile(r"\s+")
_VOWELS = str.maketrans("", "", "aeiouyhw")
_SURROGATES = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return `name` romanised (unidecode), in lower case, with nothing but a–z, single blanks and hyphens left.

    A hyphen stays a letter, as unidecode writes the long vowel of kana with it. May return an empty string.
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    text = name if name.isascii() else unidecode(_SURROGATES.sub("", name))
    return _BLANKS.sub(" ", _NOT_A_LETTER.sub("", _BLANKS.sub(" ", text.lower()))).strip()


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a folded word, doubled ones once: what most garbles leave standing."""
    out: list[str] = []
    for c in word.translate(_VOWELS):
        if not out or out[-1] != c:
            out.append(c)
    return "".join(out)
