"""What the importers know of names: their script, which are native, which are no names, and codes of countries."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from normalizer.errors import InputError
from normalizer.gazetteer.columns import clean
from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.scripts import foreign, mixed_word, script
from normalizer.model import Entity, EntityType

DATA = Path(__file__).parent / "data"
"""Tables that can be edited: types and countries of Wikidata, scripts and languages of countries."""

LONGEST_NAME = 200
"""Longer strings are descriptions, not names."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What no file of ours can hold: NUL, and halves of characters."""
_CUSTOMARY = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True, slots=True)
class Values:
    """What the user said of other people's values: their type or country (casefolded) as ours."""

    types: dict[str, EntityType] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Native:
    languages: frozenset[str]
    scripts: frozenset[str]


def is_name(text: str) -> bool:
    """Whether a tidied string may be a name: it has a letter, is not too long and whole."""
    return 0 < len(text) <= LONGEST_NAME and any(map(str.isalpha, text)) and "\ufffd" not in text


def tidy(text: str) -> str:
    """A text of a source as it is kept: cleaned, without control characters and the marks of writing direction."""
    return clean(text) if text.isascii() and text.isprintable() else clean(_INVISIBLE.sub("", text))


def is_latin(name: str) -> bool:
    """Whether a name has Latin letters, or none at all."""
    return not foreign(name)


def _in_script(name: str, scripts: frozenset[str]) -> bool:
    return next(filter(None, map(script, name)), "") in scripts


def native_names(tagged: Sequence[tuple[str, str]], country: str) -> list[str]:
    """Of (language, name) pairs in other scripts than Latin, the names in their country's own.

    Those in one of its languages; where none is, those that say no language and are in one of its scripts. All of them
    where the country is not known.
    """
    if not country:
        return [name for _, name in tagged]
    own = _native().get(country)
    if not own:
        return []
    found = [name for language, name in tagged if language.partition("-")[0] in own.languages]
    return found or [name for language, name in tagged if not language and _in_script(name, own.scripts)]


def native_languages(country: str) -> frozenset[str]:
    """The languages of a country that are written in other scripts than Latin."""
    own = _native().get(country)
    return own.languages if own else frozenset()


@cache
def native_script_languages() -> frozenset[str]:
    """All languages of the table, which are written in other scripts than Latin."""
    return frozenset(language for own in _native().values() for language in own.languages)


def native_language(name: str, country: str) -> str:
    """The language of a native name where its script leaves only one of the country's, else nothing."""
    own = _native().get(country)
    if is_latin(name) or not own or len(own.languages) != 1 or not _in_script(name, own.scripts):
        return ""
    return next(iter(own.languages))


def iso_country(code: str) -> str:
    """A country code as ISO 3166-1 alpha-2 in capitals (a region's code gives its country), or nothing."""
    code = code.strip().upper().partition("-")[0]
    code = _CUSTOMARY.get(code, code)
    return code if code in countries() else ""


def matching_language(tag: str, languages: Sequence[str]) -> int | None:
    """The place in `languages` of the one that a tag such as en-GB belongs to, or None."""
    tag = tag.casefold().replace("_", "-")
    if tag in languages:
        return languages.index(tag)
    primary = tag.partition("-")[0]
    return languages.index(primary) if primary in languages else None


def entity(
    canonical: str,
    type_: EntityType,
    *,
    aliases: Iterable[str] = (),
    weak_aliases: Iterable[str] = (),
    variants: Iterable[str] = (),
    native: Iterable[str] = (),
    country: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    population: int | None = None,
    description: str = "",
    source: str = "",
    key: str = "",
    curated: bool = False,
) -> Entity:
    """An entity with its names tidied and every spelling in one list only: canonical, alias, weak alias, variant.

    Strings that are no names are dropped (the canonical name is then empty), and so are other spellings than the
    canonical one of which a word mixes scripts that look alike; of a `curated` source nothing is.
    """
    canonical = tidy(canonical)
    canonical = canonical if curated or is_name(canonical) else ""
    seen = {canonical}
    return Entity(
        id=key,
        canonical=canonical,
        type=type_,
        aliases=tuple(_new(aliases, seen, curated)),
        weak_aliases=tuple(_new(weak_aliases, seen, curated)),
        variants=tuple(_new(variants, seen, curated)),
        native=tuple(_new(native, {canonical}, curated)),
        country=country,
        latitude=latitude,
        longitude=longitude,
        population=population,
        description=tidy(description),
        source=tidy(source),
    )


def degrees(latitude: float, longitude: float) -> bool:
    """Whether two numbers are a place on the earth."""
    return abs(latitude) <= 90 and abs(longitude) <= 180


def translation(pairs: Iterable[tuple[str, str]]) -> Values:
    """The pairs of `--value`, ours=theirs, or theirs=ours where only the right side is one of our values.

    Raises InputError where neither side is one of our types or a country code.
    """
    found = Values()
    for left, right in pairs:
        for ours, theirs in ((left, right), (right, left)):
            if ours.lower() in set(EntityType):
                found.types[theirs.casefold()] = EntityType(ours.lower())
                break
            if ours.upper() in countries():
                found.countries[theirs.casefold()] = ours.upper()
                break
        else:
            mend = f"write ours=theirs, ours being {', '.join(EntityType)} or a country code"
            raise InputError(f"--value {left}={right} names no value of ours", mend=mend)
    return found


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table of `DATA` without its header."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _new(names: Iterable[str], seen: set[str], curated: bool) -> Iterator[str]:
    for raw in names:
        name = tidy(raw)
        if not name.isascii() and is_latin(name):
            name = _JOINERS.sub("", name)
        if name and name not in seen and (curated or (is_name(name) and not mixed_word(name))):
            seen.add(name)
            yield name


@cache
def _native() -> dict[str, _Native]:
    return {
        country: _Native(frozenset(languages.split()), frozenset(scripts.split()))
        for country, languages, scripts in table("native_scripts.csv")
    }
