"""namewright gazetteer layers: what lies over what."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options


@click.command(context_settings=CONTEXT)
@layer_options
def command(gazetteers: tuple[str, ...], no_shipped: bool) -> None:
    """Print the layers in use, later over earlier, with their rows and where they are from."""
    gazetteer = Layers(gazetteers, no_shipped).read()
    for layer in gazetteer.layers:
        name = "file" if layer.name == str(layer.path) else layer.name
        click.echo(f"{name:<8} {len(layer.rows):>7,} rows  {layer.path}")
    click.echo(f"together {len(gazetteer):>7,} entities")
