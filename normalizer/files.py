"""Files as they are: text with its encoding and byte order mark, atomic writes, and a lock for edits."""

import codecs
import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from normalizer.errors import InputError

STDIN = "-"
"""The path that means standard input."""

LOCK_SECONDS = 30.0
"""How long an edit waits for another one of the same file."""

_ENCODINGS_BY_BOM = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNASKED = ("utf-8", "utf-16-le", "utf-16-be")
_WITHOUT_ORDER = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded file: `text` has its line ends as they are, `bom` is the byte order mark it began with (or nothing)."""

    path: str
    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """`text` as bytes of this file's encoding, its byte order mark first.

        Raises InputError where the encoding has no bytes for a character.
        """
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            character = error.object[error.start]
            problem = f"{self.encoding} cannot write {character!r} (U+{ord(character):04X}), which the output needs"
            raise InputError(problem, path=self.path, mend="convert the file to UTF-8 first") from None


def read_text(path: Path | str, encoding: str | None = None) -> TextFile:
    """The text of a file, or of standard input where `path` is `-`.

    Without an `encoding` it has to be UTF-8, with or without a byte order mark, or UTF-16 with one: nothing is guessed.
    Raises InputError where the file cannot be read or decoded.
    """
    name = "standard input" if path == STDIN else str(path)
    return decode(sys.stdin.buffer.read() if path == STDIN else read_bytes(path), name, encoding)


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a file; raises InputError where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", path=path, mend="check its name and folder") from None
    except IsADirectoryError:
        raise InputError("this is a folder", path=path, mend="name the files in it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"the file cannot be read ({_reason(error)})", path=path) from None


def decode(data: bytes, name: str, encoding: str | None = None) -> TextFile:
    """`data` decoded by the rules of `read_text`; `name` stands for it in errors."""
    marked = next(((bom, codec) for bom, codec in _ENCODINGS_BY_BOM if data.startswith(bom)), None)
    if encoding is None:
        bom, codec = marked or (b"", "utf-8")
        if codec not in _UNASKED or (not bom and _looks_like_utf16(data)):
            raise _undecodable(name, "this is neither UTF-8 nor UTF-16 with a byte order mark")
    else:
        bom, codec = _asked_for(encoding, marked, name)
    body = data[len(bom) :]
    try:
        text = body.decode(codec)
        faithful = codec in _UNASKED or text.encode(codec) == body
    except UnicodeDecodeError as error:
        if encoding is None:
            raise _undecodable(name, f"this is not {codec.upper()} (byte {error.start + len(bom)})") from None
        problem = f"this is not {encoding} (byte {error.start + len(bom)})"
        raise InputError(problem, path=name, mend="name its true encoding by --encoding") from None
    except (UnicodeError, LookupError):
        raise _unknown_encoding(name, encoding or codec) from None
    if not faithful:
        problem = f"bytes of this file are not what {encoding} writes, so it could not be written back as it is"
        raise InputError(problem, path=name, mend="convert it to UTF-8 first")
    return TextFile(name, text, codec, bom)


def _asked_for(encoding: str, marked: tuple[bytes, str] | None, name: str) -> tuple[bytes, str]:
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise _unknown_encoding(name, encoding) from None
    plain = _WITHOUT_ORDER.get(codec, codec)
    if marked and (marked[1] == plain or (codec in _WITHOUT_ORDER and marked[1].startswith(codec))):
        return marked
    return b"", plain


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every second byte is mostly NUL and the others are not: English in UTF-16 without its mark."""
    if len(data) < 32 or b"\0" not in data:
        return False
    shares = [half.count(0) / len(half) for half in (data[0::2], data[1::2])]
    return max(shares) > 0.6 and min(shares) < 0.1


def _undecodable(name: str, problem: str) -> InputError:
    return InputError(problem, path=name, mend="say which encoding it has, for instance --encoding cp1252")


def _unknown_encoding(name: str, encoding: str) -> InputError:
    mend = "try utf-8, utf-16-le, cp1252, iso-8859-1 or another one that Python knows"
    return InputError(f"there is no text encoding {encoding!r}", path=name, mend=mend)


def write_atomic(path: Path | str, data: bytes) -> None:
    """Puts `data` in the place of the file, or makes it, as `writing` does."""
    with writing(path) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path | str) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when all is written: a reader sees the old bytes or the new.

    A symbolic link stays and its target is written; permissions stay. A device or a pipe is simply written to.
    Raises InputError where that fails; the old file is then whole, and so it is when the body raises.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise InputError("this is a folder", path=path, mend="name a file in it")
    try:
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("wb") as device:
                yield device
        else:
            with _replacing(Path(os.path.realpath(path)), mode) as file:
                yield file
    except FileNotFoundError:
        raise InputError(f"the folder {path.parent} does not exist", path=path, mend="make it first") from None
    except (OSError, ValueError) as error:
        problem = f"the file cannot be written ({_reason(error)})"
        raise InputError(problem, path=path, mend="nothing was changed") from None


@contextlib.contextmanager
def _replacing(target: Path, mode: int | None) -> Iterator[BinaryIO]:
    temporary = target.with_name(f".{target.name[:100]}.{os.urandom(6).hex()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):  # not every system can sync a folder; the file itself is safe
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def locked(path: Path | str) -> Iterator[None]:
    """Holds the lock of a file that is read, changed and written back.

    The lock lies in the user's state folder, named by the resolved path: beside the file it would show up in
    git, and a lock file that is removed after use can be held by two processes. Two users who edit one file
    in the same instant are therefore not kept apart.
    Raises InputError where another process holds it for longer than `LOCK_SECONDS`.
    """
    import hashlib

    from filelock import FileLock, Timeout

    key = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    try:
        with FileLock(_lock_folder() / f"{key}.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise InputError("another process is writing this file", path=path, mend="try again") from None


def _lock_folder() -> Path:
    import tempfile

    import platformdirs

    folder = Path(platformdirs.user_state_dir("namewright", appauthor=False)) / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # no home that can be written to, as in a container
        folder = Path(tempfile.gettempdir()) / "namewright-locks"
        folder.mkdir(exist_ok=True)
    return folder


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
