"""The entry point: runs a command and turns what became of it into an exit code."""

import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NoReturn

import click

from normalizer.cli.group import CONTEXT, FolderGroup
from normalizer.errors import InputError


class Exit(IntEnum):
    """What the exit code says."""

    CLEAN = 0
    """Nothing is left to look at."""
    FINDINGS = 1
    """Findings remain."""
    ERROR = 2
    """The command or its input cannot be used."""
    INTERRUPTED = 130
    """Stopped by the user."""


class Namewright(FolderGroup):
    """The program: every error is one line on standard error, and has its exit code."""

    package = "normalizer.cli.commands"

    def main(self, args: Sequence[str] | None = None, *_: Any, **options: Any) -> NoReturn:
        """Runs the command line `args` (sys.argv without it) and exits."""
        options |= {"args": args, "prog_name": "namewright", "standalone_mode": False}
        sys.exit(self._code(options))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; that who reads its output has enough is no fault."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain of the pipe once more when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.CLEAN
        return done

    def _code(self, options: dict[str, Any]) -> int:
        try:
            done = super().main(**options)
        except InputError as error:
            return _failed(str(error))
        except click.ClickException as error:
            ctx = getattr(error, "ctx", None)
            where = ctx.command_path if ctx else "namewright"
            return _failed(f"{error.format_message().rstrip('.')}; see: {where} --help")
        except (click.Abort, KeyboardInterrupt):
            return Exit.INTERRUPTED
        except Exception:
            import traceback

            traceback.print_exc()
            return _failed("this is a fault of namewright; please report it with the lines above")
        return int(done) if done else Exit.CLEAN


def _failed(line: str) -> int:
    click.echo(f"namewright: {' '.join(line.split())}", err=True)
    return Exit.ERROR


def _print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"namewright {version('namewright')}")
        except PackageNotFoundError:  # run from a checkout that is not installed
            click.echo("namewright (not installed)")
        ctx.exit()


@click.group(cls=Namewright, context_settings=CONTEXT)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
def cli() -> None:
    """Put garbled names in machine-translated news right, and say why."""


def main() -> NoReturn:
    """Runs the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli.main()
