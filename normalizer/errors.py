"""The one kind of error that a user sees: a line that names the file, the row and the mend."""

from pathlib import Path


class InputError(Exception):
    """Input that cannot be used; the command line prints it as one line and exits with 2.

    `path` is the file at fault and `row` its line (1-based), where there is one; `mend` says what to do next.
    """

    def __init__(self, problem: str, *, path: Path | str | None = None, row: int | None = None, mend: str = "") -> None:
        where = f"{path}" if path is not None else ""
        if row is not None:
            where = f"{where}:{row}" if where else f"row {row}"
        line = f"{where}: {problem}" if where else problem
        super().__init__(" ".join(f"{line}; {mend}".split()) if mend else " ".join(line.split()))
        self.problem, self.path, self.row, self.mend = problem, path, row, mend
