"""``python -m labs`` and the command ``labs``: the labs from a terminal."""

import os
import sys

from labs.cli import main


def run() -> None:
    """Run the command line on the process's arguments, and exit with its code."""
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as "head", has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    run()
