"""What the labs' code decides is kept for the next builds of the same code."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from labs import registry
from portfolio.interactive import lab_results
from portfolio.interactive.lab_results import MOST_STATES, Assets, LabResults, Listing, save
from support.small import Site
from support.stub_app import StubApp


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ring: None) -> Iterator[Path]:
    """Keep results below a folder of the test's own, in a state that the test names."""
    folder = tmp_path / "node_modules/.cache/labs"
    folder.parent.parent.mkdir()
    monkeypatch.setattr(lab_results.runtime, "CACHE", folder)
    yield folder
    lab_results.lab_results.cache_clear()


def read(site: Site) -> LabResults:
    """Return what the next build finds."""
    return lab_results.lab_results(StubApp(site))  # type: ignore[arg-type]


def test_the_next_build_finds_what_a_build_has_kept(small: Site, cache: Path) -> None:
    assert read(small) == LabResults()
    drawn = registry.picture("ring.small")
    results = LabResults(listings=[Listing("labs.kernel.x", True, "", [], "")])
    save(results)
    registry.pictures.clear()

    found = read(small)
    assert found.listings == results.listings
    assert found.listings[0].package == "labs.kernel"
    assert registry.pictures == found.pictures == {"ring.small": drawn}
    assert found.stored == 2


def test_with_nothing_new_the_file_is_only_marked_as_used(small: Site, cache: Path) -> None:
    registry.picture("ring.small")
    save(LabResults())
    (file,) = cache.iterdir()
    content = file.read_bytes()
    os.utime(file, (1, 1))

    save(read(small))
    assert file.stat().st_mtime > 1
    file.write_bytes(content + b" ")
    save(read(small))
    assert file.read_bytes() == content + b" "


def test_archives_without_their_python_are_forgotten(small: Site, cache: Path) -> None:
    here, gone = (Assets(cache / name, {"kernel": b"k"}) for name in ("here", "gone"))
    save(LabResults(assets={(): here, ("labs.x",): gone}))
    here.python.mkdir()

    assert read(small).assets == {(): here}


def test_states_used_longest_ago_are_removed(cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(MOST_STATES + 2):
        old = cache / f"labs-{number}.pickle"
        old.touch()
        os.utime(old, (number, number))
    save(LabResults(listings=[Listing("labs.x", True, "", [], "")]))

    left = {path.name for path in cache.iterdir()}
    assert len(left) == MOST_STATES
    assert not left & {"labs-0.pickle", "labs-1.pickle", "labs-2.pickle"}


def test_nothing_is_kept_where_there_is_no_folder_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_results.runtime, "CACHE", tmp_path / "nowhere/.cache/labs")
    save(LabResults(stored=-1))

    assert not (tmp_path / "nowhere").exists()


def test_a_reader_of_a_lab_loads_python_the_kernel_and_that_lab(tmp_path: Path) -> None:
    for name, size in (("python.bin", 5), ("library.bin", 7), ("pyodide.js", 100)):
        (tmp_path / name).write_bytes(bytes(size))
    assets = Assets(tmp_path, {"kernel": b"123", "a": b"1", "b": b"12345678"})

    assert (assets.size("a"), assets.size("b")) == (16, 23)
    assert assets.version != Assets(tmp_path, {"kernel": b"123", "a": b"2"}).version
