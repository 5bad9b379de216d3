"""The page for addresses that lead nowhere, of a site that does not know where it lies."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.servers import Quiet, serve


class Host(Quiet):
    """A host such as GitHub Pages: what is not there is answered with the site's own page."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page ``404.html``."""
        content = Path(self.directory, "repo/deep/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


@pytest.fixture(scope="module")
def hosted(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site below the path /repo/deep/; yield the address of the host."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "repo").mkdir()
    (folder / "repo/deep").symlink_to(site)
    with serve(folder, Host) as address:
        yield address


@pytest.fixture
def visit(engine: str, engines: Callable[[str], Browser]) -> Iterator[Page]:
    """Open an empty page whose console may say that a file is not there: one is looked for."""
    context = engines(engine).new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lost", ["nothing", "nothing.html", "projects/no/such/page"])
def test_below_a_path_it_has_its_styles_and_its_links(visit: Page, hosted: str, lost: str) -> None:
    visit.goto(f"{hosted}/repo/deep/{lost}")

    expect(visit.locator("link[rel=stylesheet]")).to_have_attribute(
        "href", "/repo/deep/_static/site.css"
    )
    expect(visit.locator("body")).to_have_css("margin-top", "0px")
    outside = """() => ["href", "src", "action"].flatMap((name) =>
        [...document.querySelectorAll(`[${name}^="/"]`)].map((one) => one.getAttribute(name)))
        .filter((address) => !address.startsWith("/repo/deep/"))"""
    assert visit.evaluate(outside) == []
    visit.get_by_role("link", name="home page", exact=True).click()
    expect(visit).to_have_url(f"{hosted}/repo/deep/index.html")


def test_at_the_root_of_a_host_it_stays_as_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/404.html")

    expect(page.locator("link[rel=stylesheet]")).to_have_attribute("href", "/_static/site.css")
    assert page.evaluate("document.documentElement.dataset.content_root") == "/"
