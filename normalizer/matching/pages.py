"""Files that are mapped into memory: the system keeps what was read of them, once for all processes."""

import mmap
from pathlib import Path


def mapped(path: Path) -> mmap.mmap:
    """The bytes of a file, which is not empty; raises OSError or ValueError where it cannot be mapped."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def let_go(file: mmap.mmap) -> None:
    """Takes the pages that were read out of the memory that counts as this process's; the system still has them.

    It maps sixteen pages where one is read, so that a thousand look-ups hold a hundred megabytes.
    """
    if hasattr(mmap, "MADV_DONTNEED"):
        file.madvise(mmap.MADV_DONTNEED)
