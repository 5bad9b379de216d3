"""What makes Sphinx read every page again: a change of our code, or of any project's facts.

Any page may show a drawing, a computed number or another project's facts, so each of these
changes reaches all pages. (:mod:`portfolio.build.run` decides the same for ``make html``; this is
for whoever runs Sphinx itself, such as ``make live``.)
"""

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from portfolio.build import fingerprint
from portfolio.content.domain import records

CODE = Path(__file__).parents[2]


def _sign(app: Sphinx, config: Config) -> None:
    """Make the state of our code a part of the configuration."""
    config.portfolio_code = fingerprint.state(CODE, ".py")


def _outdated(app: Sphinx, env: BuildEnvironment, *_: object) -> Iterable[str]:
    """Name all pages if the catalogue is not that of the build before."""
    return env.all_docs if records(env).data["changed"] else ()


def setup(app: Sphinx) -> None:
    """Register the configuration value and the moments."""
    app.add_config_value("portfolio_code", "", "env", str)
    app.connect("config-inited", _sign)
    app.connect("env-get-outdated", _outdated)
