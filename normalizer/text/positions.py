"""Lines and columns: a line ends at LF, CRLF or a lone CR only; columns are code points from 1."""

import re
from bisect import bisect_right
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|\n|\r")
"""What ends a line; form feed, U+0085 and U+2028 do not, since no editor counts them."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The table of a text's line starts: offsets in code points, ascending, the first is 0."""

    text: str
    starts: tuple[int, ...]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the code point at `offset` (0 to the length of the text)."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """Start and end offset of line `number` (from 1), its line end left out."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))


def positions(text: str) -> Positions:
    """The line table of `text`."""
    return Positions(text, (0, *(match.end() for match in LINE_END.finditer(text))))
