"""The scripts that the letters of a name belong to."""

import re
import unicodedata
from functools import lru_cache

LOOK_ALIKES = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
"""Scripts whose letters pass for one another."""

_WORDS = re.compile(r"[^\W\d_]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_JOINERS = "\u200c\u200d"


@lru_cache(maxsize=4096)
def script(letter: str) -> str:
    """The first word of a letter's Unicode name (LATIN, CYRILLIC, CJK, …); empty for what belongs to no script."""
    if unicodedata.category(letter) not in ("Lu", "Ll", "Lt", "Lo"):
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]


def mixed_word(name: str) -> str | None:
    """The first word of a name whose letters are of several scripts that look alike, such as a Cyrillic а in Latin."""
    if name.isascii():
        return None
    words: list[str] = _WORDS.findall(name)
    for word in words:
        scripts = {script(letter) for letter in word}
        if len(scripts & LOOK_ALIKES) > 1:
            return word
    return None


def foreign(name: str) -> bool:
    """Whether a name has letters, and none of them is Latin."""
    scripts = {script(letter) for letter in name} - {""} if not name.isascii() else set()
    return bool(scripts) and "LATIN" not in scripts


def invisible(name: str, native: bool) -> str | None:
    """The first character of a name that cannot be seen; native names may join letters by them (Persian, Hindi)."""
    if name.isascii():
        return None
    return next((c for c in name if _INVISIBLE.match(c) and not (native and c in _JOINERS)), None)
