"""``python -m labs``: the labs from a terminal."""

import sys

from labs.kernel.command import main

sys.exit(main(sys.argv[1:]))
