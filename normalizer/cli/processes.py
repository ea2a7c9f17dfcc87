"""Corrects many texts in several processes, which share what is mapped from the disk."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from normalizer.cli.options import Layers, Run
from normalizer.model import Correction
from normalizer.sections import Section

if TYPE_CHECKING:
    from normalizer.gazetteer import Gazetteer

WORTH_A_PROCESS = 250_000
"""Characters from which on a process more makes up for its start, of half a second."""
_AT_A_TIME = 4


def in_processes(work: Sequence[Section], run: Run, gazetteer: "Gazetteer") -> Iterator[Correction]:
    """What `correct` makes of each section, in their order."""
    from normalizer.pipeline import corrector

    count = count_of(work, run.jobs)
    if count == 1:
        of_section = corrector(gazetteer, **run.arguments)
        yield from map(of_section, work)
        return

    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    layers = replace(run.layers)  # without the settings that were read: each process finds them again
    correct = partial(_corrected, layers, tuple(run.arguments.items()))
    # Started afresh on every system, as a process that was copied might wait for threads that were not.
    with ProcessPoolExecutor(count, get_context("spawn"), gc.set_threshold, gc.get_threshold()) as pool:
        try:
            yield from pool.map(correct, work, chunksize=_AT_A_TIME)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def count_of(work: Sequence[Section], jobs: int | None) -> int:
    """How many processes the work is worth, at most `jobs`, or where that is None as many as may run at once."""
    size = sum(len(section.text) for section in work)
    most = _cores() if jobs is None else jobs
    return max(1, min(most, size // WORTH_A_PROCESS, len(work)))


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _corrected(layers: Layers, arguments: tuple[tuple[str, Any], ...], section: Section) -> Correction:
    return _corrector(layers, arguments)(section)


@cache
def _corrector(layers: Layers, arguments: tuple[tuple[str, Any], ...]) -> Callable[[Section], Correction]:
    from normalizer.pipeline import corrector

    return corrector(layers.read(), **dict(arguments))
