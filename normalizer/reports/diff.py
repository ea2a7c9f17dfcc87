"""The unified diff from the original to the corrected text, for `patch -p1` and `git apply`."""

import difflib
import re
from collections.abc import Iterator, Sequence

from normalizer.reports import FileResult, Report

REPORT = Report("diff", ".diff", "a unified diff for patch(1) and git apply")

_QUOTE = re.compile(r'[\x00-\x1f\x7f"\\]|[^\x00-\x7f]')


def render(results: Sequence[FileResult]) -> str:
    """Files without a change leave no trace; all line ends are as they stand in the texts."""
    return "".join(line for result in results for line in _diff(result))


def _diff(result: FileResult) -> Iterator[str]:
    before, after = _lines(result.correction.original), _lines(result.correction.text)
    lines = difflib.unified_diff(before, after, _header("a", result.path), _header("b", result.path))
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as patch(1) has them: LF ends one, and nothing else does."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _header(side: str, path: str) -> str:
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
