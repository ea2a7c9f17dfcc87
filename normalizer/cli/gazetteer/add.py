"""namewright gazetteer add: a name into a file."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers, layer_options
from normalizer.errors import InputError
from normalizer.files import STDIN, decode
from normalizer.model import EntityType

if TYPE_CHECKING:
    from normalizer.gazetteer.read import Action
    from normalizer.model import Entity

_STDIN = "standard input"
_HEADER = re.compile(r"(?:^|[,;|\t])[\"' ]*canonical[\"' ]*[,;|\t]")
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
@click.option("--type", "type_", type=click.Choice([str(kind) for kind in EntityType]), help="What it names.")
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
def command(name: str, **options: Any) -> None:
    """Add NAME, or what is said of it to the row that it has.

    It goes to the last --gazetteer file, else to the project's, else to your own. With - for NAME, each line of
    standard input is a name of --type; or it is a gazetteer file, such as suggest writes, and each row is added.
    """
    from normalizer.gazetteer.edit import add
    from normalizer.gazetteer.shipped import user_file

    layers = Layers(options.pop("gazetteers"), options.pop("no_shipped"))
    path = layers.target()
    entities = _entities(name, options)
    if path == user_file():
        path.parent.mkdir(parents=True, exist_ok=True)
    gazetteer = layers.read(missing=path)
    for entity, action in entities:
        change = add(path, entity, gazetteer, action)
        for warning in change.warnings:
            click.echo(f"namewright: warning: {warning}", err=True)
        click.echo(f"{change.done}: {change.canonical} ({change.id or 'no id'}) in {change.path}")


def _entities(name: str, options: dict[str, Any]) -> "list[tuple[Entity, Action]]":
    """What is to be added, and what each row does to the entity of earlier layers."""
    from normalizer.gazetteer.columns import clean
    from normalizer.gazetteer.read import Action
    from normalizer.model import Entity

    listed = sys.stdin.buffer.read() if name == STDIN else None
    rows = None if listed is None else _rows(listed)
    if rows is not None:
        if given := [column for column, value in options.items() if value not in ((), None, "", "extend")]:
            problem = f"--{given[0].replace('_', '-').removesuffix('-')} says of every row what the list says of each"
            raise InputError(problem, mend="leave it out")
        return rows
    if options["type_"] is None:
        raise click.UsageError("Missing option '--type'")
    names = [name] if listed is None else decode(listed, _STDIN).text.splitlines()
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
    key, kind, action = values.pop("key"), EntityType(values.pop("type_")), Action(values.pop("action"))
    return [(Entity(id=key, canonical=canonical, type=kind, **values), action) for canonical in names]


def _rows(listed: bytes) -> "list[tuple[Entity, Action]] | None":
    """The rows of standard input where it is a gazetteer file: where its first line names our columns."""
    from normalizer.gazetteer.read import rows_in

    text = decode(listed, _STDIN).text
    if not _HEADER.search(text.lstrip().partition("\n")[0]):
        return None
    return [(row.entity, row.action) for row in rows_in(text, Path(_STDIN))]
