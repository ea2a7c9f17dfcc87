"""What a capitalised word may be in a name that nobody knows."""

import re
from collections.abc import Container
from enum import Enum, auto
from functools import lru_cache

from normalizer.matching.given_names import equivalent_given_names
from normalizer.mentions.cues import cue_types, is_title
from normalizer.model import EntityType
from normalizer.text.letters import is_korean, is_pinyin
from normalizer.text.lexicon import FAMILY, GIVEN, ORGANIZATION, REGION, TOWN, facts, word_zipf
from normalizer.text.tokens import CONNECTORS, PARTICLES, Word, fold_word

_RARE, _UNCOMMON = 2.0, 3.0
"""A known name that is commoner than this as an English word (`word_zipf`) is as likely the word; the latter holds for
names that many bear."""
_VERY_COMMON = 4.6
_MANY, _VERY_MANY = 4.0, 4.5
"""log10 of the bearers of a name that many bear, and of one that everybody takes for one: Mark, Sarah, Baker."""
_SHORTEST = 2

_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december sept tues thur thurs christmas easter ramadan eid hanukkah passover""".split()
)
_AMERICAN = ((r"ence\b", "ense"), (r"our", "or"), (r"tre\b", "ter"), (r"is(?=e|ing|ation)", "iz"), (r"ll", "l"),
             (r"mme\b", "m"))  # fmt: skip
"""The word list spells as Americans do."""
_INFLECTED = (
    *((r"ies$", "y"), (r"es$", ""), (r"s$", ""), (r"ied$", "y"), (r"ed$", ""), (r"ed$", "e"), (r"ing$", "")),
    *((r"ing$", "e"), (r"ers?$", ""), (r"ers?$", "e"), (r"ly$", ""), (r"ness$", "")),
    (r"^(?:un|re|non|pre|de|dis|co|anti|pro)", ""),
)
_ADJECTIVES = ("ian", "ans", "ians", "an", "n", "ese", "ish", "i", "is", "ic", "ist", "ite", "ites", "er", "ers")
_TITLES = frozenset(
    """alhaji hajiya mallam malam malama haji hajj mullah maulana mawlana swami shri sri herr frau monsieur madame
    mademoiselle signor signora senor senora don dona pan pani ustaz ustad reverend messrs
    duke duchess count countess baron baroness viscount earl marquis kings queens princes princesses presidents
    ministers generals""".split()
)
"""What stands before a name and is none of `mentions.cues`."""
_SMALL_WORDS = frozenset({"as", "an", "at", "ad", "ar", "az", "y", "e", "do"})
"""Particles that are English words, or much else, unless a hyphen ties them to a name."""


class Part(Enum):
    """What a word is in a run: part of a name, perhaps part of one, or where a name ends."""

    NAME = auto()
    MAYBE_GIVEN = auto()
    """A word and a name that many bear (Mark, Will): part of a full name only."""
    MAYBE_FAMILY = auto()
    """A word and a family name (Baker, Young): the end of a full name only."""
    INITIAL = auto()
    PARTICLE = auto()
    TAIL = auto()
    """What the name of an organization ends with: Group, Bank, Party."""
    END = auto()


def part_of(word: Word, next_to: str, in_lower_case: Container[str]) -> Part:
    """What a word is; `next_to` are the characters that follow it, `in_lower_case` the words that are words here."""
    text = word.text.rstrip(".")
    lower = text.lower()
    if lower in PARTICLES and (next_to == "-" or (text == lower and lower not in _SMALL_WORDS)):
        return Part.PARTICLE
    if lower in PARTICLES and word_zipf(lower) < _VERY_COMMON and lower not in _SMALL_WORDS:
        return Part.PARTICLE
    if text in CONNECTORS or not text.replace("'", "").replace("’", "").isalpha():
        return Part.END
    if len(text) == 1 or (word.text.endswith(".") and text.isupper()):
        return Part.INITIAL if word.text.endswith(".") else Part.END
    if text.isupper() or lower in _CALENDAR or lower in _TITLES or facts(text).demonym is not None:
        return Part.END
    return _by_lexicon(text, lower in in_lower_case)


def _by_lexicon(text: str, in_lower_case: bool) -> Part:
    told = facts(text)
    flags = told.known.flags if told.known else 0
    frequency = told.known.frequency if told.known else 0.0
    zipf = _zipf(text.lower())
    if EntityType.ORGANIZATION in (types := cue_types("", text.lower())) and EntityType.PLACE not in types:
        return Part.TAIL
    if flags & (GIVEN | FAMILY | TOWN | REGION | ORGANIZATION):
        is_name = zipf < (_UNCOMMON if frequency >= _MANY else _RARE)
    else:
        is_name = max(zipf, _inflected_zipf(text.lower())) == 0
    if is_name and not is_title(text) and not in_lower_case:
        return Part.NAME if len(text) > _SHORTEST else Part.MAYBE_FAMILY if flags & FAMILY else Part.END
    if flags & GIVEN and (frequency >= _VERY_MANY or is_given_name(text)) and not is_title(text):
        return Part.MAYBE_GIVEN
    return Part.MAYBE_FAMILY if flags & FAMILY and frequency >= _VERY_MANY else Part.END


@lru_cache(maxsize=1 << 14)
def _zipf(lower: str) -> float:
    """How common a word is, in whatever spelling of English."""
    return max(word_zipf(lower), *(word_zipf(re.sub(british, ours, lower)) for british, ours in _AMERICAN))


@lru_cache(maxsize=1 << 14)
def _inflected_zipf(lower: str) -> float:
    """How common the English word is of which this one seems to be made."""
    stems = {re.sub(ending, other, lower) for ending, other in _INFLECTED} - {lower}
    return max((_zipf(stem) for stem in stems if len(stem) > 3), default=0.0)


def is_given_name(word: str) -> bool:
    """Whether a word is first of all a given name."""
    if equivalent_given_names(fold_word(word)):
        return True
    told = facts(word)
    if told.known is None or not told.known.flags & GIVEN or told.known.flags & (TOWN | REGION):
        return False
    surely = 5 if told.known.flags & FAMILY or told.zipf > _UNCOMMON else 0
    return told.known.frequency >= surely


def is_syllables(word: str) -> bool:
    """Whether a word may be Chinese or Korean by its syllables."""
    return is_pinyin(word) or is_korean(word)


def is_adjective_of(word: str, names: Container[str]) -> bool:
    """Whether a folded word is made of one of the folded names: Velmoran, Velmorans, of Velmora."""
    if word.endswith(("isms", "ism", "ists")):
        return True
    for ending in _ADJECTIVES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3 and any(stem + vowel in names for vowel in ("", "a", "o", "e", "ia", "y")):
            return True
    return False
