"""``python -m portfolio.build docs _build``: build the site, or report every mistake."""

import gc
import sys

# A build makes many objects and few that must be searched for to be freed: at Python's own
# threshold (700) the search is an eighth of an edit's build. Importing Sphinx counts too.
gc.set_threshold(50_000)

from portfolio.build.run import main  # noqa: E402 - after the threshold

raise SystemExit(main(sys.argv[1:]))
