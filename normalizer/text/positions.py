"""Lines and columns: a line ends at LF, CRLF or a lone CR only; columns are code points from 1."""

import re
from bisect import bisect_right
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|\n|\r")
"""What ends a line; form feed, U+0085 and U+2028 do not, since no editor counts them."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The table of a text's line starts: offsets in code points, ascending, the first is 0.

    `first` is the number of the first line: more than 1 in a part of a longer text.
    """

    text: str
    starts: tuple[int, ...]
    first: int = 1

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line (from `first` on) and column (from 1) of the code point at `offset` (0 to the length of the text)."""
        line = bisect_right(self.starts, offset)
        return line + self.first - 1, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """Start and end offset of line `number` (from `first` on), its line end left out."""
        row = number - self.first
        start = self.starts[row]
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))


def positions(text: str, first: int = 1) -> Positions:
    """The line table of `text`, whose first line has the number `first`."""
    return Positions(text, (0, *(match.end() for match in LINE_END.finditer(text))), first)
