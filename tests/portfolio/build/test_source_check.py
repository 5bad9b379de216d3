"""Files that cannot be read are named before the build waits for one of them."""

import os
from pathlib import Path

import pytest

from portfolio.build.source_check import check


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "conf.py").touch()
    (folder / "index.md").touch()
    return folder


def told(source: Path) -> list[str]:
    return [str(mistake) for mistake in check(source, "docs")]


def test_files_and_links_to_files_are_sound(source: Path) -> None:
    (source / "again.md").symlink_to("index.md")

    assert told(source) == []


def test_a_site_needs_its_configuration(source: Path) -> None:
    (source / "conf.py").unlink()

    assert told(source) == [
        "docs/conf.py:1: there is no such file; it is the configuration of the site"
    ]


def test_a_link_to_nothing_a_pipe_and_a_folder_are_no_pages(source: Path) -> None:
    (source / "gone.md").symlink_to("nowhere.md")
    (source / "b").mkdir()
    os.mkfifo(source / "b/pipe.md")
    (source / "c.md").mkdir()

    assert sorted(told(source)) == [
        "docs/b/pipe.md:1: this is no file with a content: a pipe, a socket or a device",
        "docs/c.md:1: this is a folder and not a file",
        "docs/gone.md:1: this is a link that leads nowhere",
    ]
