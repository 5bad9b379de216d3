"""``projects.json``: every fact of the catalogue for other programs.

Its shape is ``schemas/projects.schema.json``, published beside it. Equal catalogues
give equal bytes.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from portfolio.builders import writes_site
from portfolio.content.domain import PortfolioDomain, portfolio_domain
from portfolio.content.project import Project

SCHEMA = "schemas/projects.schema.json"


def facts(project: Project, domain: PortfolioDomain, url: str) -> dict[str, Any]:
    """Return the project as plain data; *url* is its page's, relative to the site."""
    return {
        "slug": project.slug,
        "url": url,
        "title": project.title,
        "claim": project.claim,
        "role": project.role,
        "period": {
            "start": str(project.period.start),
            "end": str(project.period.end) if project.period.end else None,
        },
        "organization": project.organization,
        "order": project.order,
        "mentor": project.mentor,
        "collaborators": list(project.collaborators),
        "venue": project.venue,
        "status": project.status,
        "topics": list(project.topics),
        "keywords": list(project.keywords),
        "related": [
            {"kind": kind, "project": other.slug, "why": why}
            for kind, other, why in domain.catalogue.relations(project.slug)
        ],
        "publications": list(project.publications),
        "lab": project.lab,
        "headline": project.headline
        and {
            "value": project.headline.value,
            "label": project.headline.label,
            "source": project.headline.source,
        },
    }


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not writes_site(app):
        return
    domain = portfolio_domain(app.env)
    if not domain.catalogue.sound:
        return
    data = {
        "$schema": SCHEMA,
        "profile_date": str(domain.profile_date),
        "topics": domain.topics,
        "projects": [
            facts(project, domain, app.builder.get_target_uri(project.docname))
            for project in domain.catalogue
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    Path(app.outdir, "projects.json").write_text(text, encoding="utf-8")
    target = Path(app.outdir, SCHEMA)
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(Path(__file__).parent / SCHEMA, target)


def setup(app: Sphinx) -> None:
    """Write the file when the build ends well."""
    app.connect("build-finished", _write)
