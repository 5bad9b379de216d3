"""``make bench-lighthouse``: Lighthouse on a phone, every kind of page, all categories.

Performance is a timing and varies with the machine: the middle of three runs counts.
"""

import functools
import json
import platform
import statistics
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from marks import CATEGORIES, KINDS, ROOT, lighthouse, scores
from portfolio.build import build

TARGET = ROOT / "docs/measured/lighthouse.json"
RUNS = 3


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> int:
    """Build, serve, measure, and write the table."""
    if mistakes := build(ROOT / "docs", ROOT / "_build"):
        sys.stderr.writelines(f"{mistake}\n" for mistake in mistakes)
        return 1
    folder = ROOT / "_build/html"
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rows: list[list[str | int]] = []
    for name, page in KINDS.items():
        address = f"http://127.0.0.1:{server.server_port}/{page}.html"
        reports = [lighthouse(address) for _ in range(RUNS)]
        marks = [scores(report) for report in reports]
        rows.append([name, *(round(statistics.median(m[c] for m in marks)) for c in CATEGORIES)])
        release = reports[0]["lighthouseVersion"]
        browser = reports[0]["environment"]["hostUserAgent"].partition("Chrome/")[2].split(".")[0]
        sys.stdout.write(f"{rows[-1]}\n")
    server.shutdown()
    result = {
        "caption": "Lighthouse on an emulated phone, out of 100",
        "command": "make bench-lighthouse",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {"lighthouse": release, "chromium": browser},
        "columns": ["Page", "Performance", "Accessibility", "Best practices", "SEO", "Agents"],
        "rows": rows,
        "notes": [f"The middle of {RUNS} runs, without compression by the server."],
    }
    TARGET.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
