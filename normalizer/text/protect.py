"""Parts of a text that are not prose: addresses, handles, paths, code, and lines that ask to be left alone."""

import re
from collections.abc import Iterator

from normalizer.text.positions import positions

_ENDINGS = """com org ru ua cn jp pl
    html htm xhtml css php aspx txt csv tsv json xml yaml yml toml cfg sql pdf docx xls xlsx ppt pptx odt ods rtf epub
    jpg jpeg gif svg webp tif tiff heic psd mp3 mp4 m4a mkv wav webm gz rar 7z exe apk dmg"""
"""What hosts and files end in, and no sentence begins with, where a blank is missing before it."""
_WORDS = "net info gov edu mil fr md py js doc eml log ini tar zip avi mov bat sh"
"""What hosts and files end in, and a sentence may begin with (Kiev.Net profits): in small letters or in capitals."""
_ABBREVIATIONS = "png bmp by de eu int io tv uk kz ge lt lv ee cz sk"
"""What hosts and files end in, and a sentence may begin with in capitals too (Kiev.EU leaders): in small letters."""


def _any_of(words: str) -> str:
    return "|".join(words.split())


_ENDING = f"(?i:{_any_of(_ENDINGS)})|{_any_of(_WORDS)}|{_any_of(_WORDS.upper())}"
# Where a pattern might match from each word of a chain on (a-b-c), it looks behind, so that a chain is read only once.
_NOT_PROSE = re.compile(
    rf"""
    (?i:https?://\S+ | \bwww\.\S+ | \b[a-z][a-z+.-]{{1,15}}://\S+)
    | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<![\w&])[@\#][^\W_][\w-]*
    | `[^`\n]+`
    | ^```.*?(?:^```|\Z)
    | <[/!a-zA-Z][^<>\n]*>
    | \b[A-Za-z]:\\[^\s]+
    | (?<![\w.])(?:~|\.{{1,2}})?/(?:[\w.-]+/)+[\w.-]*
    | (?<![\w./\\-])(?:[\w.-]+[/\\])+[\w.-]*\.(?:{_ENDING})\b
    | (?<![\w-])(?<![\w-]\.)(?:
        [\w-]+(?:\.[\w-]+)*\.(?:{_ENDING}|{_any_of(_ABBREVIATIONS)})
        | (?:[\w-]{{2,}}\.){{2,}}(?:{_any_of(_ABBREVIATIONS.upper())})
      )\b(?:/\S*)?
    | \b\w*_\w+\b
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_IGNORE = re.compile(r"namewright:[ ]*ignore\b")
_HINT = re.compile(r"[/@#`<_\\.](?:(?<!\.)|(?<=[\w-]\.)(?=\w)|(?<=[wW]{3}\.))")
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
