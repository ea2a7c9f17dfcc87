"""namewright gazetteer add: a name into a file."""

import sys
from typing import Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options
from normalizer.errors import InputError
from normalizer.files import STDIN
from normalizer.model import EntityType

_LISTS = {
    "alias": ("aliases", "Another spelling that is accepted."),
    "weak-alias": ("weak_aliases", "A spelling that names it only where nothing else claims it."),
    "variant": ("variants", "A spelling that is put right."),
    "keep": ("keep", "A phrase in which a variant stands (chicken Kiev)."),
    "native": ("native", "The name in its own script."),
    "related": ("related", "Id of an entity that tells it apart (place/kursk-oblast)."),
}


def _list_options(function: Any) -> Any:
    for option, (column, text) in reversed(_LISTS.items()):
        function = click.option(f"--{option}", column, multiple=True, help=f"{text} Again for more.")(function)
    return function


@click.command(context_settings=CONTEXT)
@click.argument("name")
@click.option(
    "--type", "type_", type=click.Choice([str(kind) for kind in EntityType]), required=True, help="What it names."
)
@_list_options
@click.option("--country", default="", help="Two letters of ISO 3166-1.")
@click.option("--latitude", type=click.FloatRange(-90, 90), help="Degrees, north is positive.")
@click.option("--longitude", type=click.FloatRange(-180, 180), help="Degrees, east is positive.")
@click.option("--population", type=click.IntRange(0), help="Of a place.")
@click.option("--description", default="", help="Its role, with the year in which it was true.")
@click.option("--source", default="", help="Where this can be checked.")
@click.option("--id", "key", default="", help="Its id, type/slug; else made of its name.")
@click.option(
    "--action",
    type=click.Choice(["extend", "replace", "hide"]),
    default="extend",
    help="What becomes of the entity that earlier layers have: extended, replaced, or hidden (never proposed).",
)
@layer_options
def command(name: str, type_: str, key: str, action: str, **options: Any) -> None:
    """Add NAME, or what is said of it to the row that it has.

    It goes to the last --gazetteer file, else to the project's, else to your own. With - for NAME, each line of
    standard input is a name.
    """
    from normalizer.gazetteer.columns import clean
    from normalizer.gazetteer.edit import add
    from normalizer.gazetteer.read import Action
    from normalizer.gazetteer.shipped import user_file
    from normalizer.model import Entity

    layers = Layers(options.pop("gazetteers"), options.pop("no_shipped"))
    path = layers.target()
    names = sys.stdin.read().splitlines() if name == STDIN else [name]
    names = [cleaned for line in names if (cleaned := clean(line))]
    if not names:
        raise InputError("there is no name to add", mend='write it between quotes: namewright gazetteer add "Jo Doe"')
    values: dict[str, Any] = {
        column: tuple(filter(None, map(clean, value))) if isinstance(value, tuple) else value
        for column, value in options.items()
    }
    for column in ("country", "description", "source"):
        values[column] = clean(values[column])
    values["country"] = values["country"].upper()
    if path == user_file():
        path.parent.mkdir(parents=True, exist_ok=True)
    gazetteer = layers.read(missing=path)
    for canonical in names:
        entity = Entity(id=key, canonical=canonical, type=EntityType(type_), **values)
        change = add(path, entity, gazetteer, Action(action))
        for warning in change.warnings:
            click.echo(f"namewright: warning: {warning}", err=True)
        click.echo(f"{change.done}: {change.canonical} ({change.id or 'no id'}) in {change.path}")
