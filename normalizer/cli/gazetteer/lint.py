"""namewright gazetteer lint: every fault of gazetteer files."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers
from normalizer.errors import InputError
from normalizer.gazetteer.shipped import user_file


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--fix", "mend", is_flag=True, help="Mend what is safe: order, stray blanks, names listed twice.")
def command(paths: tuple[str, ...], mend: bool) -> int:
    """Report every fault of gazetteer files, or folders of them, at once; without PATH, of your own and the project's.

    Exits with 1 where there are errors; warnings alone are none.
    """
    from normalizer.gazetteer.lint import fix, lint

    chosen = paths or _own_files()
    if mend:
        for path in fix(chosen):
            click.echo(f"mended: {path}", err=True)
    faults = lint(chosen)
    for fault in faults:
        click.echo(str(fault))
    errors = sum(fault.severity == "error" for fault in faults)
    click.echo(f"errors: {errors}, warnings: {len(faults) - errors}", err=True)
    return int(errors > 0)


def _own_files() -> tuple[str, ...]:
    files = [user_file(), *Layers().config.gazetteer]
    found = tuple(str(path) for path in files if path.exists())
    if not found:
        mend = "name a file, or make one: namewright gazetteer add NAME --type TYPE"
        raise InputError("neither you nor the project has a gazetteer yet", mend=mend)
    return found
