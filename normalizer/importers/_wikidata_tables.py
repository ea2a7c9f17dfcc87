"""What Wikidata's items for classes and countries mean to us: tables that can be edited, and extended by `--value`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from normalizer.importers._names import table, translation
from normalizer.model import EntityType

ITEM = re.compile(r"<?(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)>?")
"""An item in any of the ways in which results name it."""

EARTH = "Q2"


@dataclass(frozen=True, slots=True)
class Tables:
    """Types by class item and by the class's English label (casefolded), countries (ISO alpha-2) by item."""

    types: dict[str, EntityType]
    labels: dict[str, EntityType]
    countries: dict[str, str]

    def type_of(self, text: str) -> EntityType | None:
        """The type that a class item, its label or one of our own types says."""
        item = ITEM.fullmatch(text)
        return self.types.get(item[1]) if item else self.labels.get(text.casefold())


def read_tables(values: Iterable[tuple[str, str]] = ()) -> Tables:
    """The tables of the folder `data`, with the user's own values over them; raises InputError for a wrong value."""
    types, labels = {}, {}
    for item, type_, label in table("wikidata_types.csv"):
        types[item] = EntityType(type_)
        labels[label.casefold()] = EntityType(type_)
    labels.update({str(type_): type_ for type_ in EntityType})
    countries = {item: country for country, items, _ in table("wikidata_countries.csv") for item in items.split()}
    own = translation(values)
    for theirs, type_ in own.types.items():
        types[theirs.upper()] = labels[theirs] = type_
    countries.update({theirs.upper(): code for theirs, code in own.countries.items()})
    return Tables(types, labels, countries)
