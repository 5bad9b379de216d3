"""The same files work from a disk, at a server's root and below any path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from support.pages import names
from support.servers import serve


@pytest.fixture(scope="module", params=["from a disk", "at the root", "below a path"])
def base(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of the folder with the site's files, ending in a slash."""
    if request.param == "from a disk":
        yield site.as_uri() + "/"
        return
    root, path = site, "/"
    if request.param == "below a path":
        root, path = tmp_path_factory.mktemp("server"), "/some/base/path/"
        (root / "some/base").mkdir(parents=True)
        (root / "some/base/path").symlink_to(site)
    with serve(root) as address:
        yield f"{address}{path}"


class Watched:
    """A page, with every request it made: those that failed, and those that left the site."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.seen = 0
        page.on("request", lambda request: self._check(request, base))
        page.on("requestfailed", lambda request: self.wrong.append(f"failed {request.url}"))
        page.on(
            "response",
            lambda response: (
                self.wrong.append(f"{response.status} {response.url}")
                if response.status >= 400
                else None
            ),
        )

    def _check(self, request: Request, base: str) -> None:
        self.seen += 1
        if not request.url.startswith((base, "data:", "blob:")):
            self.wrong.append(f"outside {request.url}")


@pytest.fixture(scope="module")
def watched(chromium: Browser, base: str) -> Iterator[Watched]:
    """Open an empty page whose requests are watched; errors in its console are wrong too."""
    context = chromium.new_context()
    page = context.new_page()
    found = Watched(page, base)
    page.on("pageerror", lambda error: found.wrong.append(str(error)))
    page.on(
        "console",
        lambda message: found.wrong.append(message.text) if message.type == "error" else None,
    )
    yield found
    context.close()


def test_every_page_opens_with_all_its_files(watched: Watched, base: str, site: Path) -> None:
    opened = names(site)
    for path in opened:
        if path == "404.html":
            continue  # a host shows it at any depth, so it is not made for a disk
        watched.page.goto(base + path, wait_until="load")

        assert watched.page.locator("h1").count() == 1, path
        sheets = "[...document.styleSheets].map(sheet => sheet.href)"
        assert watched.page.evaluate(sheets), f"{path} has no style sheet"

    assert watched.wrong == []
    assert watched.seen > 2 * len(opened)


def test_a_reader_gets_from_home_to_a_project_to_its_topic_and_home(
    watched: Watched, base: str
) -> None:
    page = watched.page
    page.goto(base + "index.html")
    page.locator(
        "main a[href*='projects/ekko.html'], article a[href*='projects/ekko.html']"
    ).first.click()
    page.wait_for_url(base + "projects/ekko.html*")
    page.locator("article summary").first.click()  # role, people, topics
    page.locator("article a[href*='topics/']:visible").first.click()
    page.wait_for_url(base + "topics/*")
    page.locator("a[href$='index.html']:visible").first.click()
    page.wait_for_url(base + "*index.html*")

    assert page.locator("h1").first.inner_text().strip()
    assert watched.wrong == []


def test_the_check_sees_a_missing_file_and_a_foreign_one(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<h1>A</h1><script src="missing.js"></script><img src="http://127.0.0.1:9/a.png">'
    )
    context = chromium.new_context()
    found = Watched(context.new_page(), tmp_path.as_uri())
    found.page.goto((tmp_path / "a.html").as_uri())
    context.close()

    assert any(one.startswith("failed file:") for one in found.wrong)
    assert any(one.startswith("outside http://127.0.0.1:9/") for one in found.wrong)
