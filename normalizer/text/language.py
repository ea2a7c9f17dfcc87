"""Whether a text is English at all."""

import re

_FUNCTION_WORDS = frozenset(
    """the of and to in a is that for it as was with be by on not he i this are or his from at which but have an had
    they you were their one all we can her has there been if more when will would who so no said after its new up out
    about what into than them also two last over year only other some could time our now first people she him""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_END = chr(0x250)
_ENOUGH_WORDS = 20
_LOOKED_AT = 4000
_LEAST_SHARE = 0.12


def is_mostly_english(text: str) -> bool:
    """Whether English function words make up 12 % or more of the text's words (English news has 35–45 %).

    Texts of fewer than 20 words are only held to the script: more than half of their letters must be Latin.
    """
    words = _WORD.findall(text[: _LOOKED_AT * 8].lower())[:_LOOKED_AT]
    if not words:
        return True
    if not text.isascii() and sum([w[0] >= _LATIN_END for w in words]) > len(words) / 2:
        return False
    if len(words) < _ENOUGH_WORDS:
        return True
    return sum(map(_FUNCTION_WORDS.__contains__, words)) >= _LEAST_SHARE * len(words)
