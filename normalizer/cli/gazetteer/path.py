"""namewright gazetteer path: where an added name goes."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options


@click.command(context_settings=CONTEXT)
@layer_options
def command(gazetteers: tuple[str, ...], no_shipped: bool) -> None:
    """Print the file that `add` writes to; it need not exist."""
    click.echo(Layers(gazetteers, no_shipped).target())
