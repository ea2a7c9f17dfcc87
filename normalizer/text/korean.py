"""Syllables of Korean given names, in whichever romanisation: which of them may be one and the same.

After the tables of the Revised Romanization (2000) and of McCune and Reischauer (1939), and the spellings that bearers
prefer (Hee, Soo, Young): g and k, d and t, b and p, j and ch, r and l are one letter each, and so are the vowels that
these write with o, u and eo.
"""

import re
from functools import lru_cache

_SYLLABLE = re.compile(
    r"(?P<onset>kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh]?)"
    r"(?P<vowel>yeo|you|yoo|yae|wae|eo|ou|oo|eu|yo|yu|ye|ya|ae|oe|wa|wo|we|wi|ui|ee|a|o|u|e|i)"
    r"(?P<coda>ng|ck|[kgntdlrmpb]?)"
)
_CONSONANTS = {
    "kk": "k", "g": "k", "ck": "k", "tt": "t", "d": "t", "pp": "p", "b": "p", "jj": "ch", "j": "ch", "ss": "s",
    "sh": "s", "l": "r",
}  # fmt: skip
_VOWELS = {
    **dict.fromkeys(("eo", "o", "u", "oo", "ou", "eu", "wo"), "o"),
    **dict.fromkeys(("yeo", "yo", "yu", "you", "yoo"), "yo"),
    **dict.fromkeys(("ae", "e", "oe", "we", "wae"), "e"),
    **dict.fromkeys(("yae", "ye"), "ye"),
    **dict.fromkeys(("i", "ee", "ui", "wi"), "i"),
}


@lru_cache(maxsize=1 << 14)
def syllable_key(word: str) -> str:
    """What the romanisations of one syllable share, for a folded word; empty where it is no syllable of Korean."""
    found = _SYLLABLE.fullmatch(word)
    if found is None:
        return ""
    onset, vowel, coda = found.groups()
    return f"{_CONSONANTS.get(onset, onset)}-{_VOWELS.get(vowel, vowel)}-{_CONSONANTS.get(coda, coda)}"
