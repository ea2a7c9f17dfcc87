"""The program from its first line: `python -m normalizer` is the command `namewright`."""

import sys
from typing import NoReturn

_INTERRUPTED = 130


def main() -> NoReturn:
    """Runs the command line of this process."""
    try:
        from normalizer.cli.main import main as run

        run()
    except KeyboardInterrupt:  # before the program, which knows of interrupts, was there
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
