"""namewright gazetteer remove: a row out of a file."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options


@click.command(context_settings=CONTEXT)
@click.argument("name")
@layer_options
def command(name: str, gazetteers: tuple[str, ...], no_shipped: bool) -> None:
    """Remove the row whose id or canonical name is NAME.

    It is taken out of the last --gazetteer file, else of the project's, else of your own. A name of an earlier layer is
    hidden instead: namewright gazetteer add NAME --type TYPE --action hide.
    """
    from normalizer.errors import InputError
    from normalizer.gazetteer.edit import remove

    layers = Layers(gazetteers, no_shipped)
    path = layers.target()
    try:
        change = remove(path, name)
    except InputError:
        for entity in layers.read(missing=path):
            if name in (entity.id, entity.canonical) and all(
                source.layer.path != path for source in layers.read(missing=path).sources(entity.id)
            ):
                mend = f'hide it: namewright gazetteer add "{entity.canonical}" --type {entity.type} --action hide'
                raise InputError(f"{name!r} is in another layer", path=path, mend=mend) from None
        raise
    click.echo(f"{change.done}: {change.canonical} ({change.id or 'no id'}) from {change.path}")
