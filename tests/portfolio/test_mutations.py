"""Mistakes in every file that an author edits: a site, or clear messages, and never a ruin."""

import subprocess
import sys

from support import ROOT
from support.mutations import RIGHT, Mutation, verdict

SEED = 18
COUNT = 60


def test_each_of_many_mistakes_is_right() -> None:
    """In a process of its own, since each build is a fork of one that has built before."""
    done = subprocess.run(
        [sys.executable, "-m", "support.mutations", str(COUNT), str(SEED)],
        cwd=ROOT / "tests",
        capture_output=True,
        text=True,
        check=False,
    )

    assert f'"count": {COUNT}' in done.stderr, done.stderr[-2000:]
    assert done.returncode == 0, done.stderr


def test_the_judge_knows_what_is_wrong() -> None:
    mutation = Mutation("a kind", "a.md", 7, 7, lambda _: None, words={"words"})
    kept = "1 mistake; nothing was published. The site built before was kept.\n"

    def judge(said: str, status: int | None = 1, *, unharmed: bool = True) -> str:
        return verdict(mutation, status, said, unharmed=unharmed)

    assert judge("docs/a.md:9: wrong\n" + kept) in RIGHT
    assert judge("docs/b.md:1: other words\n" + kept) in RIGHT
    assert judge("_build/html/index.html\n", 0) in RIGHT
    assert judge("docs/a.md:10: wrong\n" + kept) == "WRONG place"
    assert judge("docs/a.md:7: wrong\n" + kept, unharmed=False) == "HARMED the site"
    assert judge("docs/a.md:7: wrong\nTraceback (most recent call last)\n") == "RAW TRACEBACK"
    assert judge("docs/a.md:7: x (traceback in y)\n" + kept) == "SENT to a traceback"
    assert judge("docs/a.md:7: wrong\nand more\n" + kept) == "NOT one line a message"
    assert judge("", None) == "HANGS"
    mutation.refused = True
    assert judge("_build/html/index.html\n", 0) == "ACCEPTED though wrong"
