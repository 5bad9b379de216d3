"""``{modelled}`ekko.direct_copies` ``: a number that a lab computes while the page is built.

A lab offers numbers to prose in two ways: as the functions of ``labs/<lab>/numbers.py``, each of
which returns text, and as the values of its scenarios, ``{modelled}`dominators.fan.updates` ``.
"""

import inspect
from importlib import import_module

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from portfolio.directives.elements import computed
from portfolio.directives.lab_drawings import LABS
from portfolio.interactive import formatting, found
from portfolio.interactive.depend import depend_on_labs


class NumberError(LookupError):
    """There is no such number; the message says what there is."""


def number(name: str) -> str:
    """Return the number called *name*, "lab.function" or "lab.scenario.value".

    Raises :class:`NumberError` if there is none.
    """
    lab, _, function = name.partition(".")
    if "." in function:
        try:
            return formatting.number(found.value(name))
        except found.UnknownNameError as error:
            raise NumberError(str(error)) from None
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
        depend_on_labs(self.env)
        try:
            return [computed(nodes.Text(number(self.text)))], []
        except NumberError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [], [message]


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("modelled", Modelled())
