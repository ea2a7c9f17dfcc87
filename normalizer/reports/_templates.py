"""The templates of reports; what jinja2 compiles of them is kept, as that takes longer than to render a page."""

import contextlib
import os
import stat
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from normalizer.gazetteer.shipped import cache_folder

_OPTIONS: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}


def environment() -> Environment:
    """The environment of `normalizer/reports/templates/`: everything is escaped, and nothing may be undefined."""
    loader = PackageLoader("normalizer.reports")
    return Environment(loader=loader, undefined=StrictUndefined, bytecode_cache=_kept(), **_OPTIONS)


class _Kept(FileSystemBytecodeCache):
    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{_OPTIONS}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # of a broken file pickle raises whatever it likes
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _kept() -> BytecodeCache | None:
    """Where compiled templates are kept, or None where others than the user could put code there."""
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _Kept(str(folder)) if _is_own(folder) else None
    except OSError:
        return None


def _is_own(folder: Path) -> bool:
    state = folder.stat()
    return not hasattr(os, "getuid") or (
        state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
