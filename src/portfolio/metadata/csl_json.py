"""A CSL-JSON file for each of the owner's papers, which reference managers import."""

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from portfolio.builders import writes_site
from portfolio.content.bibliography import Author, Paper, csl_path, own_papers

CSL_TYPES = {"inproceedings": "paper-conference", "article": "article-journal"}


def csl(paper: Paper) -> dict[str, Any]:
    """Return one paper as a CSL-JSON item."""
    item: dict[str, Any] = {
        "id": paper.key,
        "type": CSL_TYPES.get(paper.kind, "article"),
        "title": paper.title,
        "author": [_csl_name(author) for author in paper.authors],
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


def _csl_name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    return {"family": author.family, "given": author.given}


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not writes_site(app):
        return
    for paper in own_papers(app.env):
        target = Path(app.outdir, csl_path(paper.key))
        target.parent.mkdir(exist_ok=True)
        text = json.dumps([csl(paper)], ensure_ascii=False, indent=2) + "\n"
        target.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write the files when the build ends well."""
    app.connect("build-finished", _write)
