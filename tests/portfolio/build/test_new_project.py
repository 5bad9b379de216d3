"""``make new`` writes a page that builds as it is, and never harms another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio.build.new_project import RefusedError, create
from support import ROOT
from support.small import Site, words


@pytest.mark.parametrize(
    "title", ["My project", "#1: \"quoted\" 'and' \\ {brace}", "Größe – 中文", "yes", "2022"]
)
def test_the_new_page_builds_and_is_found(small: Site, title: str) -> None:
    small.page("cards", "Cards", "```{project-cards}\n```")

    path = create(small.docs, "my-project", f"  {title} ")

    assert path == small.docs / "projects/my-project.md"
    assert small.build() == []
    assert small.catalogue().projects[0].title == title
    card = small.article("cards").select(".pf-card[data-project=my-project] .pf-card__title a")[0]
    assert card["href"] == "projects/my-project.html"
    page = small.article("projects/my-project")
    assert [words(heading).rstrip("¶ ") for heading in page.select("h2")] == [
        "The problem",
        "The idea",
        "How it works",
        "Try it",
        "Reported and modeled",
        "My part",
        "Related",
        "Sources",
    ]
    assert "percent sign" not in small.file("projects/my-project.html").read_text()


def test_enters_the_address_in_the_ledger(small: Site) -> None:
    """The site's own check of addresses must accept the new page."""
    ledger = small.write("addresses.txt", "# Pages.\nindex\npublications\n")
    pages = ["topics/cloud-systems", "topics/compilers"]
    ledger.write_text(ledger.read_text() + "\n".join(pages) + "\n")

    create(small.docs, "my-project", "My project")

    assert ledger.read_text().splitlines() == [
        "# Pages.",
        "index",
        "projects/my-project",
        "publications",
        *pages,
    ]
    assert small.build() == []


@pytest.mark.parametrize(
    "slug", ["", "index", "My-Project", "my_project", "-a", "a-", "a--b", "1a", "../a", "a b", "ä"]
)
def test_refuses_a_bad_slug(small: Site, slug: str) -> None:
    with pytest.raises(RefusedError, match=r'bad SLUG ".*"; allowed: small letters'):
        create(small.docs, slug, "My project")

    assert not (small.docs / "projects").exists()


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ("x = [", r"conf\.py:1: SyntaxError"),
        ("portfolio_topics = {}", r"conf\.py:1: portfolio_topics is {}"),
        ("portfolio_profile_date = '2022-08'", "has no portfolio_topics"),
    ],
)
def test_says_what_is_wrong_with_the_configuration(small: Site, conf: str, said: str) -> None:
    small.write("conf.py", f"{conf}\nextensions = ['myst_parser', 'portfolio']\n")

    with pytest.raises(RefusedError, match=said):
        create(small.docs, "a", "A")


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "a\tb"])
def test_refuses_a_title_that_is_no_line_of_text(small: Site, title: str) -> None:
    with pytest.raises(RefusedError, match="TITLE must be one line of text"):
        create(small.docs, "a", title)


def test_refuses_to_overwrite(small: Site) -> None:
    path = small.project("a")
    before = path.read_bytes()

    with pytest.raises(RefusedError, match=r"a\.md exists; nothing was overwritten"):
        create(small.docs, "a", "Another")

    assert path.read_bytes() == before


def test_refuses_a_title_that_another_page_has(small: Site) -> None:
    small.project("a", title="Same")
    small.write("projects/broken.md", "no front matter")

    with pytest.raises(RefusedError, match=r'"same" is already the title of .*a\.md'):
        create(small.docs, "b", "same")


def run(folder: Path, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {key: value for key, value in os.environ.items() if key not in ("SLUG", "TITLE")}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_ends_by_printing_the_page(small: Site) -> None:
    done = run(
        small.folder,
        sys.executable,
        "-m",
        "portfolio.build.new_project",
        SLUG="a",
        TITLE="A $x `y`",
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "docs/projects/a.md\n", "")
    assert small.catalogue().projects[0].title == "A $x `y`"


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (["SLUG=ekko", "TITLE=x"], "docs/projects/ekko.md exists; nothing was overwritten"),
        (["SLUG=new", "TITLE= ekko"], '"ekko" is already the title of docs/projects/ekko.md'),
        (["TITLE=x"], 'bad SLUG ""; allowed: small letters'),
    ],
)
def test_make_hands_over_what_was_typed(variables: list[str], message: str) -> None:
    """Only refusals are tried here: this is the real site."""
    ready = f"{sys.prefix}/.html"  # the environment this test runs in
    done = run(ROOT, "make", "-o", ready, f"VENV={sys.prefix}", "new", *variables)

    assert done.returncode == 2
    assert done.stderr.startswith(f"make new: {message}")
