"""The pages with the source of the models."""

from typing import Any

import pytest

from portfolio.interactive import modules
from support.small import Site, text

pytestmark = pytest.mark.usefixtures("ring")


def test_the_model_can_be_read_in_full(rest: Any, panel_site: Site) -> None:
    """Pages show the bytes of the archive, line by line, with an address for each."""
    links = [tag["href"] for tag in rest.select(".lab-model a")]
    assert links == ["model/labs/kernel/drawing.html", "model/labs/kernel.html"]
    assert "Drawing: SVG as text" in text(rest.select_one(".lab-model li"))
    for path in modules.shipped_modules():
        relative = path.relative_to(modules.SOURCE.parent)
        name = relative.parent if relative.name == "__init__.py" else relative.with_suffix("")
        page = panel_site.page_of(f"model/{name}")
        source = page.select_one(".lab-source pre")
        for number in source.select(".linenos"):
            number.decompose()
        assert source.get_text() == path.read_text(encoding="utf-8"), relative
    page = panel_site.page_of("model/labs/kernel/drawing")
    lines = (modules.SOURCE / "kernel" / "drawing.py").read_text(encoding="utf-8").splitlines()
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    link = page.find("a", string="Drawing.arrow")
    line = int(link["href"].removeprefix("#line-"))
    assert "def arrow(" in lines[line - 1]
    assert page.select_one(f'[id="line-{line}"]')
