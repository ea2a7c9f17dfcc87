"""Missing names for the screen, and as a gazetteer file for who reviews them."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from normalizer.gazetteer.columns import COLUMNS, REVIEW, clean
from normalizer.reports._visible import visible_line
from normalizer.reports.csv import cell
from normalizer.suggest.group import Suggestion

_WIDTH = 100
_HEAD = ("count", "texts", "type", "name")
_EXAMPLES = " | "


def csv_text(found: Sequence[Suggestion]) -> str:
    """A gazetteer file: our columns, and those of `columns.REVIEW` for who decides.

    Of our columns only the canonical name and the type are filled. The other spellings stand in `spellings`, where they
    do nothing: as variants each would be an order to edit wherever it stands, and as aliases garbles would be accepted.
    Once the name is known, `fix` judges them by their sound in each text; who wants more moves them.
    """
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, (*COLUMNS, *REVIEW), restval="", lineterminator="\n")
    rows.writeheader()
    for name in found:
        rows.writerow(
            {
                "canonical": clean(name.canonical),
                "type": name.type or "",
                "count": name.count,
                "texts": name.texts,
                "spellings": cell(_spellings(name)),
                "note": cell(_note(name)),
                "examples": cell(_EXAMPLES.join(name.examples)),
            }
        )
    return out.getvalue()


def screen_lines(found: Sequence[Suggestion], style: Callable[..., str]) -> Iterator[str]:
    """A table of the names, each with its other spellings and one place; control characters never get through."""
    from rich.cells import cell_len

    rows = [(str(s.count), str(s.texts), s.type or "?", visible_line(s.canonical)) for s in found]
    widths = [max(map(cell_len, column)) for column in zip(_HEAD, *rows, strict=True)]
    yield style("  ".join(_aligned(_HEAD, widths)).rstrip(), bold=True)
    for name, row in zip(found, rows, strict=True):
        *left, last = _aligned(row, widths)
        more = [f"also {visible_line(_spellings(name, others=True))}"] if len(name.spellings) > 1 else []
        more += [visible_line(_note(name))] if name.perhaps else []
        yield "  ".join([*left, style(last, bold=True), *more]).rstrip()
        place = " " * (widths[0] + 2) + visible_line(name.examples[0])
        yield place if cell_len(place) <= _WIDTH else f"{place[: _WIDTH - 1]}…"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    from rich.cells import cell_len

    pads = [" " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)]
    return [pad + text if i < 2 else text + pad for i, (text, pad) in enumerate(zip(row, pads, strict=True))]


def _spellings(name: Suggestion, others: bool = False) -> str:
    return "; ".join(f"{text} {count}" for text, count in name.spellings[int(others) :])


def _note(name: Suggestion) -> str:
    return f"a garble of {name.perhaps[0]}? ({name.perhaps[1]:.2f})" if name.perhaps else ""
