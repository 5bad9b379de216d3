"""The lab that a directive's argument names."""

from sphinx.util.docutils import SphinxDirective

from labs import registry
from labs.kernel.model import Lab, UnknownNameError


def lab_of(directive: SphinxDirective) -> Lab:
    """Return the lab that a directive's argument names; one that does not exist is its error."""
    try:
        return registry.lab(directive.arguments[0])
    except UnknownNameError as error:
        raise directive.error(str(error)) from None
