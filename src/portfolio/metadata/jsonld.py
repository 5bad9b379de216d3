"""The page's facts as JSON-LD, in the vocabulary of schema.org.

A graph a page: the person, the web site with its search, breadcrumbs, and what the page itself
is — a ``ProfilePage``, a ``TechArticle`` for a project, ``ScholarlyArticle`` for papers. Nodes
refer to each other by ``@id``. Ids and links are absolute when the site's address is known;
otherwise ids are fragments and links are left out, since any would be wrong.
"""

from typing import Any

from sphinx.application import Sphinx

from portfolio.content import config
from portfolio.content.bibliography import Paper, own_papers, paper_of
from portfolio.content.page import Page, page
from portfolio.content.period import Month
from portfolio.content.project import Project
from portfolio.metadata.base_url import absolute
from portfolio.metadata.social_cards import image_path

Node = dict[str, Any]


def document(app: Sphinx, record: Page) -> Node:
    """Return the JSON-LD document of one page."""
    address = app.config.html_baseurl
    nodes: list[Node] = [_person(app, address)]
    match record.kind:
        case "home":
            nodes += [_web_site(app, address), _item(record, "WebPage", address)]
        case "about":
            profile = _item(record, "ProfilePage", address)
            profile["mainEntity"] = {"@id": _id(address, "person")}
            nodes.append(profile)
        case "publications":
            nodes.append(_item(record, "CollectionPage", address))
            nodes += [scholarly_article(app, paper) for paper in own_papers(app.env)]
        case "project" if record.project:
            article = _item(record, "TechArticle", address)
            article["headline"] = record.title
            article["author"] = {"@id": _id(address, "person")}
            article |= _project_facts(app, record.project)
            if paper := paper_of(app.env, record.project):
                article["citation"] = {"@id": _id(address, f"paper-{paper.key}")}
                nodes.append(scholarly_article(app, paper))
            nodes.append(article)
        case "projects" | "topic":
            nodes.append(_item(record, "CollectionPage", address))
        case _:
            nodes.append(_item(record, "WebPage", address))
    if record.kind != "home":
        nodes.append(_breadcrumbs(app, record, address))
    return {"@context": "https://schema.org", "@graph": nodes}


def _project_facts(app: Sphinx, project: Project) -> Node:
    """Return what the front matter says of the work itself: when, where, about what."""
    period, topics = project.period, app.config.portfolio_topics
    facts: Node = {
        "about": [{"@type": "Thing", "name": topics[topic]} for topic in project.topics],
        "sourceOrganization": {"@type": "Organization", "name": project.organization},
        "temporalCoverage": f"{period.start}/{period.end or '..'}",  # ISO 8601-2: still open
    }
    if project.keywords:
        facts["keywords"] = list(project.keywords)
    return facts


def scholarly_article(app: Sphinx, paper: Paper) -> Node:
    """Return one paper."""
    node: Node = {
        "@type": "ScholarlyArticle",
        "@id": _id(app.config.html_baseurl, f"paper-{paper.key}"),
        "headline": paper.title,
        "name": paper.title,
        "author": [{"@type": "Person", "name": str(author)} for author in paper.authors],
        "datePublished": paper.date,
        "inLanguage": "en",
    }
    if paper.url:
        node["url"] = paper.url
    if paper.doi:
        node["sameAs"] = f"https://doi.org/{paper.doi}"
    if paper.first_page:
        node["pageStart"], node["pageEnd"] = paper.first_page, paper.last_page
    if paper.conference:
        node["isPartOf"] = {"@type": "Book", "name": paper.conference}
        if paper.isbn:
            node["isPartOf"]["isbn"] = paper.isbn
    elif paper.journal:
        node["isPartOf"] = {"@type": "Periodical", "name": paper.journal}
    if paper.publisher:
        node["publisher"] = {"@type": "Organization", "name": paper.publisher}
    return node


def _person(app: Sphinx, address: str) -> Node:
    owner = config.person(app.config)
    node: Node = {
        "@type": "Person",
        "@id": _id(address, "person"),
        "name": owner.name,
        "worksFor": _job(app, owner),
        "alumniOf": {"@type": "CollegeOrUniversity", "name": owner.university},
        "knowsAbout": list(app.config.portfolio_topics.values()),
        "sameAs": list(owner.links),
    }
    if address:
        node["url"] = address
    return node


def _job(app: Sphinx, owner: config.Person) -> Node:
    """Return the job with its dates: when it began, and when the profile that states it is of."""
    node: Node = {
        "@type": "OrganizationRole",
        "roleName": owner.job,
        "description": f"as of {Month.parse(app.config.portfolio_profile_date).label}",
        "worksFor": {"@type": "Organization", "name": owner.employer},
    }
    if owner.since:
        node["startDate"] = owner.since
    return node


def _web_site(app: Sphinx, address: str) -> Node:
    node: Node = {
        "@type": "WebSite",
        "@id": _id(address, "site"),
        "name": app.config.project,
        "inLanguage": "en",
        "author": {"@id": _id(address, "person")},
    }
    if address:
        node["url"] = address
        node["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": address + "search.html?q={search_term_string}",
            },
        }
    return node


def _item(record: Page, kind: str, address: str) -> Node:
    node: Node = {
        "@type": kind,
        "name": record.title,
        "description": record.description,
        "inLanguage": "en",
        "dateModified": record.updated.isoformat(),
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    if address:
        node["url"] = node["@id"] = absolute(address, record.path)
        node["image"] = absolute(address, image_path(record.docname))
    else:
        node["@id"] = "#page"
    return node


def _breadcrumbs(app: Sphinx, record: Page, address: str) -> Node:
    trail = [page(app, "index")]
    section = record.docname.rpartition("/")[0]
    if (
        section
        and f"{section}/index" in app.env.found_docs
        and record.docname != f"{section}/index"
    ):
        trail.append(page(app, f"{section}/index"))
    trail.append(record)
    items: list[Node] = []
    for position, step in enumerate(trail, 1):
        item: Node = {"@type": "ListItem", "position": position, "name": step.title}
        if address:
            item["item"] = absolute(address, step.path)
        items.append(item)
    return {"@type": "BreadcrumbList", "@id": "#breadcrumbs", "itemListElement": items}


def _id(address: str, fragment: str) -> str:
    return f"{address}#{fragment}"
