"""namewright gazetteer import: names from other people's sources."""

import functools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options
from normalizer.errors import InputError
from normalizer.files import STDIN
from normalizer.importers import ImportOptions, Report, import_names, importers
from normalizer.model import EntityType

if TYPE_CHECKING:
    from normalizer.gazetteer import Gazetteer

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")
_PAIR = re.compile(r"([^=]+)=(.+)", re.DOTALL)


def _pairs(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for value in values:
        pair = _PAIR.fullmatch(value)
        if not pair:
            raise click.BadParameter(f"{value!r} is not OURS=THEIRS")
        found.append((pair[1].strip(), pair[2].strip()))
    return tuple(found)


def _languages(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(value.strip().lower().replace("_", "-") for value in values))
    for value in found:
        if not _LANGUAGE.fullmatch(value):
            raise click.BadParameter(f"{value!r} is no language code such as en")
    return found


def _countries(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from normalizer.gazetteer.countries import countries

    found = tuple(code.strip().upper() for value in values for code in value.split(","))
    for code in found:
        if code not in countries():
            raise click.BadParameter(f"{code!r} is no country code of ISO 3166-1 such as UA")
    return found


class _Import(click.Command):
    """Lists the kinds below the help, as the importers say them."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kinds"):
            formatter.write_dl([(kind, module.IMPORTER.summary) for kind, module in sorted(importers().items())])


@click.command(cls=_Import, context_settings=CONTEXT)
@click.argument("kind")
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@click.option("--output", "-o", default=STDIN, metavar="PATH", help="The CSV file to write; else standard output.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    default=("en",),
    show_default=True,
    callback=_languages,
    metavar="CODE",
    help="The language that gives the canonical name; again for more, the first that has one.",
)
@click.option(
    "--type", "type_", type=click.Choice([str(kind) for kind in EntityType]), help="Type of what the source has none."
)
@click.option("--min-population", type=click.IntRange(0), metavar="N", help="Places with as many people at least.")
@click.option("--country", "countries", multiple=True, callback=_countries, metavar="CODE", help="Only this country.")
@click.option(
    "--feature", "features", multiple=True, metavar="CODE", help="GeoNames class or code (A, P.PPL) instead of A and P."
)
@click.option(
    "--map", multiple=True, callback=_pairs, metavar="COLUMN=FIELD", help="Our column is this field of the source."
)
@click.option(
    "--value", "values", multiple=True, callback=_pairs, metavar="OURS=THEIRS", help="Our value is theirs (person=PER)."
)
@click.option("--strict", is_flag=True, help="Refuse the source for one malformed row, and write nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@layer_options
def command(kind: str, sources: tuple[str, ...], output: str, quiet: bool, **options: Any) -> None:
    """Make a gazetteer file of SOURCE, which is of KIND.

    It has all columns, is sorted by id, and is written when all is read. Malformed rows are reported and left out.
    """
    layers = Layers(options.pop("gazetteers"), options.pop("no_shipped"))
    chosen = options.pop("type_")
    asked = ImportOptions(type=EntityType(chosen) if chosen else None, **options)
    paths = [Path(source) for source in sources]
    if output != STDIN and any(_same(path, Path(output)) for path in paths):
        raise InputError("the output is a source", path=output, mend="write to another file")
    if output != STDIN and not Path(output).parent.is_dir():
        raise InputError(f"the folder {Path(output).parent} does not exist", path=output, mend="make it first")
    report = Report(strict=asked.strict)
    known = {entity.id: entity for entity in _others(layers, output)}
    with _progress(paths, report, quiet):
        import_names(kind, paths, asked, functools.partial(_write, output), report, known)
    if not quiet:
        _say(report, output)


def _write(output: str, entities: Any) -> None:
    from normalizer.exporters import csv
    from normalizer.files import writing

    if output == STDIN:
        csv.write(entities, sys.stdout.buffer)
    else:
        with writing(output) as file:
            csv.write(entities, file)


def _others(layers: Layers, output: str) -> "Gazetteer":
    """The layers in use but for the output, which may be one that is made anew."""
    found = layers.read(missing=Path(output))
    from normalizer.gazetteer import Gazetteer

    return Gazetteer(layer for layer in found.layers if not _same(layer.path, Path(output)))


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


@contextmanager
def _progress(paths: list[Path], report: Report, quiet: bool) -> Iterator[None]:
    """A bar of the bytes read, on standard error where that is a terminal."""
    total = sum(path.stat().st_size for path in paths if path.is_file())
    if quiet or not total or not sys.stderr.isatty():
        yield
        return
    with click.progressbar(length=total, label="importing", file=sys.stderr) as bar:
        report.on_bytes = bar.update
        yield


def _say(report: Report, output: str) -> None:
    """What became of the source, on standard error."""
    say: Callable[[str], None] = functools.partial(click.echo, err=True)
    for fault in report.faults:
        say(f"{fault}; skipped")
    if report.malformed > len(report.faults):
        say(f"… and {report.malformed - len(report.faults):,} more malformed rows")
    left_out = [f"{count:,} {reason}" for reason, count in report.skipped.most_common()]
    if report.malformed:
        left_out.insert(0, f"{report.malformed:,} malformed")
    skipped = report.malformed + report.skipped.total()
    reasons = f" ({'; '.join(left_out)})" if left_out else ""
    where = "" if output == STDIN else f" in {output}"
    say(f"read {report.read:,}, kept {report.kept:,}, skipped {skipped:,}{reasons}{where}")
