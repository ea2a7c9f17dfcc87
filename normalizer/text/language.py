"""Whether a text is English at all."""

import re

from normalizer.text.compose import composed

_FUNCTION_WORDS = frozenset(
    """the of and to in a is that for it as was with be by on not he i this are or his from at which but have an had
    they you were their one all we can her has there been if more when will would who so no said after its new up out
    about what into than them also two last over year only other some could time our now first people she him""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(
    "[^\0-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\uff21-\uff5a]"
)
"""What is in none of Unicode's blocks of Latin letters."""
_ENOUGH_WORDS = 20
_LEAST_SHARE = 0.12


def is_mostly_english(text: str) -> bool:
    """Whether more than half of a text's letters are Latin and English function words make up 12 % or more of its words
    (English news has 35–45 %).

    Texts of fewer than 20 words are only held to the script; one without letters is English.
    """
    view = composed(text)
    words = _WORD.findall((text if view is None else view.text).lower())
    if not words:
        return True
    letters = "".join(words)
    if not letters.isascii() and 2 * len(_NOT_LATIN.findall(letters)) >= len(letters):
        return False
    return len(words) < _ENOUGH_WORDS or sum(map(_FUNCTION_WORDS.__contains__, words)) >= _LEAST_SHARE * len(words)
