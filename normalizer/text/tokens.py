"""Runs of capitalised words: where a name may stand in English text."""

import re
import sys
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from normalizer.text.korean import syllable_key
from normalizer.text.lexicon import word_zipf

Span = tuple[int, int]

_LATIN_ENDS = 0x1F00
_UPPER = "".join(filter(str.istitle, map(chr, range(0x41, _LATIN_ENDS))))
_ABBREVIATED = "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|St|Sen|Rep|Gov|Maj|Capt|Cmdr|Adm|Brig|Prof|Hon|Rev|Sr|Jr|Cpl|Pvt"
_PARTICLES = (
    "al|el|ad|an|ar|as|ash|at|az|bin|bint|ibn|ben|abu|de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|zu|y|e"
)
_CONNECTORS = f"of|for|the|and|on|in|to|{_PARTICLES}"
PARTICLES = frozenset(_PARTICLES.split("|"))
CONNECTORS = frozenset(_CONNECTORS.split("|"))
JOINTS = (CONNECTORS - PARTICLES) | {"an", "as", "at", "do"}
"""Small words that join names and are no part of one: Apple and Nadella of Microsoft, a festival at Sumy."""
_LETTERS = r"[^\W_ʼ]"
APOSTROPHES = "'’ʼ‘`ʿʾ"
"""The marks that may stand within a word (Giv‘at, with an ayin): no quotation opens behind a letter."""
_REST = rf"(?:[{APOSTROPHES}](?![sS]\b){_LETTERS}+)*"
_WORD = rf"[{_UPPER}]{_LETTERS}*{_REST}"
_HEAD = rf"(?:(?:{_ABBREVIATED})\.|(?:[{_UPPER}]\.(?!\w\w))+|{_WORD})"
_ARTICLE = "al|el|ash|as|ad|an|ar|at|az|ez|es|ed|er|et"
_BREAK = r"[ \t]?\r?\n(?!\s)"
_GAP = rf"(?:[ ](?!\s)|{_BREAK})"
_JOINT = (
    rf"(?:{_GAP}(?:(?:{_CONNECTORS}){_GAP}){{1,3}}|{_GAP}(?:{_ARTICLE})-|-(?:{_ARTICLE}|e|de|la|le|sur|ye|i|on|upon|am)-"
    rf"|{_BREAK}|[ ]{{1,2}}|[\u00a0\u2011-]|(?<=\.))"
)
_POSSESSIVE = r"(?<=\w['’ʼ])[sS]\b"
_BEFORE = "von|van|der|den|ter|zu|de|da|dos|del|della|di|du|la|le|bin|bint|ibn|ben|abu"
_RUN = re.compile(
    rf"(?<!\w)(?!{_POSSESSIVE})(?:(?:{_BEFORE}){_GAP}){{0,2}}(?:(?:{_ARTICLE})-)?{_HEAD}(?:{_JOINT}{_HEAD})*"
)
_CAPITAL = re.compile(rf"[{_UPPER}](?<!\w.)(?<!\w['’ʼ]S\b)", re.DOTALL)
"""Where the first capitalised word of a run begins: sooner found than a run, before which small words may stand."""
_SMALL_BEFORE = re.compile(rf"(?<!\w)(?:(?:{_BEFORE})[ ]){{0,2}}(?:(?:{_ARTICLE})-)?\Z")
_SMALL_ENDS = frozenset(word[-2:] for word in f"{_BEFORE}|{_ARTICLE}".split("|"))
_LONGEST_BEFORE = 2 * max(map(len, _BEFORE.split("|"))) + max(map(len, _ARTICLE.split("|"))) + 3
HYPHENS = ("-", "\u2011")
_SYLLABLE = re.compile(r"[-\u2011]([^\W\d_]{2,6})(?!\w)")
_ORDINARY = {2: 3.75, 3: 3.75, 4: 3.0}
"""How common an English word of so many letters is (`word_zipf`) that is no syllable of a name: Hong Kong-led."""
_ORDINARY_SYLLABLE = 4.2
"""The same of a word that is a Korean syllable too: Kwon Seong-dong, Bong Joon-ho, but not Hong Kong-led."""
_LONGEST_GAP = 3
"""Characters between two words: a blank and a line break of two."""
_PIECE = re.compile(rf"(?:{_ABBREVIATED})\.|{_LETTERS}\.|{_LETTERS}+{_REST}")
_SENTENCE_END = frozenset(".!?:;\n\r…•|*")
_OPENING = frozenset("\"'“”„«‘’([{—–- \t")


class Word(NamedTuple):
    """A word of a run, `text[start:end]`; `fold` is its folded form (lower-case ASCII letters and digits)."""

    text: str
    fold: str
    start: int
    end: int


_made = tuple.__new__
"""Makes a word in half the time that `Word` takes: they are made by the hundred thousand."""


def adjoins(before: Word, after: Word) -> bool:
    """Whether nothing but a blank, a hyphen or a line break stands between two words of a run."""
    return after.start <= before.end + _LONGEST_GAP


class Run(NamedTuple):
    """Capitalised words that stand together, with the small words between them."""

    words: tuple[Word, ...]
    sentence_start: bool


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Lower-case ASCII letters and digits of a word: what is left when script, case and marks are taken away."""
    if word.isascii():
        if word.isalnum():
            return word.lower()
    else:
        from unidecode import unidecode

        word = unidecode(word)
    word = word.lower()
    return word if word.isalnum() else "".join(c for c in word if c.isalnum())


@lru_cache(maxsize=200_000)
def fold_words(name: str) -> tuple[str, ...]:
    """The folded words of a name; blanks and hyphens part words, apostrophes and full stops do not."""
    if name.isascii() and (plain := name.replace("-", " ")).replace(" ", "").isalnum():
        return tuple(plain.lower().split())
    return tuple(f for m in _PIECE.finditer(name) if (f := fold_word(m.group())))


def pieces(name: str) -> list[tuple[int, int]]:
    """The spans of the words of a name, cut where `fold_words` cuts it."""
    return [m.span() for m in _PIECE.finditer(name) if fold_word(m.group())]


def lower_case_runs(
    text: str, found: Sequence[Run], words: Collection[str], protected: Sequence[Span] = ()
) -> list[Run]:
    """`found` and, where they belong, the places at which these words (in lower case) stand in lower case.

    They are names of which one capital was lost; what is no word of English can be nothing else.
    """
    if not words:
        return list(found)
    pattern = re.compile(rf"(?<![\w'’ʼ-])(?:{'|'.join(map(re.escape, sorted(words)))})(?![\w-])")
    lost = [
        Run((Word(sys.intern(m.group()), fold_word(m.group()), *m.span()),), False)
        for m in pattern.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in protected)
    ]
    return sorted([*found, *lost], key=lambda run: run.words[0].start)


def starts_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` stands where a capital says nothing."""
    i = start - 1
    while i >= 0 and text[i] in _OPENING:
        i -= 1
    return i < 0 or text[i] in _SENTENCE_END


def runs(text: str, protected: Sequence[tuple[int, int]] = ()) -> list[Run]:
    """All runs of capitalised words of `text` outside the protected spans, in order."""
    edges = [0, *(edge for span in protected for edge in span), len(text)]
    found = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        at = low
        while capital := _CAPITAL.search(text, at, high):
            start = _run_start(text, at, capital.start())
            match = _RUN.match(text, start, high)
            if match is None:
                at = capital.end()
                continue
            at = match.end()
            words = tuple([_made(Word, (w, fold, start + a, start + b)) for w, fold, a, b in _words(match.group())])
            if len(words) > 1 and (syllable := _syllable(text, words, at, high)):
                words, at = (*words, syllable), syllable.end
            if words:
                found.append(Run(words, starts_sentence(text, start)))
    return found


def _syllable(text: str, words: Sequence[Word], at: int, high: int) -> Word | None:
    """The rest of a given name of two syllables behind a surname (Kim Jong-un), if no ordinary word stands there."""
    found = _SYLLABLE.match(text, at, high) if text[at : at + 1] in HYPHENS else None
    if found is None or not adjoins(words[-2], words[-1]):
        return None
    rest = found.group(1)
    ordinary = _ORDINARY_SYLLABLE if syllable_key(rest) else _ORDINARY.get(len(rest), 0.1)
    if not rest.islower() or word_zipf(rest) >= ordinary:
        return None
    return Word(sys.intern(rest), fold_word(rest), at + 1, found.end())


def _run_start(text: str, low: int, capital: int) -> int:
    """Where the small words begin that stand before a run's first capital, `low` or later."""
    if capital > low and text[capital - 1] in " -" and text[capital - 3 : capital - 1] in _SMALL_ENDS:
        before = _SMALL_BEFORE.search(text, max(low, capital - _LONGEST_BEFORE), capital)
        return before.start() if before else capital
    return capital


@lru_cache(maxsize=1 << 16)
def _words(run: str) -> tuple[tuple[str, str, int, int], ...]:
    """The words of a run with their folded forms, and where they stand in it."""
    spans = [m.span() for m in _PIECE.finditer(run)]
    return tuple((sys.intern(w), fold, a, b) for a, b in spans if (fold := fold_word(w := run[a:b])))
