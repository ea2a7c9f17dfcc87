"""Opens the places of the world for a command, with a bar where they have to be compiled first."""

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from normalizer.gazetteer.world import WorldIndex


def world_with_bar() -> "WorldIndex":
    """The places of the world; the bar is on standard error where that is a terminal. Raises what `open_world` does."""
    from normalizer.gazetteer.world import open_world

    with ExitStack() as stack:
        bars: list[Any] = []

        def progress(done: int, total: int) -> None:
            if not bars:
                label = "compiling the places of the world, once"
                bars.append(stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr)))
            bars[0].update(done - bars[0].pos)

        return open_world(progress if sys.stderr.isatty() else None)
