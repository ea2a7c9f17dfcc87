"""The unified diff from the original to the corrected text, for `patch -p1` and `git apply`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizer.reports import FileResult, Report

REPORT = Report("diff", ".diff", "a unified diff for patch(1) and git apply")

_CONTEXT = 3
_QUOTE = re.compile(r'[\x00-\x1f\x7f"\\]|[^\x00-\x7f]')


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines `before[start:end]` have become `after[new_start:new_end]` (indices from 0)."""

    start: int
    end: int
    new_start: int
    new_end: int


def render(results: Sequence[FileResult]) -> str:
    """The diffs of all files, one after the other.

    Files without a change leave no trace; all line ends are as they stand in the texts.
    """
    return "".join(line for result in results for line in _diff(result))


def _diff(result: FileResult) -> Iterator[str]:
    before, after = _lines(result.correction.original), _lines(result.correction.text)
    blocks = _blocks(before, after)
    if blocks:
        yield f"--- {_name('a', result.path)}\n"
        yield f"+++ {_name('b', result.path)}\n"
    for hunk in _hunks(blocks):
        yield from _hunk(before, after, hunk)


def _lines(text: str) -> list[str]:
    """Lines as patch(1) has them: LF ends one, and nothing else does."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[_Block]:
    """What differs. Edits keep the number of lines, so lines are compared by their number, not searched for.

    That takes the time of reading them, where an alignment takes minutes; texts of different lengths, which only a
    caller of his own making has, differ from the first line that is not the same to the last.
    """
    if len(before) == len(after):
        blocks: list[_Block] = []
        for at in (at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new):
            start = blocks.pop().start if blocks and blocks[-1].end == at else at
            blocks.append(_Block(start, at + 1, start, at + 1))
        return blocks
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    return [_Block(head, len(before) - tail, head, len(after) - tail)]


def _hunks(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Blocks whose lines of context touch come together."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _hunk(before: Sequence[str], after: Sequence[str], hunk: Sequence[_Block]) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    lead, trail = min(_CONTEXT, first.start), min(_CONTEXT, len(before) - last.end)
    old = _range(first.start - lead, last.end + trail)
    new = _range(first.new_start - lead, last.new_end + trail)
    yield f"@@ -{old} +{new} @@\n"
    at = first.start - lead
    for block in hunk:
        yield from (_line(" ", line) for line in before[at : block.start])
        yield from (_line("-", line) for line in before[block.start : block.end])
        yield from (_line("+", line) for line in after[block.new_start : block.new_end])
        at = block.end
    yield from (_line(" ", line) for line in before[at : at + trail])


def _range(start: int, end: int) -> str:
    """First line (from 1) and number of lines; an empty range names the line before it."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _line(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _name(side: str, path: str) -> str:
    """The name in a diff's header, quoted as git quotes it; a tab ends a name that holds spaces."""
    name = f"{side}/{path.removeprefix('./').lstrip('/')}"
    if _QUOTE.search(name):
        return '"' + "".join(_escaped(char) for char in name) + '"'
    return f"{name}\t" if " " in name else name


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if not _QUOTE.match(char):
        return char
    return "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogateescape"))
