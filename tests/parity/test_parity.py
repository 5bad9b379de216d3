"""The same bytes from every Python: drawings, words and numbers of every lab.

Compared are the replies as JSON text, so a difference of one digit in one coordinate fails.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from labs import registry
from parity import pythons, samples


@pytest.fixture(scope="module")
def requests() -> list[dict[str, Any]]:
    found = samples.requests()
    assert len(found) > samples.RANDOM_SETS * len(registry.NAMES)
    return found


@pytest.fixture(scope="module")
def here(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the replies of the running CPython; they include pictures and refusals."""
    replies: list[dict[str, Any]] = json.loads(pythons.under_cpython(sys.executable, requests))
    drawn = [reply["view"]["svg"] for reply in replies if "view" in reply]
    assert len(set(drawn)) > len(requests) // 4, "most requests should draw something of their own"
    return replies


def assert_same(
    requests: list[dict[str, Any]], here: list[dict[str, Any]], there: list[dict[str, Any]]
) -> None:
    for request, mine, other in zip(requests, here, there, strict=True):
        assert json.dumps(mine) == json.dumps(other), request


def test_pyodide_answers_as_cpython_does(
    requests: list[dict[str, Any]], here: list[dict[str, Any]], tmp_path: Path
) -> None:
    """With the trimmed library that ships: a module missing from it fails here."""
    folder = pythons.unpack(tmp_path)
    assert_same(requests, here, json.loads(pythons.under_pyodide(folder, requests)))


def test_the_newest_cpython_answers_as_this_one_does(
    requests: list[dict[str, Any]], here: list[dict[str, Any]], record_property: Any
) -> None:
    """On a machine with one Python it is asked again, with other hash seeds, and must agree."""
    version, path = pythons.newest()
    record_property("python", ".".join(map(str, version)))
    assert version >= sys.version_info[:3]
    assert_same(requests, here, json.loads(pythons.under_cpython(path, requests)))
