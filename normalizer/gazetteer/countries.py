"""Countries by their code, with the box that their places lie in."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "tables" / "countries.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """A country's ISO 3166-1 alpha-2 code (and Kosovo's customary XK), English name, and box in whole degrees.

    The boxes hold all towns of 500 people or more that GeoNames (CC BY 4.0) places in the country, and 1.5 degrees
    around them; `west` is greater than `east` where a box crosses the antimeridian.
    """

    code: str
    name: str
    south: int
    north: int
    west: int
    east: int

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point in degrees lies in the box."""
        if self.west <= self.east:
            inside = self.west <= longitude <= self.east
        else:
            inside = longitude >= self.west or longitude <= self.east
        return inside and self.south <= latitude <= self.north


@cache
def countries() -> dict[str, Country]:
    """Every country by its code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row[0]: Country(row[0], row[1], *map(int, row[2:])) for row in list(csv.reader(file))[1:]}
