"""``python -m portfolio.build docs _build``: build the site."""

import sys
from pathlib import Path

from sphinx.cmd.build import build_main


def main(arguments: list[str]) -> int:
    """Build *source* into *target*/html and print the page to open."""
    source, target = map(Path, arguments)
    status = build_main(
        [
            "-q",
            "-W",
            "--keep-going",
            "-n",
            "-d",
            str(target / "doctrees"),
            str(source),
            str(target / "html"),
        ]
    )
    if status == 0:
        sys.stdout.write(f"{target / 'html' / 'index.html'}\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
