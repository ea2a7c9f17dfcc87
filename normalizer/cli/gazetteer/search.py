"""namewright gazetteer search: the names that a spelling is like."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options, world_option


@click.command(context_settings=CONTEXT)
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="So many at most.")
@layer_options
@world_option
def command(query: str, limit: int, gazetteers: tuple[str, ...], no_shipped: bool, world: bool | None) -> None:
    """Show the names that QUERY is likest to, best first: how sure, name, id, and the spelling that matched."""
    from normalizer.reports import wording

    for match in Layers(gazetteers, no_shipped, world).read().search(query, limit):
        reasons = "; ".join(wording(evidence) for evidence in match.evidence)
        spelling = f", as {match.name}" if match.name != match.canonical else ""
        click.echo(f"{match.confidence:4.0%}  {match.canonical}{spelling}  ({match.entity.id}): {reasons}")
