"""Does a string look like a right name of some language? A small letter model, and the syllables of East Asia.

The model is a 4-gram model over the letters a–z and the word's edges, fitted to the known names of the world by
`normalizer.text.compile_lexicon`; contexts of three letters that are too rare for a row of their own share the row of
their last two letters. Stored are costs, minus the natural logarithm of a probability, in steps of 1 / 24 nat.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from normalizer.text.lexicon_table import name_key

LETTERS: Final = 27
"""The letters of the model: 0 is the edge of a word, 1–26 are a–z."""
CONTEXTS: Final = LETTERS**3
COST_STEPS: Final = 24
"""Steps of a stored cost to a nat; the greatest that can be stored is 255 / 24 = 10.6 nats."""

_LONGEST_SYLLABLE = 6
_PATH = Path(__file__).parent / "data" / "letters.bin"

# Syllables of Hanyu Pinyin without tones (ISO 7098): initials, and the finals that they go with.
_PINYIN = """
b: a ai an ang ao ei en eng i ian iao ie in ing o u
p: a ai an ang ao ei en eng i ian iao ie in ing o ou u
m: a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f: a an ang ei en eng o ou u
d: a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t: a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
n: a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ue v
l: a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ue v
g k h: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j q x: i ia ian iang iao ie in ing iong iu u uan ue un
zh ch sh: a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
z c s: a ai an ang ao e ei en eng i ong ou u uan ui un uo
r: an ang ao e en eng i ong ou u uan ui un uo
y: a an ang ao e i in ing ong ou u uan ue un
w: a ai an ang ei en eng o u
-: a ai an ang ao e ei en eng er o ou
"""
# Morae of Hepburn romaji without macrons: consonants, and the vowels that they go with. A consonant may be doubled
# (kk, ss, ssh, tt, tts, tch, pp), n stands alone, m stands alone before b, m and p, h may lengthen a vowel.
_ROMAJI = """
k s t n h m r g z b p kk ss tt pp: a u e o
d: a e o
f ts tts: u
k n h m r g b p kk pp sh ssh ch tch j: i
ky gy sh ssh ch tch j ny hy by py my ry kky ppy: a u o
sh ch j t d f w: e
t d: i
f: a i e o
y: a u o
w: a o
-: a i u e o
"""
# Korean: initials, vowels and finals of the Revised Romanization (2000) and of McCune-Reischauer without its marks.
_KOREAN_INITIALS = "g kk n d tt r l m b pp s ss j jj ch k t p h sh"
_KOREAN_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_KOREAN_FINALS = "k n t l m p ng g d b"


class _Model(NamedTuple):
    rows: bytes
    numbers: memoryview


@lru_cache(maxsize=1 << 16)
def name_likelihood(word: str) -> float:
    """Return the mean natural logarithm of the probability of a letter of the word, its end included.

    About -2 for names that follow the habits of some language, -3 and less for strings that follow none. Accents are
    taken off, other characters than letters part words; a string without letters has 0.
    """
    rows, numbers = _model()
    total = steps = context = 0
    for byte in name_key(word).encode():
        letter = byte - 96 if byte > 96 else 0
        if letter or context % LETTERS:
            total += rows[numbers[context] * LETTERS + letter]
            steps += 1
        context = (context * LETTERS + letter) % CONTEXTS if letter else 0
    if context:
        total += rows[numbers[context] * LETTERS]
        steps += 1
    return -total / steps / COST_STEPS if steps else 0.0


def is_pinyin(word: str) -> bool:
    """Say whether the word can be read as syllables of Hanyu Pinyin without tones."""
    return _is_sequence(word, _pinyin())


def is_romaji(word: str) -> bool:
    """Say whether the word can be read as Japanese in Hepburn romanisation without macrons."""
    return _is_sequence(word, _romaji())


def is_korean(word: str) -> bool:
    """Say whether the word can be read as syllables of romanised Korean; many a word of other languages can too."""
    return _is_sequence(word, _korean())


def _is_sequence(word: str, syllables: frozenset[str]) -> bool:
    letters = name_key(word).replace(" ", "")
    if letters[-1:] not in _last_letters(syllables):
        return False
    ends = [0]
    for end in range(1, len(letters) + 1):
        near = ends[-_LONGEST_SYLLABLE:]
        if end - near[-1] > _LONGEST_SYLLABLE:
            return False
        for start in near:
            if letters[start:end] in syllables:
                ends.append(end)
                break
    return ends[-1] == len(letters) > 0


@cache
def _last_letters(syllables: frozenset[str]) -> frozenset[str]:
    return frozenset(syllable[-1] for syllable in syllables)


def _syllables(table: str) -> frozenset[str]:
    rows = (line.split(": ") for line in table.strip().splitlines())
    return frozenset(
        first.removeprefix("-") + rest for firsts, rests in rows for first in firsts.split() for rest in rests.split()
    )


@cache
def _pinyin() -> frozenset[str]:
    return _syllables(_PINYIN)


@cache
def _romaji() -> frozenset[str]:
    morae = _syllables(_ROMAJI)
    long = {vowel + "h" for vowel in "aiueo"}
    before_labials = {"m" + mora for mora in morae if mora[0] in "bmp"}
    return morae | long | before_labials | {"n"}


@cache
def _korean() -> frozenset[str]:
    open_syllables = [first + vowel for first in ["", *_KOREAN_INITIALS.split()] for vowel in _KOREAN_VOWELS.split()]
    return frozenset(syllable + final for syllable in open_syllables for final in ["", *_KOREAN_FINALS.split()])


@cache
def _model() -> _Model:
    data = _PATH.read_bytes()
    return _Model(data[2 * CONTEXTS :], memoryview(data)[: 2 * CONTEXTS].cast("H"))
