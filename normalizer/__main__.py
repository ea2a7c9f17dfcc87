"""The program from its first line: `python -m normalizer` is the command `namewright`."""

import gc
import os
import sys
from typing import NoReturn

_INTERRUPTED = 130
_GARBAGE = (200_000, 10, 10)
"""How many objects are made before Python looks for cycles, of which there are hardly any: an article makes 70,000."""


def main() -> NoReturn:
    """Runs the command line of this process."""
    # Hardly a product is so large that numpy's threads would gain anything; to start them takes a tenth of a short run.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(*_GARBAGE)
    try:
        from normalizer.cli.main import main as run

        run()
    except KeyboardInterrupt:  # before the program, which knows of interrupts, was there
        sys.exit(_INTERRUPTED)
    finally:
        gc.freeze()  # before it lets go of everything Python would look for cycles in it: an eighth of a short run


if __name__ == "__main__":
    main()
