"""namewright explain: the whole reckoning of a line's names, or of one of them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from normalizer.cli.group import CONTEXT
from normalizer.cli.options import Run, run_options
from normalizer.cli.texts import read_all
from normalizer.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from normalizer.linking.reckon import Option, Reckoning
    from normalizer.text.positions import Positions

_WIDTH = 110
_SHOWN = 20
"""Characters that are shown of what is no place."""
_FORMS = {
    "CANONICAL": "the canonical name of",
    "ALIAS": "an accepted spelling of",
    "WEAK_ALIAS": "an accepted spelling of",
    "SURNAME": "the surname of",
    "GIVEN_NAME": "a given name of",
    "VARIANT": "a known variant of",
}
_LEFT_ALONE = {
    "known": "it is {form} {canonical} ({entity})",
    "below": "{probability:.2f} is below --show-at {show_at:.2f}",
    "same": "only its case, its full stops or further marks of it differ",
    "outdone": "what else was put right speaks against it",
    "kept": "“{phrase}” is never flagged",
    "protected": "it is not prose, or the line asks for it",
    "not English": "the text is mostly not English",
    "not selected": "the rule {rule} is not selected",
    "unlike": "it stands for no name of the gazetteer",
    "ordinary": "it is no word that is looked for: it is common, short or a number",
}


def _place(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, int | None]:
    found = re.fullmatch(r"(\d{1,9})(?::(\d{1,9}))?", value)
    if found is None or not int(found[1]) or (found[2] and not int(found[2])):
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        raise click.BadParameter(f"{shown!r} is neither a line nor line:column, both from 1 to 999999999")
    return int(found[1]), int(found[2]) if found[2] else None


@click.command(context_settings=CONTEXT)
@click.argument("path", metavar="FILE")
@click.option(
    "--at", "place", required=True, callback=_place, metavar="LINE[:COLUMN]", help="Where the name stands, from 1."
)
@run_options
def command(path: str, place: tuple[int, int | None], **options: Any) -> None:
    """Show how a name was judged, and why it was changed or left alone.

    All candidates of the name at LINE:COLUMN with all that speaks for and against each, in nats (the natural logarithm
    of the odds); of all names of a LINE, the likeliest candidate.
    """
    run = Run.of(options)
    (text,) = read_all([path], run)

    from normalizer.pipeline import explain
    from normalizer.text.positions import positions

    table = positions(text.text)
    part = _part(table, path, *place)
    gazetteer = run.layers.read()
    for warning in gazetteer.warnings:
        run.say(f"namewright: warning: {warning}")
    rows = explain(text.text, part, gazetteer, **run.arguments)
    click.echo(_rendered(rows, table, path, place, run), nl=False, color=True)


def _part(table: "Positions", path: str, line: int, column: int | None) -> tuple[int, int]:
    """The offsets that are asked about; raises InputError where the text has no such line or column."""
    lines = len(table.starts) - (len(table.starts) > 1 and table.starts[-1] == len(table.text))
    if line > lines:
        raise InputError(f"there is no line {line}", path=path, mend=f"give a line from 1 to {lines}")
    start, end = table.line(line)
    if column is None:
        return start, max(end, start + 1)
    if column > max(1, end - start):
        mend = f"give a column from 1 to {max(1, end - start)}"
        raise InputError(f"line {line} has no column {column}", path=path, mend=mend)
    return start + column - 1, start + column


def _rendered(rows: "list[Reckoning]", table: "Positions", path: str, place: tuple[int, int | None], run: Run) -> str:
    import io

    from rich.console import Console

    from normalizer.reports._items import path_label
    from normalizer.reports._visible import visible_line

    color = run.in_color(err=False)
    out = io.StringIO()
    console = Console(
        file=out,
        width=_WIDTH,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    ordinary = [r for r in rows if r.verdict.name == "ORDINARY"] if place[1] is None else []
    for row in (r for r in rows if r not in ordinary):
        line, column = table.line_column(row.start)
        where = f"{visible_line(path_label(path))}:{line}:{column}: {visible_line(row.text)}"
        console.print(where, style="bold", markup=False, soft_wrap=True)
        for sentence in _verdict(row):
            console.print(f"  {visible_line(sentence)}", markup=False, soft_wrap=True)
        if row.options or row.evidence:
            console.print(_table(row, whole=place[1] is not None))
        console.print()
    if ordinary:
        words = ", ".join(dict.fromkeys(visible_line(r.text) for r in ordinary))
        console.print(f"not looked for, as they are common, short or no words: {words}", markup=False, soft_wrap=True)
    elif not rows:
        console.print("no name stands there: only words with a capital are looked at")
    return out.getvalue()


def _verdict(row: "Reckoning") -> Iterator[str]:
    finding = row.finding
    if finding is not None:
        from normalizer.reports._numbers import confidence_number

        what = f"{finding.text} → {finding.replacement}" if finding.replacement is not None else finding.message
        did = "put right" if finding.applied else "shown, not changed"
        yield f"{finding.rule}: {did}: {what} ({confidence_number(finding.confidence)})"
        if row.options and abs(row.options[0].probability - finding.confidence) >= 0.005:
            yield "the table is of the text as it came in; with the rest put right it came to that"
        return
    facts: dict[str, Any] = dict(row.facts)
    facts.setdefault("probability", row.options[0].probability if row.options else 0.0)
    if "kind" in facts:
        facts["form"] = _FORMS[facts["kind"]]
    yield f"left alone because {_LEFT_ALONE[row.verdict.value].format(**facts)}"
    if row.verdict.name == "UNLIKE" and facts.get("word"):
        yield _known_as(facts)
    if row.verdict.name == "BELOW" and row.options and (against := _weightiest_against(row.options[0])):
        yield f"most against it: {against}"


def _known_as(facts: "dict[str, Any]") -> str:
    """What else a word is that stands for no name of the gazetteer."""
    from normalizer.model import Evidence
    from normalizer.reports import wording

    if facts.get("country"):
        return f"{facts['word']} is the name of a town in {facts['country']}"
    return wording(Evidence("known_name", -1.0, facts)).removeprefix("but ")


def _weightiest_against(option: "Option") -> str:
    from normalizer.reports import wording

    least = min((e for e in option.evidence if e.kind != "model"), key=lambda e: e.weight, default=None)
    return wording(least).removeprefix("but ") if least is not None and least.weight < 0 else ""


def _table(row: "Reckoning", whole: bool) -> "Table":
    from rich import box
    from rich.table import Table

    from normalizer.reports._visible import visible_line

    out = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name in ("candidate", "p", "evidence", "nats", "why"):
        numeric = name in ("p", "nats")
        out.add_column(name, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    for number, option in enumerate(row.options):
        for cells in _option_rows(option, whole or number == 0):
            out.add_row(*(_plain(visible_line(cell)) for cell in cells))
        if whole:
            out.add_section()
    if row.evidence:
        from normalizer.reports import wording

        for e in row.evidence:
            out.add_row("", "", *(_plain(visible_line(c)) for c in (_kind(e.kind), _nats(e.weight), wording(e))))
    return out


def _plain(cell: str) -> Any:
    from rich.text import Text

    return Text(cell)


def _option_rows(option: "Option", whole: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """The candidate and how its letters came about, then a row for each kind of evidence."""
    from normalizer.reports import wording

    name = option.name if option.name == option.entity.canonical else f"{option.name} ({option.entity.canonical})"
    yield name, f"{option.probability:.3f}", "spelling", "", _letters(option)
    if not whole:
        return
    second = option.entity.id
    for e in option.evidence:
        yield second, "", _kind(e.kind), _nats(e.weight), wording(e) if e.kind != "model" else "what is true of all"
        second = ""
    yield "", "", "together", _nats(option.log_odds), f"writes {option.replacement}"


def _letters(option: "Option") -> str:
    """The alignment of text and name, cut alike: Su|da|sch|ha → Su|dzh||a."""
    steps = [(name.strip("^$"), text.strip("^$")) for name, text in option.letters]
    steps = [(name, text) for name, text in steps if name or text]
    if not steps:
        return "the same letters"
    return f"{'|'.join(text for _, text in steps)} → {'|'.join(name for name, _ in steps)}"


def _kind(kind: str) -> str:
    return "base rate" if kind == "model" else kind.replace("_", " ")


def _nats(weight: float) -> str:
    return f"{weight:+.2f}" if weight else ""
