"""namewright gazetteer export: names for other tools."""

import sys
from pathlib import Path

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options
from normalizer.errors import InputError
from normalizer.exporters import exporters
from normalizer.files import STDIN


class _Export(click.Command):
    """Lists the kinds below the help, as the exporters say them."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kinds"):
            formatter.write_dl([(kind, module.EXPORTER.summary) for kind, module in sorted(exporters().items())])


@click.command(cls=_Export, context_settings=CONTEXT)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--output", "-o", default=STDIN, metavar="PATH", help="The file to write; else standard output.")
@click.option("--to", "kind", metavar="KIND", help="What to write; else the suffix of the output says it.")
@layer_options
def command(
    paths: tuple[str, ...], output: str, kind: str | None, gazetteers: tuple[str, ...], no_shipped: bool
) -> None:
    """Write gazetteer files as another tool opens them; without PATH, all layers in use together."""
    from normalizer.exporters import chosen
    from normalizer.files import writing
    from normalizer.gazetteer import Gazetteer

    target = None if output == STDIN else Path(output)
    exporter = chosen(kind, target)
    if target and any(Path(path).resolve() == target.resolve() for path in paths):
        raise InputError("the output is an input", path=target, mend="write to another file")
    gazetteer = Gazetteer.read(paths) if paths else Layers(gazetteers, no_shipped).read()
    if target is None:
        exporter.write(gazetteer, sys.stdout.buffer)
        return
    with writing(target) as file:
        exporter.write(gazetteer, file)
    click.echo(f"wrote {len(gazetteer):,} entities to {target}", err=True)
