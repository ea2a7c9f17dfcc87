"""Letters that a text writes with several characters, each as one: a mark of its own, a soft hyphen within a word."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

_MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
"""Unicode's blocks of combining marks for the scripts of Europe."""
_UNSEEN = r"[\u00ad\u200c\u200d\u2060\ufeff]"
"""Soft hyphen, zero-width non-joiner and joiner, word joiner and byte order mark; the zero-width blank parts words."""
_ANY = re.compile(f"{_MARK}|{_UNSEEN}")
_LETTER = re.compile(rf"[^\W_](?:{_MARK}+(?:{_UNSEEN}+(?=[^\W_]))?|{_UNSEEN}+(?=[^\W_]))")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with one character for each letter, and where its characters stand in the text that came in.

    `places` are the offsets of the letters that were written with several characters, `starts` those in the text that
    came in, and `gone` how many characters fewer `text` has before each of them, and at its end.
    """

    text: str
    places: tuple[int, ...]
    starts: tuple[int, ...]
    gone: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Where an offset of `text` lies in the text that came in."""
        return offset + self.gone[bisect_left(self.places, offset)]

    def place(self, offset: int) -> int:
        """Where a character of the text that came in stands in `text`; one of several, where their letter does."""
        after = bisect_right(self.starts, offset)
        least = self.places[after - 1] if after else 0
        return max(least, offset - self.gone[after])


def composed(text: str) -> Composed | None:
    """The text as `Composed`, or None where each letter is one character already."""
    if text.isascii() or _ANY.search(text) is None:
        return None
    found = list(_LETTER.finditer(text))
    if not found:
        return None
    gone = (0, *accumulate(m.end() - m.start() - 1 for m in found))
    places = tuple(m.start() - before for m, before in zip(found, gone, strict=False))
    return Composed(_LETTER.sub(_one, text), places, tuple(m.start() for m in found), gone)


def _one(letter: re.Match[str]) -> str:
    """The letter with its mark; marks that Unicode has no letter for are left out."""
    import unicodedata

    return unicodedata.normalize("NFC", re.sub(_UNSEEN, "", letter.group()))[0]
