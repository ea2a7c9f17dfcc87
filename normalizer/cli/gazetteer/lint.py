"""namewright gazetteer lint: every fault of gazetteer files."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Layers


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--fix", "mend", is_flag=True, help="Mend what is safe: order, stray blanks, names listed twice.")
def command(paths: tuple[str, ...], mend: bool) -> int:
    """Report every fault of gazetteer files (or folders of them) at once; without PATH, of the file `add` writes to.

    Exits with 1 where there are errors; warnings alone are none.
    """
    from normalizer.gazetteer.lint import fix, lint

    chosen = paths or (str(Layers().target()),)
    if mend:
        for path in fix(chosen):
            click.echo(f"mended: {path}", err=True)
    faults = lint(chosen)
    for fault in faults:
        click.echo(str(fault))
    errors = sum(fault.severity == "error" for fault in faults)
    click.echo(f"{errors} errors, {len(faults) - errors} warnings", err=True)
    return int(errors > 0)
