"""namewright gazetteer show: all that is known of a name."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options


@click.command(context_settings=CONTEXT)
@click.argument("name")
@layer_options
def command(name: str, gazetteers: tuple[str, ...], no_shipped: bool) -> None:
    """Show all that is known of the entities called NAME, and which layer says it.

    NAME is an id, or any listed spelling in any case.
    """
    from normalizer.errors import InputError
    from normalizer.gazetteer.columns import clean
    from normalizer.gazetteer.layers import facts

    gazetteer = Layers(gazetteers, no_shipped).read()
    wanted = clean(name).casefold()
    by_id = gazetteer.entity(name)
    found = (
        [by_id]
        if by_id
        else [
            entity
            for entity in gazetteer
            if wanted
            in {
                spelling.casefold()
                for spelling in (
                    entity.canonical,
                    *entity.aliases,
                    *entity.weak_aliases,
                    *entity.variants,
                    *entity.native,
                )
            }
        ]
    )
    if not found:
        near = [match.canonical for match in gazetteer.search(name, 3)]
        mend = f"did you mean {', '.join(near)}?" if near else ""
        raise InputError(f"no gazetteer in use has {name!r}", mend=mend)
    for number, entity in enumerate(found):
        if number:
            click.echo()
        click.echo(entity.id)
        for column, value, layers in facts(gazetteer.sources(entity.id), entity):
            click.echo(f"  {column:<13} {value}  [{', '.join(layers)}]")
