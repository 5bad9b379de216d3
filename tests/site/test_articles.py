"""A project's page is an article: neither a note nor a book."""

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes

from portfolio.directives.elements import HtmlElement

LEAST, MOST = 900, 1_400
NOT_PROSE = (nodes.footnote, nodes.row)
PROJECTS = Path(__file__).parents[2] / "docs/projects"
PAGES = sorted(page.stem for page in PROJECTS.glob("*.md") if page.stem != "index")
FIRST = re.compile(
    r"---\n.*?\n---\n\n```{at-a-glance}\n.*?\n```\n\n:::{admonition} In my words\n", re.S
)
LAST = re.compile(r":::{admonition} What is not public\n:class: note\n[^:]*:::\n\n## Related\n")


def prose(document: nodes.document) -> Iterator[str]:
    """Yield the text of each paragraph that the author wrote; tables and references are none."""
    for paragraph in document.findall(nodes.paragraph):
        if isinstance(paragraph, HtmlElement):
            continue  # a directive generated it
        above: list[nodes.Element] = [paragraph]
        while (parent := above[-1].parent) is not None:
            above.append(parent)
        titles = [a[0].astext() for a in above if isinstance(a, nodes.section)]
        if "Sources" in titles or any(isinstance(a, NOT_PROSE) for a in above):
            continue
        yield "".join(
            text.astext()
            for text in paragraph.findall(nodes.Text)
            if not isinstance(text.parent, nodes.footnote_reference)
        )


@pytest.mark.parametrize("page", PAGES)
def test_length(site: Path, page: str) -> None:
    doctree = site.parent / "draft/doctrees/projects" / f"{page}.doctree"
    document = pickle.loads(doctree.read_bytes())

    words = sum(len(re.findall(r"\w[\w’'-]*", text)) for text in prose(document))
    assert LEAST <= words <= MOST


@pytest.mark.parametrize("page", PAGES)
def test_his_words_come_first_and_what_is_not_public_last(page: str) -> None:
    text = (PROJECTS / f"{page}.md").read_text(encoding="utf-8")

    assert re.findall(r"^:::{admonition} (.*)", text, re.M) == ["In my words", "What is not public"]
    assert FIRST.match(text)
    assert LAST.search(text)
