"""namewright check: findings only."""

from collections.abc import Callable
from typing import Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Run, jobs_option, run_options
from normalizer.cli.texts import chosen, corrections, read_all, say_notes

FORMATS = ("terminal", "json", "csv", "md")


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", help="How findings are printed.")
@run_options
@jobs_option
def command(paths: tuple[str, ...], form: str, **options: Any) -> int:
    """Report findings and write nothing.

    Exits with 0 where there are none, with 1 where there are some.
    """
    run = Run.of(options)
    inputs = chosen(paths, run)

    from normalizer.pipeline import unedited
    from normalizer.reports import FileResult, by_name

    done = [unedited(correction) for correction in corrections(read_all(inputs, run), run)]
    results = [FileResult(path, correction) for path, correction in zip(inputs, done, strict=True)]
    render: Callable[..., str] = by_name(form).render
    if form != "terminal":
        say_notes(inputs, done, run)
        click.echo(render(results).encode("utf-8"), nl=False)
    elif not run.quiet:
        click.echo(render(results, color=run.in_color(err=False)), nl=False, color=True)
    return int(any(correction.findings for correction in done))
