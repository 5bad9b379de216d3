"""Figures of scenarios on a page, on small sites with a lab made for them."""

import pytest

from support.live_labs.ring import LAB
from support.small import Site, text

pytestmark = pytest.mark.usefixtures("ring")


def test_a_scenario_is_a_figure_with_settings_words_and_numbers(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenario} ring.large\nA *caption*.\n```")
    assert small.build() == []

    figure = small.page_of("a").select_one("figure.lab-figure")

    view = LAB.picture("large")
    assert figure["data-scenario"] == "ring.large"
    (image,) = figure.select(".fig-panels img")
    assert (image["src"], image["loading"]) == ("_static/lab/still/ring.large.1.svg", "lazy")
    assert small.file(image["src"]).read_text(encoding="utf-8").count("<circle") == 1500
    assert text(figure.select_one("figcaption")).strip() == "A caption."
    assert text(figure.select_one(".fig-title")) == view.headline
    assert text(figure.select_one(".lab-text")) == view.text, "no quote made curly, no dash long"
    assert [text(cell) for cell in figure.select(".lab-values td")] == ["1,500", "0.0007", "k²"]
    assert text(figure.select_one(".lab-values th")) == "Vertices drawn"
    settings = {text(e.dt): text(e.dd) for e in figure.select(".lab-setting")}
    assert settings == {
        "Size": "1,500 vertices", "Factor": "10", "Shape": "A ring", "Filled": "yes",
    }  # fmt: skip


def test_a_text_of_many_lines_is_one_line_among_the_settings(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenario} ring.own\n```")
    assert small.build() == []
    settings = {text(e.dt): text(e.dd) for e in small.page_of("a").select(".lab-setting")}
    assert settings["Edges"] == "A -> B; B -> C"


def test_a_picture_has_one_name_and_one_description(small: Site) -> None:
    """Also where it is shown twice: its headline and its words, both text on the page."""
    small.page("a", "A", "Text.\n\n```{scenario} ring.small\n```\n\n```{scenario} ring.small\n```")
    assert small.build() == []
    page = small.page_of("a")
    ids = [tag["id"] for tag in page.select("figure [id]")]
    assert len(ids) == len(set(ids)) == 4
    for picture in page.select("figure .fig-panels"):
        assert picture["role"] == "img"
        assert text(page.select_one(f'[id="{picture["aria-labelledby"]}"]')) == "A ring of 8."
        described = text(page.select_one(f'[id="{picture["aria-describedby"]}"]'))
        assert described == LAB.picture("small").text
        assert not picture.select("title, desc, [role], [id]")


def test_a_picture_of_panels_is_taken_apart(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenarios} ring\n```")
    assert small.build() == []
    panels = small.page_of("a").select("figure#pair .fig-panels > svg")
    assert [(svg["width"], svg["height"]) for svg in panels] == [("320", "100"), ("300", "80")]
    assert [svg["viewbox" if svg.has_attr("viewbox") else "viewBox"] for svg in panels] == [
        "0 0 320 100", "0 0 300 80",
    ]  # fmt: skip
    assert not any(svg.has_attr(name) for svg in panels for name in ("x", "y"))


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (
            "```{scenario} ring.huge\n```",
            "There is no scenario of ring “huge”; there are: small, large, own, pair.",
        ),
        ("```{scenario} chain.small\n```", "There is no lab “chain”; there are: ring."),
        ("```{scenario} ring\n```", "There is no scenario of ring “”"),
    ],
)
def test_a_name_that_does_not_exist_ends_the_build(small: Site, markup: str, message: str) -> None:
    small.page("a", "A", f"Some text.\n\n{markup}")
    told = small.build()
    assert len(told) == 1
    assert "a.md:5" in told[0]
    assert message in told[0]
