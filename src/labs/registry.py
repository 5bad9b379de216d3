"""Labs, figures and numbers by name, for pages, browser and command line.

A lab ``NAME`` has up to two modules that are looked up here, imported only when asked for, so a
reader's browser loads the lab that it shows and no other:

* ``labs.NAME.lab`` with the constant ``LAB``, a :class:`~labs.kernel.model.Lab`;
* ``labs.NAME.page``, used only while the site is built. Each of its public functions without
  arguments returns a figure for a page as SVG, or a value for its prose as text.

Every look-up of a name that does not exist raises UnknownNameError, which lists those that do.
"""

import inspect
import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import labs
from labs.kernel.model import Lab, Picture, UnknownNameError, number_text

NAMES = ("ekko", "dominators", "consensus", "lightning", "ekko_elastic")
"""The labs that have controls, in the order in which lists show them."""


def packages() -> list[str]:
    """Return the labs that have figures or values for pages."""
    folders = [module.name for module in pkgutil.iter_modules(labs.__path__) if module.ispkg]
    return sorted(name for name in folders if find_spec(f"labs.{name}.page"))


def lab(name: str) -> Lab:
    """Return the lab *name*; UnknownNameError if there is none."""
    if name not in NAMES:
        raise UnknownNameError("lab", name, NAMES)
    loaded: Lab = import_module(f"labs.{name}.lab").LAB
    return loaded


pictures: dict[str, Picture] = {}
"""Those that :func:`picture` has returned; a build keeps them for the next of the same code."""


def picture(name: str) -> Picture:
    """Return the picture that stands for the scenario *name*, "lab.scenario"."""
    if name not in pictures:
        of_lab, _, scenario = name.partition(".")
        pictures[name] = lab(of_lab).picture(scenario)
    return pictures[name]


@cache
def figure(name: str) -> str:
    """Return the SVG of the figure *name*, "lab.function"; UnknownNameError if there is none."""
    text = _function(name, "figure")()
    if not text.startswith("<svg"):
        raise UnknownNameError("figure", name, [])
    return text


@cache
def value(name: str) -> str:
    """Return a value for prose as text: "lab.function" or "lab.scenario.value".

    UnknownNameError if there is none.
    """
    of_lab, _, rest = name.partition(".")
    scenario, dot, key = rest.partition(".")
    if dot:
        of_scenario = f"{of_lab}.{scenario}"
        values = picture(of_scenario).values
        if key not in values:
            raise UnknownNameError(f"value of {of_scenario}", key, values)
        return number_text(values[key])
    text = _function(name, "value")()
    if text.startswith("<svg"):
        raise UnknownNameError("value", name, [])
    return text


def page_functions(lab: str) -> dict[str, Callable[[], str]]:
    """Return what the module for pages of *lab* offers: public functions without arguments.

    UnknownNameError if *lab* has no such module.
    """
    if lab not in packages():
        raise UnknownNameError("lab", lab, packages())
    module = import_module(f"labs.{lab}.page")
    return {
        name: member
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if member.__module__ == module.__name__
        and not name.startswith("_")
        and not inspect.signature(member).parameters
    }


def _function(name: str, kind: str) -> Callable[[], str]:
    """Return the function *name*, "lab.function", of a lab's module for pages."""
    of_lab, _, function = name.partition(".")
    offered = page_functions(of_lab)
    if function not in offered:
        raise UnknownNameError(f"{kind} of {of_lab}", function, offered)
    return offered[function]
