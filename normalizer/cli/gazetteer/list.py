"""namewright gazetteer list: every name."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options
from normalizer.model import EntityType


@click.command(context_settings=CONTEXT)
@click.option(
    "--type", "type_", type=click.Choice([str(kind) for kind in EntityType]), help="Only what is of this type."
)
@layer_options
def command(type_: str | None, gazetteers: tuple[str, ...], no_shipped: bool) -> None:
    """List the entities of all layers together, by id: id, canonical name and description, parted by tabs."""
    for entity in Layers(gazetteers, no_shipped).read():
        if type_ in (None, entity.type):
            click.echo(f"{entity.id}\t{entity.canonical}\t{entity.description}")
