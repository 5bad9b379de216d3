"""Formulas as MathML; what cannot be read is a message at its line."""

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.util.docutils import new_document

from portfolio.theme import mathml
from support.small import Site
from support.stub_app import StubApp


def test_a_formula_that_cannot_be_read_is_a_message(small: Site) -> None:
    small.page("bad", "Bad", "Words.\n\n```{math}\n\\frac{a}{\n```\n\nAnd {math}`\\nosuch{x}`.")

    messages = small.build()

    assert [message.split(": ")[0] for message in messages] == ["docs/bad.md:5", "docs/bad.md:9"]
    assert all("the formula" in message for message in messages)


@pytest.fixture
def app(small: Site) -> Any:
    """Return an application whose ``visit`` has the visitors of a formula, inline and not."""
    app: Any = StubApp(small)

    def register(_name: str, *pairs: tuple[Any, None]) -> None:
        app.visit = [visit for visit, _ in pairs]

    app.add_html_math_renderer = register
    mathml.setup(app)
    return app


def written(visit: Any, node: nodes.Element) -> BeautifulSoup:
    """Return what a visitor writes of *node*."""
    start = lambda node, tag, **names: f'<{tag} class="{names["CLASS"]}">'  # noqa: E731
    translator = SimpleNamespace(body=[], starttag=start)
    with pytest.raises(nodes.SkipNode):
        visit(translator, node)
    return BeautifulSoup("".join(translator.body), "html.parser")


def test_a_formula_in_a_line_and_one_of_its_own(app: Any) -> None:
    inline, block = app.visit

    line = written(inline, nodes.math("", "x_1"))
    assert [child.name for child in line] == ["math"]
    assert line.select("msub")
    (div,) = written(block, nodes.math_block("", "x^2")).select("div.math")
    (formula,) = div.select("math")
    assert formula["display"] == "block"


def test_nothing_is_written_of_a_formula_that_cannot_be_read(app: Any) -> None:
    inline, _ = app.visit

    assert str(written(inline, nodes.math("", r"\nosuch{x}"))) == ""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [(r"\text{a", 1), (r"\{a", 0), (r"\nosuch{x}", 1), (r"\frac{a}{b}", 0)],
)
def test_each_formula_is_looked_at_once(
    app: Any, monkeypatch: pytest.MonkeyPatch, formula: str, expected: int
) -> None:
    told: list[object] = []
    log = SimpleNamespace(warning=lambda *_, location, **__: told.append(location))
    monkeypatch.setattr(mathml, "logger", log)
    document = new_document("a")
    block = nodes.paragraph("", "", nodes.math("", formula))
    block.line = 7
    document += block
    app.emit("doctree-read", document)

    assert told == [("index", 7)] * expected


def test_no_script_of_another_site_takes_part(app: Any) -> None:
    app.emit("config-inited", app.config)

    assert app.config.html_math_renderer == mathml.NAME
