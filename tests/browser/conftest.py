"""A headless browser and a server on loopback for the tests that need them."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support.browsers import PATIENCE_MS, chromium_path, empty_page, firefox_path
from support.servers import serve

ENGINES = ("chromium", "firefox")
expect.set_options(timeout=PATIENCE_MS)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

FIREFOX_PREFERENCES = {
    # Processes kept ready for sites that no test opens cost more than the pages.
    "dom.ipc.processPrelaunch.enabled": False,
    "fission.autostart": False,
}


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the built site and return its address, without a trailing slash."""
    with serve(site) as found:
        yield found


@pytest.fixture(scope="session")
def engines() -> Iterator[Callable[[str], Browser]]:
    """Return a function that gives the headless browser of a name, started once a run."""
    with sync_playwright() as playwright:

        @functools.cache
        def start(engine: str) -> Browser:
            if engine == "chromium":
                return playwright.chromium.launch(
                    executable_path=chromium_path(), args=CHROMIUM_FLAGS
                )
            # The system's own Firefox, over WebDriver BiDi; Playwright's patched one is not needed.
            return playwright.firefox.launch(
                channel="moz-firefox",
                executable_path=firefox_path(),
                firefox_user_prefs=FIREFOX_PREFERENCES,
            )

        started: list[Browser] = []

        def remembered(engine: str) -> Browser:
            browser = start(engine)
            if browser not in started:
                started.append(browser)
            return browser

        yield remembered
        for browser in started:
            browser.close()


@pytest.fixture(scope="session")
def chromium(engines: Callable[[str], Browser]) -> Browser:
    """Return the headless Chromium, for what only it can do."""
    return engines("chromium")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that uses ``page`` in each engine."""
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ENGINES, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect tests marked ``chromium_only`` to fail in Firefox.

    They are run there all the same: one that passes after all fails, so the mark cannot outlive
    its reason.
    """
    for item in items:
        mark = item.get_closest_marker("chromium_only")
        if (
            mark
            and getattr(item, "callspec", None)
            and item.callspec.params.get("engine") == "firefox"
        ):
            item.add_marker(pytest.mark.xfail(reason=mark.args[0], strict=True))


@pytest.fixture
def page(engine: str, engines: Callable[[str], Browser]) -> Iterator[Page]:
    """Open an empty page; an error in the console or an uncaught exception fails the test."""
    with empty_page(engines(engine)) as (page, complaints):
        yield page
    assert complaints == []
