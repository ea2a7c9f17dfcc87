"""Spellings that English-language media give to names in Cyrillic and a few other scripts, for compiling the lexicon.

The Ukrainian letters follow the Ukrainian table of 2010 (Cabinet of Ministers, resolution 55), the Russian ones the
BGN/PCGN system of 1947 without its marks, the Bulgarian ones the Transliteration Act of 2009; beside the tables stand
the usual departures of the press (-y for -yi, Vasyl and Vasil, Grigoryev and Grigoriev).
"""

import re
from functools import lru_cache
from itertools import product

from unidecode import unidecode

from normalizer.text.letters import is_romaji

_RUSSIAN = """
а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh
ц:ts ч:ch ш:sh щ:shch ъ:- ь:- ы:y э:e ю:yu я:ya ё:yo ’:- ':- ʼ:-
"""
_COMMON = dict(pair.split(":") for pair in _RUSSIAN.split())
_TABLES: dict[str, dict[str, str]] = {
    "uk": _COMMON | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "й": "i", "є": "ie", "ю": "iu", "я": "ia"},
    "ru": _COMMON,
    "bg": _COMMON | {"х": "h", "щ": "sht", "ъ": "a", "ь": "y"},
    "mk": _COMMON | {"ѓ": "gj", "ќ": "kj", "љ": "lj", "њ": "nj", "ј": "j", "џ": "dzh", "х": "h", "ц": "c", "ѕ": "dz"},
}
_INITIAL = {"uk": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, "ru": {"е": "ye"}}
# What the press writes beside the table: a pattern of the romanised name and its alternatives.
_DEPARTURES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "uk": (
        (r"yi$", ("yi", "y", "yy")),
        (r"ii$", ("ii", "iy", "y")),
        (r"(?<=[^y])i(?=[au])", ("i", "y")),
        (r"ie(?=.)", ("ie", "ye", "e")),
    ),
    "ru": (
        (r"iy$", ("y", "iy", "i", "ii")),
        (r"yy$", ("y", "yy", "yi")),
        (r"(?<=[aeou])y$", ("y", "i")),
        (r"^ye", ("ye", "e")),
        (r"yo", ("yo", "e", "io")),
        (r"(?<=[^aeiouy])y(?=[au])", ("y", "i")),
        (r"ks", ("ks", "x")),
    ),
}
_GREEK = (
    ("ου", "u"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("γκ", "gk"), ("γξ", "nx"), ("γχ", "nch"), ("μπ", "b"),
    ("ντ", "nt"), ("αι", "ai"), ("ει", "ei"), ("οι", "oi"), ("η", "i"), ("υ", "y"), ("χ", "ch"), ("φ", "f"),
    ("ψ", "ps"), ("ξ", "x"), ("θ", "th"), ("β", "v"), ("ω", "o"), ("ς", "s"),
)  # fmt: skip
_SOFTENED = re.compile("ь(?=[еєиіюя])")


def romanisations(name: str, language: str) -> set[str]:
    """Return the usual English spellings of a name of a language (ISO 639-1); a Latin one comes back as it is."""
    lower = name.lower()
    if re.search("[Ͱ-Ͽ]", lower):
        return _greek(lower)
    if language not in _TABLES or not re.search("[Ѐ-ӿ]", lower):
        return {unidecode(name)}
    forms = {_cyrillic(lower, language)}
    if language == "ru" and _SOFTENED.search(lower):
        forms |= {_cyrillic(_SOFTENED.sub(soft, lower), language) for soft in ("и", "й")}
    for pattern, alternatives in _DEPARTURES.get(language, ()):
        forms = {re.sub(pattern, alternative, form) for form, alternative in product(forms, alternatives)}
    return {form.capitalize() for form in forms}


def _cyrillic(lower: str, language: str) -> str:
    table = _TABLES[language]
    letters = lower.replace("зг", "зґh") if language == "uk" else lower
    head = _INITIAL.get(language, {}).get(letters[0], table.get(letters[0], letters[0]))
    return (head + "".join(table.get(letter, letter) for letter in letters[1:])).replace("-", "")


def _greek(lower: str) -> set[str]:
    from unicodedata import combining, normalize

    plain = "".join(c for c in normalize("NFD", lower) if not combining(c))
    for letters, latin in _GREEK:
        plain = plain.replace(letters, latin)
    form = unidecode(plain)
    forms = {form, form.replace("u", "ou"), form.replace("ch", "h"), form.replace("b", "mp"), form.replace("f", "ph")}
    return {form.capitalize() for form in forms}


def joined_romanisations(name: str) -> set[str]:
    """Return a Chinese or Korean name with its syllables written as one word (Jiahao)."""
    return {"".join(unidecode(name).split()).capitalize()}


@lru_cache(maxsize=1 << 16)
def romanisation_key(name: str) -> str:
    """Return a coarse key that the romanisations of one Cyrillic name share, in whatever systems they are."""
    key = unidecode(name).lower()
    for letters, coarse in (("shch", "s"), ("sc", "s"), ("ts", "c"), ("tz", "c"), ("kh", "h"), ("x", "ks")):
        key = key.replace(letters, coarse)
    key = re.sub(r"[jy]", "i", re.sub(r"[^a-z]", "", key))
    return re.sub(r"(.)\1+", r"\1", key)


@lru_cache(maxsize=1 << 16)
def press_key(name: str) -> str:
    """Return a coarser key: what newspapers differ in too (Yevgeny and Evgeny, Fyodor and Fedor, Ohtani and Otani)."""
    key = re.sub("i[eo]", "e", romanisation_key(name))
    return re.sub("ou|oh(?![aeiou])", "o", key) if is_romaji(name) else key
