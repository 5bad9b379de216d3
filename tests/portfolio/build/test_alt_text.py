"""Raw HTML images are found however they are written."""

import pytest

from portfolio.build.alt_text import without_alternative


@pytest.mark.parametrize(
    ("markup", "missing"),
    [
        ('<img src="a.png">', ["a.png"]),
        ('<img src="a.png" alt="">', ["a.png"]),
        ('<img src="a.png" alt=" ">', ["a.png"]),
        ("<img src='a.png' alt>", ["a.png"]),
        ('<IMG SRC="a.png"/>', ["a.png"]),
        ("<img>", [""]),
        ('<p><img alt="A bee" src="b.png"> <img src="c.png"></p>', ["c.png"]),
        ('<img alt="a > b" src="b.png">', []),
        ('<p title="<img>">no image</p>', []),
    ],
)
def test_images_without_alternative(markup: str, missing: list[str]) -> None:
    assert list(without_alternative(markup)) == missing
