"""``make live`` reloads the page that is open when its source is saved, under the page's policy."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from support.small import write_site

HOME = "# Home\n\nBefore.\n"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def live(tmp_path: Path) -> Iterator[str]:
    """Serve a small site as ``make live`` does; yield its address."""
    write_site(tmp_path, index=HOME)
    port = _free_port()
    command = [sys.executable, "-m", "portfolio.build.live", "docs", "_build/live"]
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(
        [*command, "--port", str(port)], cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/index.html"):
                break
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()
        log.close()


def test_saving_a_page_reloads_it(
    engine: str, engines: Callable[[str], Browser], live: str, tmp_path: Path
) -> None:
    page = engines(engine).new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{live}/index.html")
    expect(page.get_by_text("Before.")).to_be_visible()

    # Nothing tells in every browser when its web socket is open, and a save before is not heard.
    for save in range(1, 9):
        (tmp_path / "docs/index.md").write_text(HOME.replace("Before", f"After {save}"))
        with contextlib.suppress(AssertionError):
            expect(page.get_by_text("After ")).to_be_visible(timeout=15_000)
            break

    expect(page.get_by_text("After ")).to_be_visible()
    assert not [text for text in refused if "Content Security Policy" in text]
    page.close()
