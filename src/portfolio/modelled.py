"""``{modelled}`ekko.direct_copies` ``: a number that a lab computes while the page is built.

The functions of ``labs/<lab>/numbers.py`` are the numbers a lab offers to prose, each as text.
"""

import inspect
from importlib import import_module

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from portfolio.html import computed
from portfolio.lab_drawings import LABS


class NumberError(LookupError):
    """There is no such number; the message says what there is."""


def number(name: str) -> str:
    """Return the number called *name*, "lab.function"; raises :class:`NumberError`."""
    lab, _, function = name.partition(".")
    if lab not in LABS:
        raise NumberError(f'no lab "{lab}"; one of: {", ".join(sorted(LABS))}')
    try:
        module = import_module(f"labs.{lab}.numbers")
    except ModuleNotFoundError as error:
        if error.name not in {f"labs.{lab}", f"labs.{lab}.numbers"}:
            raise
        raise NumberError(f'lab "{lab}" has no numbers.py') from None
    offered = {
        key: value
        for key, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not key.startswith("_")
    }
    if function not in offered:
        raise NumberError(f'lab "{lab}" has no number "{function}"; it has: {", ".join(offered)}')
    answer: str = offered[function]()
    return answer


class Modelled(SphinxRole):
    """The number named by the text."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number, marked as computed; a number that does not exist is an error."""
        try:
            return [computed(number(self.text))], []
        except NumberError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [], [message]


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("modelled", Modelled())
