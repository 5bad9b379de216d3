"""A page with something computed depends on every module of the labs."""

from sphinx.environment import BuildEnvironment

from portfolio.live.modules import every


def depend_on_labs(env: BuildEnvironment) -> None:
    """Have the page being read again when any module of the labs changes.

    All of them, because a figure may change with any module that its lab imports.
    """
    for path in every():
        env.note_dependency(path)
