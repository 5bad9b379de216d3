"""The Sphinx domain in which the extension keeps the catalogue of projects."""

from pathlib import Path
from typing import Any, ClassVar, cast

from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from labs import registry
from portfolio.content import bibliography, catalogue
from portfolio.content.catalogue import Catalogue
from portfolio.content.period import Month
from portfolio.content.project import Vocabulary

logger = logging.getLogger(__name__)


class PortfolioDomain(Domain):
    """The catalogue, stored with the environment so that a change of it is noticed."""

    name = "portfolio"
    label = "Portfolio"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"catalogue": Catalogue(), "changed": False}

    @property
    def catalogue(self) -> Catalogue:
        """Every project."""
        return cast(Catalogue, self.data["catalogue"])

    @property
    def profile_date(self) -> Month:
        """The month the owner's summary is of."""
        return Month.parse(self.env.config.portfolio_profile_date)

    @property
    def topics(self) -> dict[str, str]:
        """Topics: slug → label."""
        return cast(dict[str, str], self.env.config.portfolio_topics)

    def merge_domaindata(self, docnames: object, otherdata: object) -> None:
        """Take nothing from parallel readers: the catalogue is complete before they start."""

    def resolve_any_xref(self, *_: object) -> list[Any]:
        """Offer no targets."""
        return []


def portfolio_domain(env: BuildEnvironment) -> PortfolioDomain:
    """Return the domain of *env*."""
    return cast(PortfolioDomain, env.get_domain(PortfolioDomain.name))


def _load(app: Sphinx) -> None:
    """Read the catalogue before any page; warn of every mistake, each at its line.

    Reading goes on, so that what is wrong elsewhere is reported in the same build;
    :mod:`portfolio.build` publishes nothing when there was a warning.
    """
    domain = portfolio_domain(app.env)
    vocabulary = Vocabulary(
        topics=domain.topics,
        citations=set(bibliography.entries(app.env)),
        labs=registry.packages(),
    )
    new, mistakes = catalogue.load(Path(app.srcdir), vocabulary)
    for mistake in mistakes:
        logger.warning(
            "%s",
            mistake.text,
            location=f"{Path(app.srcdir).parent / mistake.file}:{mistake.line}",
            type="portfolio",
            subtype="front_matter",
        )
    domain.data["changed"] = new != domain.catalogue
    domain.data["catalogue"] = new


def setup(app: Sphinx) -> None:
    """Register the domain, and fill it before any page is read."""
    app.setup_extension("sphinxcontrib.bibtex")  # must have parsed its files before we look
    app.add_domain(PortfolioDomain)
    app.connect("builder-inited", _load)
