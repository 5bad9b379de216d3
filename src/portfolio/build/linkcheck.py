"""``python -m portfolio.build.linkcheck docs _build/linkcheck``: report dead external links.

A link is dead when a server says so (404, 410). Anything else (no network, a slow or guarded
server) is no fault of the page: it is reported, and the exit status stays 0.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_DENIED = ("404", "410")


@dataclass(frozen=True, order=True)
class Link:
    """One external link: where it stands, and what became of it."""

    file: str
    line: int
    address: str
    status: str
    info: str

    @property
    def dead(self) -> bool:
        """Whether a server answered that there is nothing."""
        return self.status == "broken" and self.info.startswith(_DENIED)

    @property
    def unreached(self) -> bool:
        """Whether no useful answer came."""
        return self.status in ("broken", "timeout") and not self.dead

    def __str__(self) -> str:
        what = "dead" if self.dead else "no answer"
        return f"{self.file}:{self.line}: {what}: {self.address} ({' '.join(self.info.split())})"


def read(results: Iterable[str]) -> list[Link]:
    """Return the links in *results*, the lines of JSON that Sphinx's ``linkcheck`` writes."""
    found = {
        Link(one["filename"], one["lineno"], one["uri"], one["status"], one["info"])
        for one in map(json.loads, results)
        if one["status"] not in ("unchecked", "local")
    }
    return sorted(found)


def report(links: Iterable[Link]) -> tuple[str, int]:
    """Return what to say about *links*, and the exit status."""
    links = list(links)
    dead = [link for link in links if link.dead]
    unreached = [link for link in links if link.unreached]
    if links and len(unreached) == len(links):
        return f"The network is away: none of {len(links)} external links answered.", 0
    lines = [str(link) for link in sorted(dead + unreached)]
    lines.append(f"{len(links)} external links: {len(dead)} dead, {len(unreached)} without answer.")
    return "\n".join(lines), 1 if dead else 0


def main(arguments: list[str]) -> int:
    """Check the external links of the site in *source*, using the folder *target*."""
    from sphinx.application import Sphinx

    source, target = (Path(argument).resolve() for argument in arguments)
    Sphinx(
        source,
        source,
        target,
        target / ".doctrees",
        "linkcheck",
        confoverrides={"linkcheck_timeout": 15, "linkcheck_retries": 1},
        status=None,
        warning=None,
        freshenv=True,
    ).build()
    words, status = report(read((target / "output.json").read_text("utf-8").splitlines()))
    sys.stdout.write(words + "\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
