"""Run Lighthouse, the pinned npm package, on the browser the tests use."""

import json
import os
import subprocess
from collections.abc import Iterable
from typing import Any

from portfolio.npm import NODE
from support import ROOT
from support.browsers import chromium_path

CATEGORIES = ("performance", "accessibility", "best-practices", "seo", "agentic-browsing")
KINDS = {
    "Home": "index",
    "All projects": "projects/index",
    "Ekko": "projects/ekko",
    "Lightning": "projects/lightning",
    "Ekko Elastic": "projects/ekko-elastic",
    "Consensus": "projects/consensus",
    "LLVM": "projects/llvm",
    "A topic": "topics/compilers",
    "Publications": "publications",
    "About": "about",
    "Glossary": "glossary",
    "Colophon": "colophon",
}


def lighthouse(address: str, categories: Iterable[str] = CATEGORIES) -> dict[str, Any]:
    """Return the report on the page at *address*, seen by a phone."""
    command = [
        str(NODE),
        str(ROOT / "node_modules/lighthouse/cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"CHROME_PATH": chromium_path()},
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Return the score of each category, 0 to 100."""
    return {name: round(100 * one["score"]) for name, one in report["categories"].items()}


def failed_audits(report: dict[str, Any]) -> list[str]:
    """Name the audits that cost points."""
    return [
        f"{audit['id']}: {audit['title']}"
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"] > 0
        and (audit := report["audits"][reference["id"]])["score"] is not None
        and audit["score"] < 0.9
    ]
