"""The options that commands share, and what they and the project's settings make together."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from normalizer.config import Config, find_config
from normalizer.errors import InputError

if TYPE_CHECKING:
    from normalizer.gazetteer import Gazetteer
    from normalizer.gazetteer.layers import Layer

F = TypeVar("F", bound=Callable[..., Any])


def _codes(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())


_LAYERS = (
    click.option(
        "--gazetteer",
        "-g",
        "gazetteers",
        multiple=True,
        metavar="PATH",
        help="Names of this CSV file over all others; again for more, later over earlier.",
    ),
    click.option("--no-shipped", is_flag=True, help="Leave out the names that come with the program."),
)
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes for long or many texts, at most; all cores unless given.",
)
world_option = click.option(
    "--world/--no-world", default=None, help="Also know the places of the world (extra: world)."
)
_RUN = (
    click.option("--fix-at", type=float, metavar="P", help="Probability from which an edit is made, 0 to 1."),
    click.option("--show-at", type=float, metavar="P", help="Probability from which it is shown, 0 to 1."),
    click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Only these rules or prefixes."),
    click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Not these rules or prefixes."),
    click.option("--keep", multiple=True, metavar="WORD", help="Never flag this word or phrase; again for more."),
    click.option("--encoding", metavar="NAME", help="Encoding of the text, where it is neither UTF-8 nor UTF-16."),
)
_SCREEN = (
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
    click.option(
        "--color/--no-color", default=None, help="Colour always or never; else on a terminal without NO_COLOR."
    ),
)


def _decorated(function: F, *options: Callable[[F], F]) -> F:
    for option in reversed(options):
        function = option(function)
    return function


def layer_options(function: F) -> F:
    """--gazetteer and --no-shipped."""
    return _decorated(function, *_LAYERS)


def run_options(function: F) -> F:
    """What every command takes that holds texts against the gazetteer."""
    return _decorated(function, *_LAYERS, world_option, *_RUN, *_SCREEN)


@dataclass(frozen=True)
class Layers:
    """The gazetteers in use: those that the options name over the project's, the user's and the shipped one."""

    gazetteers: tuple[str, ...] = ()
    no_shipped: bool = False
    world: bool | None = None

    @cached_property
    def config(self) -> Config:
        """The project's settings."""
        return find_config(Path.cwd())

    def target(self) -> Path:
        """The file that edits go to: the last that is named, else the project's last, else the user's."""
        from normalizer.gazetteer.shipped import user_file

        if self.gazetteers:
            return Path(self.gazetteers[-1])
        return self.config.gazetteer[-1] if self.config.gazetteer else user_file()

    def read(self, missing: Path | None = None) -> "Gazetteer":
        """All layers; the file `missing` need not exist. Raises InputError for what cannot be read."""
        from normalizer.cli.world import world_with_bar
        from normalizer.gazetteer import Gazetteer

        world = self.config.world if self.world is None else self.world
        return Gazetteer(self._layers(missing), world_with_bar() if world else None)

    def _layers(self, missing: Path | None) -> "list[Layer]":
        from normalizer.gazetteer.shipped import file_layer, shipped_layer, user_file

        layers = [] if self.no_shipped else [shipped_layer()]
        named = [("user", user_file())] if user_file().exists() else []
        named += [("project", path) for path in self.config.gazetteer if self._there(path, missing)]
        named += [("", Path(path)) for path in self.gazetteers if missing is None or Path(path).exists()]
        return layers + [file_layer(path, name) for name, path in named]

    def _there(self, path: Path, missing: Path | None) -> bool:
        if path.exists() or missing is not None:
            return path.exists()
        origin = self.config.origins["gazetteer"]
        mend = "mend the path, or make the file: namewright gazetteer add NAME --type TYPE"
        raise InputError(f"the gazetteer {path} does not exist", path=origin, mend=mend)


@dataclass(frozen=True)
class Run:
    """What a run over texts was asked for; thresholds and codes have been checked."""

    layers: Layers
    fix_at: float | None
    show_at: float | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    keep: tuple[str, ...]
    encoding: str | None
    jobs: int | None
    quiet: bool
    color: bool | None

    @classmethod
    def of(cls, options: dict[str, Any]) -> "Run":
        """The options of `run_options` (taken out of `options`), and the project's settings where they are silent.

        Raises InputError for a threshold or a code that does not exist.
        """
        layers = Layers(options.pop("gazetteers"), options.pop("no_shipped"), options.pop("world"))
        config = layers.config
        fix_at, show_at = options.pop("fix_at"), options.pop("show_at")
        run = cls(
            layers,
            fix_at=config.fix_at if fix_at is None else fix_at,
            show_at=config.show_at if show_at is None else show_at,
            select=options.pop("select") or config.select,
            ignore=options.pop("ignore") or config.ignore,
            keep=(*config.keep, *options.pop("keep")),
            encoding=options.pop("encoding"),
            jobs=options.pop("jobs", None),
            quiet=options.pop("quiet"),
            color=options.pop("color"),
        )
        from normalizer.checks import selected
        from normalizer.pipeline import thresholds

        thresholds(run.fix_at, run.show_at)
        selected(run.select, run.ignore)
        return run

    @property
    def arguments(self) -> dict[str, Any]:
        """What `pipeline.correct` and `pipeline.check` are called with, but for the text and the gazetteer."""
        names = ("fix_at", "show_at", "select", "ignore", "keep")
        return {name: getattr(self, name) for name in names}

    def in_color(self, err: bool) -> bool:
        """Whether what goes to standard output (or error) is coloured."""
        if self.color is not None:
            return self.color
        return not os.environ.get("NO_COLOR") and (sys.stderr if err else sys.stdout).isatty()

    def say(self, line: str) -> None:
        """A line for the user on standard error, unless he wants none."""
        if not self.quiet:
            click.echo(line, err=True)
