"""What the README says is so."""

import re

from support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 80


def test_it_shows_one_picture_and_says_what_is_on_it() -> None:
    pictures = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", README)

    assert len(pictures) == 1
    words, path = pictures[0]
    assert len(words.split()) >= 10
    content = (ROOT / path).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert 10_000 < len(content) < 150_000


def test_every_path_on_the_map_exists() -> None:
    first_column = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    mentioned = re.findall(r"`((?:docs|src|tests|requirements|\.ci|\.github)/[^`]*)`", README)

    assert len(first_column) >= 8
    for path in {
        *first_column,
        *mentioned,
        *re.findall(r"`([A-Z]+(?:-[A-Z]+)?(?:\.md)?)`", README),
    }:
        assert (ROOT / path).exists(), path


def test_every_folder_is_on_the_map() -> None:
    """A newcomer finds every folder of the repository's first level described."""
    tracked = {"docs", "src", "tests", "requirements"}
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir()
        and not path.name.startswith((".", "_", "node_modules"))
        and not (path / "pyvenv.cfg").exists()
    }

    assert folders == tracked
    for name in tracked:
        assert f"| `{name}/" in README


def test_publishing_takes_at_most_five_steps_on_each_host() -> None:
    for host in ("Read the Docs", "GitHub Pages"):
        steps = re.search(rf"^\*\*{host}\*\*: (.*)$", README, re.MULTILINE)
        assert steps
        numbers = [int(n) for n in re.findall(r"(?:^| )(\d)\. ", steps[1])]
        assert numbers == list(range(1, len(numbers) + 1))
        assert 1 <= len(numbers) <= 5


def test_both_licenses_are_in_the_owners_name() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text()
    assert "Attribution 4.0" in (ROOT / "LICENSE-TEXT").read_text()
    for name in ("LICENSE", "LICENSE-TEXT"):
        assert "Chijun Sima" in (ROOT / name).read_text()


def test_the_changelog_keeps_its_format() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    versions = [line for line in lines if line.startswith("## ")]
    kinds = {line for line in lines if line.startswith("### ")}

    assert versions[0] == "## [Unreleased]"
    for version in versions[1:]:
        assert re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", version)
    allowed = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
    assert kinds <= {f"### {kind}" for kind in allowed}
