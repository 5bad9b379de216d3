"""``python -m portfolio.build docs _build``: build the site, or report every mistake."""

import sys

from portfolio.build.run import main

raise SystemExit(main(sys.argv[1:]))
