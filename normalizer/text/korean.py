"""Syllables of Korean names, in whichever romanisation: which of them may be one and the same.

After the tables of the Revised Romanization (2000) and of McCune and Reischauer (1939), and the spellings that bearers
prefer (Hee, Soo, Young): g and k, d and t, b and p, j and ch, r and l are one letter each, and so are the vowels that
these write with o, u and eo.
"""

import re
from functools import lru_cache

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
_USUAL = {
    "lee": "ri",
    "yi": "ri",
    "i": "ri",
    "im": "rim",
    "noh": "no",
    "ro": "no",
    "roh": "no",
    "park": "pak",
    "ryu": "yu",
}
"""Surnames that are usually written otherwise than either table has them."""


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
