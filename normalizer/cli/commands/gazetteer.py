"""namewright gazetteer: look up names, add some, and keep the files in order."""

import click

from normalizer.cli.group import CONTEXT, FolderGroup


class _Commands(FolderGroup):
    package = "normalizer.cli.gazetteer"


@click.group(cls=_Commands, context_settings=CONTEXT)
def command() -> None:
    """Look up names, add some, and keep gazetteer files in order."""
