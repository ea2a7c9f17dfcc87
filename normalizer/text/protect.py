"""Parts of a text that are not prose: addresses, handles, paths, code, and lines that ask to be left alone."""

import re
from collections.abc import Iterator

from normalizer.text.positions import positions

_NOT_PROSE = re.compile(
    r"""
    https?://\S+ | \bwww\.\S+ | \b[a-z][a-z+.-]{1,15}://\S+
    | \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<![\w&])[@\#][^\W_][\w-]*
    | `[^`\n]+`
    | ^```.*?(?:^```|\Z)
    | <[/!a-zA-Z][^<>\n]*>
    | \b[A-Za-z]:\\[^\s]+
    | (?<![\w.])(?:~|\.{1,2})?/(?:[\w.-]+/)+[\w.-]*
    | \b[\w-]+(?:\.[\w-]+)*
      \.(?:com|org|net|info|ru|ua|by|gov|edu|mil|int|cn|jp|de|fr|pl|uk|eu|io|tv
        |html?|txt|csv|py|js|json|pdf)\b(?:/\S*)?
    | \b\w*_\w+\b
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_IGNORE = re.compile(r"namewright:[ ]*ignore\b")
_HINT = re.compile(r"[/@#`<_\\.](?:(?<!\.)|(?<=[\w-]\.)(?=\w)|(?<=www\.))")
"""What every match of the above holds."""
_FENCE = "```"


def _hinting_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines in which there may be something; the whole text where something may take several."""
    if _FENCE in text:
        yield 0, len(text)
        return
    high = 0
    while hint := _HINT.search(text, high):
        low = text.rfind("\n", high, hint.start()) + 1 or high
        high = text.find("\n", hint.start()) + 1 or len(text)
        yield low, high


def protected_spans(text: str) -> list[tuple[int, int]]:
    """The spans (start, end) that no check may touch, sorted and merged.

    URLs, e-mail addresses, handles, hashtags, paths, host names, inline and fenced code, markup tags, identifiers, and
    every line that says `namewright: ignore`.
    """
    spans = [m.span() for low, high in _hinting_lines(text) for m in _NOT_PROSE.finditer(text, low, high)]
    if "namewright:" in text:
        table = positions(text)
        spans += [table.line(table.line_column(m.start())[0]) for m in _IGNORE.finditer(text)]
    spans.sort()
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
