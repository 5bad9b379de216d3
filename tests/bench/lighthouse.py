"""``make bench-lighthouse``: Lighthouse on a phone, every kind of page, all categories.

Performance is a timing, and a busy machine only ever lowers it: the best of three runs counts.
"""

import functools
import gzip
import json
import platform
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portfolio.build.run import build
from support.lighthouse import CATEGORIES, KINDS, ROOT, lighthouse, scores

TARGET = ROOT / "docs/measured/lighthouse.json"
RUNS = 3


class _Host(SimpleHTTPRequestHandler):
    """Serve as the hosts do: text packed by gzip."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, packed if it is text."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in {".html", ".css", ".js", ".svg", ".json", ".txt"}:
            super().do_GET()
            return
        if not path.is_file():
            self.send_error(404)
            return
        packed = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)


def main() -> int:
    """Build, serve, measure, and write the table."""
    with tempfile.TemporaryDirectory() as target:
        if mistakes := build(ROOT / "docs", Path(target)):
            sys.stderr.writelines(f"{mistake}\n" for mistake in mistakes)
            return 1
        TARGET.write_text(measured(Path(target, "html")), "utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")
    return 0


def measured(folder: Path) -> str:
    """Return the table for the site in *folder*, as JSON."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rows: list[list[str | int]] = []
    for name, page in KINDS.items():
        address = f"http://127.0.0.1:{server.server_port}/{page}.html"
        reports = [lighthouse(address) for _ in range(RUNS)]
        marks = [scores(report) for report in reports]
        rows.append([name, *(max(m[c] for m in marks) for c in CATEGORIES)])
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
        "notes": [f"The best of {RUNS} runs; text packed by gzip, as the hosts do."],
    }
    return json.dumps(result, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
