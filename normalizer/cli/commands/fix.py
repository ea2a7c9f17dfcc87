"""namewright fix: correct texts and report on it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Run, jobs_option, run_options
from normalizer.cli.texts import chosen, corrections, read_all, say_notes
from normalizer.errors import InputError
from normalizer.files import STDIN, TextFile, write_atomic
from normalizer.formats import plain
from normalizer.model import Correction


@dataclass(frozen=True)
class _Wanted:
    """Where the outputs go: `reports` are the files of --report."""

    output: str | None
    in_place: bool
    diff: bool
    reports: tuple[str, ...]
    no_report: bool


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--output", "-o", metavar="PATH", help="Write the text here (- is standard output); for one input.")
@click.option("--in-place", is_flag=True, help="Overwrite the inputs.")
@click.option("--diff", is_flag=True, help="Print a unified diff and write nothing.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="PATH",
    help="Report on all inputs in this file, its kind by suffix (.html .json .csv .md .diff); again for more.",
)
@click.option("--no-report", is_flag=True, help="Write no report file.")
@run_options
@jobs_option
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Correct the names of texts.

    article.txt becomes article.fixed.txt with article.report.html beside it, and the changes are shown. With - for
    FILE the text goes from standard input to standard output, and all else to standard error.

    Exits with 0 where nothing is left to look at, with 1 where findings remain that were not sure enough to be made.
    """
    run = Run.of(options)
    wanted = _Wanted(**options)
    inputs = chosen(paths, run)
    _refuse_contradiction(wanted, inputs)
    outputs = [_output(path, wanted) for path in inputs]
    reports = _report_files(inputs, outputs, wanted)
    _refuse_clash(inputs, outputs, [name for name, _ in reports], wanted)

    texts = read_all(inputs, run)
    done = corrections(texts, run)
    if wanted.diff:
        say_notes(inputs, done, run)
        click.echo(_rendered("diff", inputs, done).encode("utf-8"), nl=False)
    else:
        _write(list(zip(inputs, texts, done, outputs, strict=True)), reports, run)
    return int(any(not finding.applied for correction in done for finding in correction.findings))


def _refuse_contradiction(wanted: _Wanted, inputs: Sequence[str]) -> None:
    if wanted.output is not None and len(inputs) > 1:
        raise InputError(
            "--output names one file, and there are several inputs", mend="leave it out, or use --in-place"
        )
    if wanted.output is not None and wanted.in_place:
        raise InputError("--output and --in-place contradict each other", mend="choose one")
    if wanted.in_place and inputs == [STDIN]:
        raise InputError("standard input cannot be overwritten in place", mend="leave --in-place out")
    if wanted.reports and wanted.no_report:
        raise InputError("--report and --no-report contradict each other", mend="choose one")
    if wanted.diff and (wanted.output is not None or wanted.in_place or wanted.reports):
        mend = "leave --diff out, or use --report changes.diff"
        raise InputError("--diff writes no file, so it stands alone", mend=mend)


def _output(path: str, wanted: _Wanted) -> str | None:
    """The file that the text of an input goes to; None is standard output, or nowhere with --diff."""
    if wanted.output is not None:
        return None if wanted.output == STDIN else wanted.output
    if path == STDIN or wanted.diff:
        return None
    if wanted.in_place:
        return path
    name = Path(path)
    return str(name.with_name(f"{name.stem}.fixed{name.suffix or '.txt'}"))


def _report_files(
    inputs: Sequence[str], outputs: Sequence[str | None], wanted: _Wanted
) -> list[tuple[str, Sequence[int]]]:
    """Each report file, and which of the inputs it is about; raises InputError for a suffix that no report has."""
    if wanted.reports:
        from normalizer.reports import by_suffix

        for path in wanted.reports:
            by_suffix(Path(path).suffix)
        return [(path, range(len(inputs))) for path in wanted.reports]
    if wanted.no_report or wanted.diff:
        return []
    found: list[tuple[str, Sequence[int]]] = []
    stems = Counter(Path(path).with_suffix("") for path in inputs)
    for number, (path, output) in enumerate(zip(inputs, outputs, strict=True)):
        if output is not None and not _is_device(Path(output)):  # text that goes to a pipe is a filter's
            name = Path(wanted.output or path)
            stem = name.name if stems[name.with_suffix("")] > 1 else name.stem
            found.append((str(name.with_name(f"{stem}.report.html")), [number]))
    return found


def _refuse_clash(
    inputs: Sequence[str], outputs: Sequence[str | None], reports: Sequence[str], wanted: _Wanted
) -> None:
    sources = {Path(path).resolve(): path for path in inputs if path != STDIN}
    written: set[Path] = set()
    for path in [path for path in (*outputs, *reports) if path is not None]:
        place = Path(path).resolve()
        if place in sources and not (wanted.in_place and path == sources[place]):
            raise InputError("this output is an input", path=path, mend="name another file, or use --in-place")
        if place in written and not _is_device(place):
            raise InputError("two outputs would be this file", path=path, mend="correct the inputs one by one with -o")
        written.add(place)


def _is_device(place: Path) -> bool:
    return place.exists() and not place.is_file() and not place.is_dir()


def _rendered(name: str, paths: Sequence[str], done: Sequence[Correction], **options: Any) -> str:
    from normalizer.reports import FileResult, by_name

    results = [FileResult(path, correction) for path, correction in zip(paths, done, strict=True)]
    render: Callable[..., str] = by_name(name).render
    return render(results, **options)


def _write(
    jobs: Sequence[tuple[str, TextFile, Correction, str | None]],
    reports: Sequence[tuple[str, Sequence[int]]],
    run: Run,
) -> None:
    from normalizer.reports import by_suffix

    paths, corrected = [job[0] for job in jobs], [job[2] for job in jobs]
    # All bytes are made before the first is written, so that a text that cannot be encoded leaves nothing half done.
    files: list[tuple[str, bytes]] = []
    streamed: list[bytes] = []
    for path, text, correction, output in jobs:
        data = plain.write(text, correction.text)
        if output is None:
            streamed.append(data)
        elif output != path or correction.text != text.text:
            files.append((output, data))
    for name, numbers in reports:
        kind = by_suffix(Path(name).suffix).REPORT.name
        report = _rendered(kind, [paths[i] for i in numbers], [corrected[i] for i in numbers])
        files.append((name, report.encode("utf-8")))
    for name, data in files:
        write_atomic(name, data)
    for data in streamed:
        click.echo(data, nl=False)
    err = bool(streamed)
    if not run.quiet:
        click.echo(_rendered("terminal", paths, corrected, color=run.in_color(err)), nl=False, err=err, color=True)
    if files:
        run.say(f"written: {', '.join(name for name, _ in files)}")
