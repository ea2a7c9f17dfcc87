"""namewright gazetteer diff: what changed between two versions."""

import click

from normalizer.cli.group import CONTEXT


@click.command(context_settings=CONTEXT)
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(("terminal", "json")),
    default="terminal",
    help="How the changes are printed.",
)
def command(old: str, new: str, form: str) -> int:
    """Say in words what changed from OLD to NEW, each a gazetteer file or a folder of them.

    Entities are told by id, else by name and type. The order of rows, of columns and of names in a list is no change.
    Exits with 0 where nothing changed, with 1 where something did.
    """
    from normalizer.gazetteer.diff import diff
    from normalizer.gazetteer.diff_text import as_json, lines, summary

    difference = diff(old, new)
    if form == "json":
        click.echo(as_json(difference), nl=False)
    else:
        for line in lines(difference):
            click.echo(line)
        click.echo(summary(difference), err=True)
    return int(bool(difference.entities or difference.allowed))
