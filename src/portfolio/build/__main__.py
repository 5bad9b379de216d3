"""``python -m portfolio.build docs _build``: build the site, or report every mistake."""

import gc
import sys

from portfolio.build.run import main

# A build makes many objects and few that must be searched for to be freed: at Python's own
# threshold (700) the search is an eighth of an edit's build.
gc.set_threshold(50_000)
raise SystemExit(main(sys.argv[1:]))
