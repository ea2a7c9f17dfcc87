"""namewright gazetteer suggest: names that texts hold and no gazetteer in use knows."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Run, run_options
from normalizer.cli.texts import chosen
from normalizer.errors import InputError
from normalizer.files import STDIN, write_atomic

if TYPE_CHECKING:
    from normalizer.suggest.gather import Gathered

_MANY = 20
"""Texts from which on a bar shows how far it is."""
_SHOWN_GARBLES = 3


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--output", "-o", metavar="PATH", help="Write a gazetteer file for review here (- is standard output).")
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, metavar="N", help="Names of N places or more."
)
@run_options
def command(paths: tuple[str, ...], output: str | None, least: int, **options: Any) -> int:
    """Say which names recur in texts and are in no gazetteer in use.

    The spellings of a name are counted together, the likeliest one first; what fix puts right is left out. Review the
    file of --output: drop rows, mend names, fill in missing types. Then add it: namewright gazetteer add - < PATH.

    Exits with 0 where no name is missing, with 1 where some are.
    """
    run = Run.of(options)
    inputs = chosen(paths, run)
    if output not in (None, STDIN) and Path(output).resolve() in {Path(path).resolve() for path in inputs}:
        raise InputError("the output is an input", path=output, mend="name another file")

    from normalizer.formats import plain
    from normalizer.suggest.gather import Gathered
    from normalizer.suggest.table import csv_text, screen_lines
    from normalizer.suggest.texts import gather, missing

    # The file that `add` writes to need not be there yet: whoever starts with this command has none.
    gazetteer = run.layers.read(None if run.layers.gazetteers else run.layers.target())
    for warning in gazetteer.warnings:
        run.say(f"namewright: warning: {warning}")
    gathered = Gathered()
    with _shown_progress(inputs, run) as shown:
        for path in shown:
            text = plain.read(path, run.encoding)
            if not gather(gathered, text.path, text.text, gazetteer, **run.arguments):
                run.say(f"{path}: this text is mostly not English: no names are taken from it")
    found = missing(gathered, gazetteer, least)
    if output is not None and output != STDIN:
        write_atomic(output, csv_text(found).encode("utf-8"))
    elif output == STDIN:
        click.echo(csv_text(found).encode("utf-8"), nl=False)
    if found and output != STDIN and not run.quiet:
        style = click.style if run.in_color(err=False) else _unstyled
        click.echo("\n".join(screen_lines(found, style)), color=True)
    run.say(_summary(len(found), gathered))
    if output not in (None, STDIN):
        run.say(f"written: {output}")
    return int(bool(found))


def _unstyled(text: str, **_style: object) -> str:
    return text


@contextmanager
def _shown_progress(inputs: Sequence[str], run: Run) -> Iterator[Any]:
    if len(inputs) < _MANY or run.quiet or not sys.stderr.isatty():
        yield inputs
        return
    with click.progressbar(inputs, label="reading", file=sys.stderr) as bar:
        yield bar


def _summary(count: int, gathered: "Gathered") -> str:
    from normalizer.reports._numbers import plural
    from normalizer.reports._visible import visible_line

    told = f"{count:,} missing in {plural(gathered.texts, 'text')}"
    if not gathered.garbled:
        return told
    most = gathered.garbles.most_common(_SHOWN_GARBLES)
    some = ", ".join(f"{visible_line(old)} → {new}" for (old, new), _ in most)
    more = ", …" if len(gathered.garbles) > len(most) else ""
    return f"{told}; left out what fix puts right, {plural(gathered.garbled, 'place')}: {some}{more}"
