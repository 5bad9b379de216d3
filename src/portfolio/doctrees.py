"""Where a node stands in its page: the nodes around it, and its line."""

from collections.abc import Iterator

from docutils import nodes


def ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes that *node* stands in, from the nearest."""
    while node.parent is not None:
        node = node.parent
        yield node


def line_of(node: nodes.Node) -> int | None:
    """Return the line of *node*, or of the nearest block around it that has one.

    MyST leaves 0 or ``None`` at inline nodes.

    >>> block, text = nodes.paragraph(), nodes.Text("a")
    >>> block.line, block[:] = 7, [text]
    >>> line_of(text), [*ancestors(text)] == [block]
    (7, True)
    """
    return next((place.line for place in (node, *ancestors(node)) if place.line), None)
