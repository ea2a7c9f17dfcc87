"""Reads the texts that a command is given, and holds each against the gazetteer."""

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from normalizer.cli.options import Run
from normalizer.cli.processes import in_processes
from normalizer.errors import InputError
from normalizer.files import STDIN, TextFile
from normalizer.formats import plain
from normalizer.model import Correction
from normalizer.sections import joined, sections

PATIENCE = 1.0
"""Seconds after which a run on a terminal shows how far it is."""

_OWN_OUTPUT = re.compile(r".*\.(?:fixed|report)\.[^.]+", re.DOTALL)


def chosen(paths: Sequence[str], run: Run) -> list[str]:
    """The inputs, each once; of several, our own outputs are left out with a word.

    Raises InputError where standard input is one of several, or where nothing is left.
    """
    inputs = list(dict.fromkeys(paths))
    if len(inputs) == 1:
        return inputs
    if STDIN in inputs:
        raise InputError("standard input cannot be one of several inputs", mend="give - alone")
    own = [path for path in inputs if _OWN_OUTPUT.fullmatch(Path(path).name)]
    for path in own:
        run.say(f"skipped {path}: an output of namewright")
    rest = [path for path in inputs if path not in own]
    if not rest:
        raise InputError("all inputs are outputs of namewright", mend="name one alone to have it read")
    return rest


def read_all(paths: Sequence[str], run: Run) -> list[TextFile]:
    """The texts, in the order of their paths; raises InputError for the first that cannot be read."""
    return [plain.read(path, run.encoding) for path in paths]


def corrections(texts: Sequence[TextFile], run: Run) -> list[Correction]:
    """What `correct` makes of each text with the gazetteers of the run; what these contradict is said."""
    gazetteer = run.layers.read()
    for warning in gazetteer.warnings:
        run.say(f"namewright: warning: {warning}")
    parts = [sections(text.text) for text in texts]
    work = [part for some in parts for part in some]
    done = _shown_progress(in_processes(work, run, gazetteer), [len(section.text) for section in work], run)
    return [joined(list(islice(done, len(some)))) for some in parts]


def say_notes(paths: Sequence[str], done: Sequence[Correction], run: Run) -> None:
    """Says on standard error what there is to say of whole texts, where the screen's report does not do it."""
    for path, correction in zip(paths, done, strict=True):
        for note in correction.notes:
            run.say(f"{path}: {note}")


def _shown_progress(done: Iterable[Correction], lengths: Sequence[int], run: Run) -> Iterator[Correction]:
    """What is done, one by one; a bar by the lengths appears where it takes long and there is a terminal."""
    passed, started, bar = 0, time.monotonic(), None
    try:
        for correction, length in zip(done, lengths, strict=True):
            passed += length
            late = time.monotonic() - started > PATIENCE
            if bar is None and late and not run.quiet and sys.stderr.isatty():
                bar = click.progressbar(length=sum(lengths), label="correcting", file=sys.stderr)
                bar.__enter__()
                bar.update(passed)
            elif bar:
                bar.update(length)
            yield correction
    finally:
        if bar:
            bar.__exit__(None, None, None)
