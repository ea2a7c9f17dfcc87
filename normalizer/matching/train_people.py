"""Pairs of people's names: one spelling of a name as a translation may have it, and the English one.

Native names come from the package faker (MIT) and go through the romanisations of `data/romanisations.csv`: a column
each for English, German, French, Polish, scholarly transcription and common mistakes, alternatives split by `|`.
Names in Latin letters come back from a foreign script respelt by sound, as `data/respellings.csv` has it. Both tables
were written by the maintainers.
"""

import csv
import random
import warnings
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from normalizer.matching.data_files import DATA
from normalizer.matching.fold import fold

NATIVE = {"ru": "ru_RU", "uk": "uk_UA", "bg": "bg_BG", "ka": "ka_GE", "hy": "hy_AM", "el": "el_GR"}
LATIN = (
    "az_AZ", "cs_CZ", "de_AT", "de_DE", "en_US", "es_ES", "et_EE", "fi_FI", "fr_FR", "hr_HR", "hu_HU", "id_ID", "it_IT",
    "lt_LT", "lv_LV", "nl_NL", "no_NO", "pl_PL", "pt_PT", "ro_RO", "sk_SK", "sl_SI", "sv_SE", "tr_TR", "en_IN", "en_PK",
)  # fmt: skip
ORTHOGRAPHIES = ("german", "french", "polish", "scholarly", "slips")
PERSON, RESPELT = "PERSON", "RESPELT"
HELD_BACK = frozenset(
    {"witkoff", "paronen", "gady", "zelensky", "zelenskyy", "netanyahu", "lavrov", "peskov", "stefan"}
)
"""Names that the tests try: nothing is learned from them."""
RESPELL_CHANCE, MISTAKE_CHANCE = 0.2, 0.08
LATIN_NAMES = 15_000
SEED = 11
Table = Mapping[str, Mapping[str, Sequence[str]]]


def given_and_family(locale: str) -> list[str]:
    """Return the distinct single-word names of a locale of faker, sorted."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    found: set[str] = set()
    for kind in ("first_names", "last_names"):
        for sex in ("", "_male", "_female"):
            found.update(str(name) for name in getattr(provider, kind + sex, ()))
    return sorted(name for name in found if " " not in name and len(name) > 2)


def romanisations() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return script → orthography → letters → alternatives."""
    out: dict[str, dict[str, dict[str, list[str]]]] = {}
    with (DATA / "romanisations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table = out.setdefault(row["script"], {kind: {} for kind in ("english", *ORTHOGRAPHIES)})
            for kind in table:
                table[kind][row["letters"]] = row[kind].split("|")
    return out


def respellings() -> dict[str, list[str]]:
    """Return Latin letters → how they come back."""
    with (DATA / "respellings.csv").open(encoding="utf-8", newline="") as file:
        return {row["letters"]: row["back"].split("|") for row in csv.DictReader(file)}


def segments(word: str, known: Mapping[str, object]) -> Iterator[str]:
    """Cut `^word$` from the left into the longest segments that are known, other letters alone."""
    marked, start = f"^{word}$", 0
    while start < len(marked):
        size = next((size for size in (4, 3, 2, 1) if marked[start : start + size] in known), 1)
        yield marked[start : start + size]
        start += size


def romanise(word: str, table: Mapping[str, Mapping[str, Sequence[str]]], kind: str, rnd: random.Random) -> str:
    """Write a native name in an orthography; the first alternative is the usual one, letters go wrong now and then."""
    letters = []
    for segment in segments(word.lower(), table[kind]):
        options = table[kind].get(segment, [segment.strip("^$")])
        if kind != "english" and rnd.random() < MISTAKE_CHANCE:
            options = table["slips"].get(segment, options)
        letters.append(options[0] if kind == "english" or rnd.random() < 0.65 else rnd.choice(options))
    return fold("".join(letters))


def respell(word: str, table: Mapping[str, Sequence[str]], rnd: random.Random) -> str:
    """Write a folded Latin name as somebody might who only heard it."""
    letters = []
    for segment in segments(word, table):
        options = table.get(segment, ())
        changed = bool(options) and rnd.random() < RESPELL_CHANCE
        letters.append(rnd.choice(options) if changed else segment.strip("^$"))
    return fold("".join(letters))


def _latin_names() -> list[str]:
    names: set[str] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for locale in LATIN:
            names.update(fold(name) for name in given_and_family(locale))
    return sorted(name for name in names if len(name) > 3)


def person_pairs() -> list[tuple[str, str, str, int]]:
    """Return (query, name, PERSON or RESPELT, -1) of native and Latin names."""
    rnd = random.Random(SEED)
    rows: dict[tuple[str, str], str] = {}
    tables = romanisations()
    for script, locale in NATIVE.items():
        for native in given_and_family(locale):
            name = romanise(native, tables[script], "english", rnd)
            rows.setdefault((fold(native), name), PERSON)
            for kind in ORTHOGRAPHIES:
                rows.setdefault((romanise(native, tables[script], kind, rnd), name), PERSON)
    latin, table = _latin_names(), respellings()
    for name in rnd.sample(latin, min(LATIN_NAMES, len(latin))):
        for _ in range(2):
            rows.setdefault((respell(name, table, rnd), name), RESPELT)
    return [
        (query, name, kind, -1)
        for (query, name), kind in rows.items()
        if query and name and query != name and name not in HELD_BACK
    ]
