"""Groups of commands that are imported when they are asked for."""

import importlib
import pkgutil
from typing import cast

import click

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class FolderGroup(click.Group):
    """A group whose commands are the modules of a package; their names lose a trailing underscore."""

    package = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the modules, sorted."""
        return sorted(self._modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The `command` of the module of this name."""
        module = self._modules().get(cmd_name)
        return None if module is None else cast(click.Command, importlib.import_module(module).command)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command the help goes to standard error, and the exit code says that something is missing."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; an unknown one is an error that lists the known ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            known = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"there is no command {args[0]!r}; the commands are {known}", ctx) from error

    def _modules(self) -> dict[str, str]:
        parent = importlib.import_module(self.package)
        names = (module.name for module in pkgutil.iter_modules(parent.__path__))
        return {
            name.removesuffix("_").replace("_", "-"): f"{self.package}.{name}"
            for name in names
            if not name.startswith("_")
        }
