"""Gives the search what it should know of a project beyond its text: facts, filters, names."""

from sphinx.application import Sphinx
from sphinx.config import Config

from portfolio.content.domain import portfolio_domain
from portfolio.content.page import page as record_of
from portfolio.directives.thumbnail import thumbnail
from sitesearch.index import Page

LAST = 1_000  # the place of a project that says none


def setup(app: Sphinx) -> None:
    """Add the search, and tell it of each project's front matter."""
    app.connect("config-inited", _add_abbreviations, priority=400)  # before they are checked
    app.setup_extension("sitesearch")
    app.connect("sitesearch-page", _add_facts)


def _add_abbreviations(_app: Sphinx, config: Config) -> None:
    config.sitesearch_abbreviations = config.portfolio_abbreviations


def _add_facts(app: Sphinx, page: Page) -> None:
    domain = portfolio_domain(app.env)
    project = record_of(app, page.docname).project
    if project is None:
        topic = page.docname.removeprefix("topics/")
        if topic in domain.topics and topic != page.docname:
            page.facets["topics"] = [topic]
        return
    page.facets["topics"] = list(project.topics)
    page.facets["organization"] = [project.organization]
    page.facets["year"] = [str(year) for year in project.period.years(domain.profile_date)]
    topics = ", ".join(domain.topics[topic] for topic in project.topics)
    facts = [project.role, project.period.label(domain.profile_date), topics]
    page.facts = " · ".join([*facts, "runs in your browser"] if project.lab else facts)
    page.order = LAST if project.order is None else project.order
    page.picture = thumbnail(project)
    page.keywords.append("project")
    lead = page.sections[0]
    parts = [project.claim, project.role, project.organization, project.venue or "", project.status]
    parts += [project.mentor or "", ", ".join(project.collaborators)]
    if project.headline:
        parts.append(f"{project.headline.value} {project.headline.label}")
        page.keywords.append(project.headline.value)
    lead.text = "\n".join([*filter(None, parts), lead.text])
