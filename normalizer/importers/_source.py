"""The bytes of a source: decompressed by what they are, counted, and refused with the place where they break off."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from normalizer.errors import InputError
from normalizer.importers import Report

_BUFFER = 1 << 20
_DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


class Source:
    """An open source; `peek` shows its beginning without moving on, `lines` numbers its lines from 1."""

    def __init__(self, path: Path, stream: "io.BufferedReader[Any]") -> None:
        self.path, self._stream = path, stream
        self.line = 0

    def peek(self) -> bytes:
        """Up to a megabyte of what comes next, and at least its first bytes."""
        try:
            return self._stream.peek(_BUFFER)
        except _DAMAGE as error:
            raise self._damaged(error) from None

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; raises InputError where the compressed data breaks off."""
        try:
            data = self._stream.read(size)
        except _DAMAGE as error:
            raise self._damaged(error) from None
        self.line += data.count(b"\n")
        return data

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines with their numbers, without line ends and a byte order mark at the beginning."""
        while True:
            try:
                line = self._stream.readline()
            except _DAMAGE as error:
                raise self._damaged(error) from None
            if not line:
                return
            self.line += 1
            if self.line == 1 and line.startswith(b"\xef\xbb\xbf"):
                line = line[3:]
            yield self.line, line.rstrip(b"\r\n")

    def _damaged(self, error: BaseException) -> InputError:
        reason = " ".join(str(error).split()) or "it ends too soon"
        problem = f"the file is cut off or damaged after line {self.line} ({reason})"
        return InputError(problem, path=self.path, mend="get the file again")


class _Counted(io.RawIOBase):
    """A file that tells how much of it has been read."""

    def __init__(self, file: IO[bytes], report: Report) -> None:
        self._file, self._report = file, report

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # narrower than any buffer
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        if self._report.on_bytes:
            self._report.on_bytes(len(data))
        return len(data)


@contextmanager
def opened(paths: Sequence[Path], report: Report) -> Iterator[list[Source]]:
    """The sources of these paths, all open at once, so that a pipe can be looked at before it is read.

    gzip, bzip2, xz and zip are known by their first bytes; of a zip file the largest member is read.
    Raises InputError where a file cannot be opened or is empty.
    """
    with ExitStack() as stack:
        yield [_open(path, report, stack) for path in paths]


def _open(path: Path, report: Report, stack: ExitStack) -> Source:
    try:
        file = stack.enter_context(path.open("rb"))
    except FileNotFoundError:
        raise InputError("there is no such file", path=path, mend="check its name and folder") from None
    except IsADirectoryError:
        raise InputError("this is a folder", path=path, mend="name the files in it") from None
    except (OSError, ValueError) as error:
        problem = f"the file cannot be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(problem, path=path) from None
    counted = io.BufferedReader(cast(io.RawIOBase, _Counted(file, report)), _BUFFER)
    try:
        stream = stack.enter_context(_decompressed(counted))
    except _DAMAGE as error:
        raise InputError(f"the file is damaged ({error})", path=path, mend="get it again") from None
    source = Source(path, stream)
    if not source.peek().strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError("the file is empty", path=path, mend="get it again")
    return source


def _decompressed(stream: "io.BufferedReader[Any]") -> "io.BufferedReader[Any]":
    magic = stream.peek(6)[:6]
    plain: object = None
    if magic.startswith(b"\x1f\x8b"):
        plain = gzip.GzipFile(fileobj=stream)
    elif magic.startswith(b"BZh"):
        plain = bz2.BZ2File(stream)
    elif magic == b"\xfd7zXZ\x00":
        plain = lzma.LZMAFile(stream)  # noqa: SIM115  # closed with the stream around it
    elif magic.startswith(b"PK\x03\x04"):
        archive = zipfile.ZipFile(stream)
        largest = max(archive.infolist(), key=lambda member: member.file_size)
        plain = archive.open(largest)
    return io.BufferedReader(cast(io.RawIOBase, plain), _BUFFER) if plain else stream
