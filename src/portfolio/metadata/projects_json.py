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
from portfolio.content.domain import Records, records
from portfolio.content.project import Project

SCHEMA = "schemas/projects.schema.json"


def facts(one: Project, known: Records, url: str) -> dict[str, Any]:
    """Return the project as plain data; *url* is its page's, relative to the site."""
    return {
        "slug": one.slug,
        "url": url,
        "title": one.title,
        "claim": one.claim,
        "role": one.role,
        "period": {
            "start": str(one.period.start),
            "end": str(one.period.end) if one.period.end else None,
        },
        "organisation": one.organisation,
        "order": one.order,
        "mentor": one.mentor,
        "collaborators": list(one.collaborators),
        "venue": one.venue,
        "status": one.status,
        "topics": list(one.topics),
        "keywords": list(one.keywords),
        "related": [
            {"kind": kind, "project": other.slug, "why": why}
            for kind, other, why in known.catalogue.relations(one.slug)
        ],
        "publications": list(one.publications),
        "lab": one.lab,
        "headline": one.headline
        and {
            "value": one.headline.value,
            "label": one.headline.label,
            "source": one.headline.source,
        },
    }


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not writes_site(app):
        return
    known = records(app.env)
    if not known.catalogue.sound:
        return
    data = {
        "$schema": SCHEMA,
        "profile_date": str(known.profile_date),
        "topics": known.topics,
        "projects": [
            facts(one, known, app.builder.get_target_uri(one.docname)) for one in known.catalogue
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    Path(app.outdir, "projects.json").write_text(text, encoding="utf-8")
    target = Path(app.outdir, SCHEMA)
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(Path(__file__).parent / SCHEMA, target)


def setup(app: Sphinx) -> None:
    """Register the moment."""
    app.connect("build-finished", _write)
