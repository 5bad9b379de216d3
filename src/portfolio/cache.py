"""A cache on disk of what earlier builds computed, beside the parsed pages.

For functions that are pure and slow: the same text gives the same answer, so a build that
writes every page again computes only what is new. Another state of our code forgets
everything, and so does ``portfolio.build.run`` when it reads everything again.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx


class DiskCache:
    """Answers by the text they belong to; those not asked for are forgotten by :meth:`save`."""

    def __init__(self, path: Path, code: str) -> None:
        self._path = path
        self._code = code
        self._old: dict[str, str] = {}
        self._now: dict[str, str] = {}
        try:
            stored = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if stored.get("code") == code:
            self._old = stored["answers"]

    def get_or_compute(self, text: str, compute: Callable[[str], str]) -> str:
        """Return ``compute(text)``, computed now only if it was not before."""
        key = text if len(text) < 64 else hashlib.sha256(text.encode()).hexdigest()
        if key not in self._now:
            self._now[key] = self._old[key] if key in self._old else compute(text)
        return self._now[key]

    def save(self) -> None:
        """Write down the answers that were asked for since this cache was opened."""
        content = json.dumps({"code": self._code, "answers": self._now})
        self._path.write_text(content, encoding="utf-8")


def disk_cache(app: Sphinx, name: str) -> DiskCache:
    """Open the cache called *name* of this site."""
    return DiskCache(Path(app.doctreedir) / f"{name}.json", app.config.portfolio_code)
