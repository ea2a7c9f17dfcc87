"""JSON that is too large for memory: one value a line, or a document whose arrays are read an element at a time."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, NoReturn

from normalizer.errors import InputError
from normalizer.importers import Report
from normalizer.importers._source import Source

_CHUNK = 1 << 18
_BLANK = " \t\r\n\ufeff"
_LONGEST_TOKEN = 16
_DECODER = json.JSONDecoder()


def objects_by_line(source: Source, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, object) of a file with an object a line; also in an array with a comma or a bracket at the line's edges.

    Lines that are no JSON object are malformed rows. Raises InputError where such an array is not closed.
    """
    opened, closed, first, number = False, False, True, 0
    for number, raw in source.lines():
        line = raw.strip()
        if not line:
            continue
        if first and line.startswith(b"["):
            opened, line = True, line[1:].lstrip()
        first = False
        if line in (b"", b","):
            continue
        if opened and line == b"]":
            closed = True
            continue
        value = _parsed(line.rstrip(b", \t"))
        if value is None and opened and line.endswith(b"]"):
            value = _parsed(line[:-1].rstrip(b", \t"))
            closed = value is not None
        report.read += 1
        if isinstance(value, dict):
            yield number, value
        else:
            problem = "this is not a JSON object" if value is not None else "this is not JSON"
            report.fault(problem, source.path, number)
    if opened and not closed:
        mend = "get the file again, or take its first [ away to import the rows that are there"
        raise InputError("the file is cut off: its array is not closed", path=source.path, row=number, mend=mend)


def is_by_line(source: Source) -> bool:
    """Whether a JSON source has a value a line, judged by its beginning: one malformed line is no objection."""
    lines = [line for line in source.peek().removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()][:20]
    if lines and lines[0].startswith(b"["):
        lines[0] = lines[0][1:].lstrip()
    lines = [line for line in lines if line.strip() not in (b"", b"]")]
    objects = [line for line in lines if line.startswith(b'{"')]
    if any(isinstance(_parsed(line.rstrip(b", \t")), dict) for line in objects):
        return True
    return len(objects) > 1 and len(objects) == len(lines)


def _parsed(line: bytes) -> Any:
    """The value, or None where the line is not JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):  # a broken encoding is a ValueError too
        return None


class _Reader:
    """The characters of a source, as many at a time as a value needs."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self.text, self.at, self._ended = "", 0, False
        self._line, self._counted, self._line_start = 1, 0, 0

    def more(self) -> bool:
        """Reads on; False at the end of the source."""
        if self._ended:
            return False
        data = self._source.read(max(_CHUNK, len(self.text) - self.at))
        self._ended = not data
        try:
            new = self._decode.decode(data, self._ended)
        except UnicodeDecodeError:
            self.refuse("this is not UTF-8")
        self.line()
        self.text = self.text[self.at :] + new
        self._line_start -= self.at
        self.at = self._counted = 0
        return not self._ended

    def line(self) -> int:
        """The line of the next character, from 1."""
        if passed := self.text.count("\n", self._counted, self.at):
            self._line += passed
            self._line_start = self.text.rfind("\n", self._counted, self.at) + 1
        self._counted = self.at
        return self._line

    def peek(self) -> str:
        """The next character that is no blank, or nothing at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in _BLANK:
                    return self.text[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self, expected: str) -> str:
        """Reads one of these characters; raises InputError where another one stands."""
        found = self.peek()
        if not found or found not in expected:
            self.refuse(f"expected {' or '.join(expected)}, found {found}")
        self.at += 1
        return found

    def value(self) -> Any:
        """Reads the next value; raises InputError where it is not JSON or breaks off."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                breaks_off = error.msg.startswith("Unterminated") or error.pos > len(self.text) - _LONGEST_TOKEN
                if breaks_off and self.more():
                    continue
                self.at = len(self.text) if breaks_off else error.pos
                self.refuse(error.msg)
            except RecursionError:
                self.refuse("the values are nested too deeply")
            if end == len(self.text) and self.more():  # a number may go on
                continue
            self.at = end
            return value

    def refuse(self, problem: str) -> NoReturn:
        """Raises InputError for the place where the reader stands."""
        if self._ended and not self.text[self.at :].strip(_BLANK):
            problem = "the document is cut off"
        row = self.line()
        column = self.at - self._line_start + 1
        raise InputError(f"{problem} (column {column})", path=self._source.path, row=row, mend="get the file again")


def elements(source: Source) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    """(path, line, value) of the elements of a document's arrays, those in one or two objects included.

    A value in a top-level array has the path (), one in the array at "results" → "bindings" the path of these two
    keys; members of the two outer objects that are neither arrays nor objects have their own key last. Raises
    InputError with line and column where the document is ill-formed or cut off.
    """
    reader = _Reader(source)
    yield from _walk(reader, ())
    if reader.peek():
        reader.refuse("the document goes on after its end")


def _walk(reader: _Reader, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    opening = reader.peek()
    if opening == "[":
        reader.take("[")
        yield from _array(reader, path)
    elif opening == "{" and len(path) < 2:
        reader.take("{")
        yield from _object(reader, path)
    else:
        line = reader.line()
        yield path, line, reader.value()


def _array(reader: _Reader, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    if reader.peek() == "]":
        reader.take("]")
        return
    while True:
        reader.peek()
        line = reader.line()
        yield path, line, reader.value()
        if reader.take(",]") == "]":
            return


def _object(reader: _Reader, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    if reader.peek() == "}":
        reader.take("}")
        return
    while True:
        key = reader.value()
        if not isinstance(key, str):
            reader.refuse("a key has to be a string")
        reader.take(":")
        yield from _walk(reader, (*path, key))
        if reader.take(",}") == "}":
            return
