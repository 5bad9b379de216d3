"""``profile.json``, ``publications.json``, a CSL-JSON file a paper, and their JSON Schemas."""

import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from portfolio.content.domain import records
from portfolio.metadata import papers

SCHEMAS = Path(__file__).parent / "schemas"
CSL_TYPES = {"inproceedings": "paper-conference", "article": "article-journal"}


def profile(app: Sphinx) -> dict[str, Any]:
    """Return the person as data."""
    person = app.config.portfolio_person
    return {
        "$schema": "schemas/profile.schema.json",
        "name": person["name"],
        "job": person["job"],
        "employer": person["employer"],
        "university": person["university"],
        "as_of": app.config.portfolio_profile_date,
        "interests": list(app.config.portfolio_topics.values()),
        "links": list(person["links"]),
    }


def publications(app: Sphinx) -> dict[str, Any]:
    """Return the papers as data, each with the projects whose pages list it."""
    return {
        "$schema": "schemas/publications.schema.json",
        "publications": [
            {
                "key": paper.key,
                "title": paper.title,
                "authors": list(paper.authors),
                "date": paper.date,
                "venue": paper.conference or paper.journal,
                "url": paper.url or None,
                "csl": papers.csl_path(paper.key),
                "projects": _projects(app, paper),
            }
            for paper in papers.own_papers(app)
        ],
    }


def csl(paper: papers.Paper) -> dict[str, Any]:
    """Return one paper as a CSL-JSON item, which reference managers import."""
    item: dict[str, Any] = {
        "id": paper.key,
        "type": CSL_TYPES.get(paper.kind, "article"),
        "title": paper.title,
        "author": [_csl_name(name) for name in paper.authors],
        "issued": {"date-parts": [[int(part) for part in paper.date.split("-")]]},
        "language": "en",
    }
    for field, value in (
        ("container-title", paper.conference or paper.journal),
        ("publisher", paper.publisher),
        ("publisher-place", paper.place),
        ("page", "-".join(filter(None, (paper.first_page, paper.last_page)))),
        ("volume", paper.volume),
        ("ISBN", paper.isbn),
        ("DOI", paper.doi),
        ("URL", paper.url),
    ):
        if value:
            item[field] = value
    return item


def _csl_name(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given}


def _projects(app: Sphinx, paper: papers.Paper) -> list[str]:
    return sorted(one.slug for one in records(app.env).catalogue.with_publication(paper.key))


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    files: dict[str, Any] = {
        "profile.json": profile(app),
        "publications.json": publications(app),
        **{papers.csl_path(paper.key): [csl(paper)] for paper in papers.own_papers(app)},
    }
    for name, content in files.items():
        target = out / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(
            json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    (out / "schemas").mkdir(exist_ok=True)
    for schema in sorted(SCHEMAS.glob("*.schema.json")):
        shutil.copyfile(schema, out / "schemas" / schema.name)


def setup(app: Sphinx) -> None:
    """Write the files when the build ends well."""
    app.add_config_value("portfolio_person", {}, "env", dict)
    app.connect("build-finished", _write)
