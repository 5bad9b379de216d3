"""Asks the search engine's scripts under Node, as :file:`search_run.js` runs them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import sitesearch
from portfolio.npm import NODE

RUN = Path(__file__).with_name("search_run.js")


def ask(**request: Any) -> dict[str, Any]:
    """Return the reply to *request*; see search_run.js for both."""
    done = subprocess.run(
        [NODE, RUN],
        input=json.dumps({"scripts": sitesearch.SCRIPT_FOLDER.as_uri(), **request}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply


def first(folder: Path, *queries: str) -> list[str]:
    """Return the first result of each query: address and fragment, empty if there is none."""
    found = []
    for answer in ask(folder=str(folder), queries=list(queries))["answers"]:
        best = answer["results"][:1]
        found += [f"{r['url']}#{r['anchor']}".rstrip("#") for r in best] or [""]
    return found
