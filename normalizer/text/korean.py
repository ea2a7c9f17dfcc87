"""Syllables of Korean names, in whichever romanisation: which of them may be one and the same.

After the tables of the Revised Romanization (2000) and of McCune and Reischauer (1939), and the spellings that bearers
prefer (Hee, Soo, Young): g and k, d and t, b and p, j and ch, r and l are one letter each, and so are the vowels that
these write with o, u, eo, eu and wo, with ae, e and oe, and with i, ui and wi.
"""

import re
from functools import lru_cache
from itertools import product

KOREAN = frozenset({"KR", "KP"})
"""The countries of Koreans (ISO 3166-1 alpha-2)."""

_SYLLABLE = re.compile(
    r"(?P<onset>kk|tt|pp|ss|jj|ch|sh|rh|[gkndtrlmbpsjh]?)"
    r"(?P<vowel>yeo|you|yoo|yae|wae|woo|eo|ou|oo|eu|yo|yu|ye|ya|ae|oe|oi|ey|wa|wo|we|wi|ui|ee|a|o|u|e|i)"
    r"(?P<coda>ng|ck|[kgcntdlrmpb]?)"
)
_CONSONANTS = {
    "kk": "k", "g": "k", "ck": "k", "c": "k", "tt": "t", "d": "t", "pp": "p", "b": "p", "jj": "ch", "j": "ch",
    "ss": "s", "sh": "s", "l": "r", "rh": "r",
}  # fmt: skip
_VOWELS = {
    **dict.fromkeys(("eo", "o", "u", "oo", "ou", "eu", "wo", "woo"), "o"),
    **dict.fromkeys(("yeo", "yo", "yu", "you", "yoo"), "yo"),
    **dict.fromkeys(("ae", "e", "oe", "oi", "ey", "we", "wae"), "e"),
    **dict.fromkeys(("yae", "ye"), "ye"),
    **dict.fromkeys(("i", "ee", "ui", "wi"), "i"),
}
_USUAL = {"lee": "ri", "yi": "ri", "i": "ri", "im": "rim", "ro": "no", "noh": "no", "roh": "no", "park": "pak"}
"""Surnames that are usually written otherwise than either table has them."""
_HANGUL = 0xAC00
_ONSETS = "g/k kk n d/t tt r/l/n m b/p pp s/sh ss / j/ch jj ch k/kh t/th p/ph h".split()
_NUCLEI = (
    "a ae/e/a ya yae eo/o/u e/ae yeo/yo/yu/you ye o wa wae oe/oi yo u/oo/woo/wu wo/weo we wi yu/yoo/you eu/u ui/ee/i"
    " i/ee"
).split()
_CODAS = "/ k/g/ck/c k k n n n t/d l/r k m l l l p l m p p t t ng t t k t p t".split()
"""How the parts of a Hangul syllable are written, in the order of Unicode, chapter 3.12."""


@lru_cache(maxsize=1 << 12)
def romanisations(syllable: str) -> frozenset[str]:
    """The ways in which a Hangul syllable of a given name is written, folded; empty for any other character."""
    number = ord(syllable) - _HANGUL
    if not 0 <= number < len(_ONSETS) * len(_NUCLEI) * len(_CODAS):
        return frozenset()
    onset, rest = divmod(number, len(_NUCLEI) * len(_CODAS))
    nucleus, coda = divmod(rest, len(_CODAS))
    parts = (_ONSETS[onset], _NUCLEI[nucleus], _CODAS[coda])
    return frozenset(map("".join, product(*(part.split("/") for part in parts))))


def is_same_syllable(one: str, other: str) -> bool:
    """Whether two folded words are romanisations of what may be one Korean syllable."""
    return syllable_key(one) == syllable_key(other) != ""


@lru_cache(maxsize=1 << 14)
def syllable_key(word: str) -> str:
    """What the romanisations of one syllable share, for a folded word; empty where it is no syllable of Korean."""
    found = _SYLLABLE.fullmatch(_USUAL.get(word, word))
    if found is None:
        return ""
    onset, vowel, coda = found.groups()
    return f"{_CONSONANTS.get(onset, onset)}-{_VOWELS.get(vowel, vowel)}-{_CONSONANTS.get(coda, coda)}"
