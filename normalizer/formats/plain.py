"""Plain text: every character of the file belongs to the article."""

from pathlib import Path

from normalizer.files import TextFile, read_text


def read(path: Path | str, encoding: str | None = None) -> TextFile:
    """The article of a file, or of standard input where `path` is `-`; raises InputError as `read_text` does."""
    return read_text(path, encoding)


def write(source: TextFile, text: str) -> bytes:
    """The bytes of `source` with its text changed to `text`: the same encoding, byte order mark and line ends."""
    return source.encode(text)
