"""A page with something computed depends on every module of the labs."""

from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from labs import registry
from labs.kernel.model import Lab, UnknownNameError
from portfolio.interactive.modules import all_modules


def depend_on_labs(env: BuildEnvironment) -> None:
    """Have the page being read again when any module of the labs changes.

    All of them, because a figure may change with any module that its lab imports.
    """
    if not env.temp_data.get("depends_on_labs"):  # forgotten with each page
        env.temp_data["depends_on_labs"] = True
        for path in all_modules():
            env.note_dependency(path)


def lab_of(directive: SphinxDirective) -> Lab:
    """Return the lab that a directive's argument names; its page depends on the labs from now on.

    A lab that does not exist is an error of the directive.
    """
    depend_on_labs(directive.env)
    try:
        return registry.lab(directive.arguments[0])
    except UnknownNameError as error:
        raise directive.error(str(error)) from None
