"""Where a node stands in its page."""

from docutils import nodes

from portfolio.doctrees import ancestors, line_of


def test_the_nodes_around_a_node_come_from_the_nearest() -> None:
    text = nodes.Text("a")
    phrase = nodes.emphasis("", "", text)
    block = nodes.paragraph("", "", phrase)

    assert [*ancestors(text)] == [phrase, block]
    assert [*ancestors(block)] == []


def test_a_node_without_a_line_has_that_of_what_is_around_it() -> None:
    """MyST leaves 0 or None at inline nodes."""
    text = nodes.Text("a")
    phrase = nodes.emphasis("", "", text)
    block = nodes.paragraph("", "", phrase)
    assert line_of(text) is None

    phrase.line, block.line = 0, 7
    assert line_of(text) == line_of(phrase) == 7
    phrase.line = 8
    assert line_of(text) == 8
