"""Small sites, every warning a mistake; built in the test's own process or as the owner does."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from pybtex.database import parse_file

from portfolio.build.run import build
from portfolio.content.catalogue import Catalogue, load
from portfolio.content.diagnostic import Diagnostic
from portfolio.content.project import Vocabulary

CONF = """
project = "Small"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "portfolio"]
myst_title_to_header = True
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["references.bib"]
html_theme = "basic"
author = "Chijun Sima"
portfolio_person = {"name": "A", "job": "B", "employer": "C", "university": "D", "links": []}
portfolio_profile_date = "2022-08"
portfolio_topics = {"cloud-systems": "Cloud systems", "compilers": "Compilers"}
"""
BIBLIOGRAPHY = """
@misc{elsewhere2001, title={Else}, author={Ann Other and Bob Other}, year={2001}, doi={10.1/x}}
@misc{offline2002, title={Off}, author={A. B. Sea and C. Dee and E. Eff}, year={2002}}
@inproceedings{own2003, title={A {Paper}}, author={Chijun Sima and Ann Other}, year={2003},
  booktitle={Conf}, url={https://example.org/own}, keywords={own}}
"""
FACTS = {
    "title": "{slug}",
    "claim": "It does what it says.",
    "role": "Made it",
    "period": "2020-07 to present",
    "organization": "Tencent",
    "collaborators": "[]",
    "venue": "null",
    "status": "In use",
    "topics": "[cloud-systems]",
    "keywords": "[]",
    "related": "[]",
    "publications": "[]",
}
SPHINX = (sys.executable, "-m", "sphinx", "-j", "2", "-W", "-n")


class Site:
    """A site in a folder of its own: write pages, build, read what came out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        self.write("conf.py", CONF)
        self.write("references.bib", BIBLIOGRAPHY)
        self.page("index", "Home", "```{toctree}\n:glob:\n\n*\n*/*\n```")
        self.page("publications", "Publications", "```{publication-list}\n```")
        self.page("topics/cloud-systems", "Cloud systems", "On cloud systems.")
        self.page("topics/compilers", "Compilers", "On compilers.")

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below ``docs``."""
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def page(self, name: str, title: str, text: str) -> Path:
        """Write a page that is not a project."""
        return self.write(f"{name}.md", f"# {title}\n\n{text}\n\nIn words.\n")

    def project(self, slug: str, text: str = "", **facts: str | None) -> Path:
        """Write a project page; *facts* replace the usual YAML values, ``None`` removes a key."""
        values = {key: value.format(slug=slug) for key, value in FACTS.items()} | facts
        lines = [f"{key}: {value}" for key, value in values.items() if value is not None]
        front = "\n".join(["---", *lines, "---"])
        return self.write(f"projects/{slug}.md", f"{front}\n\n{text or 'About it.'}\n")

    def load(self) -> tuple[Catalogue, list[Diagnostic]]:
        """Read the project pages, without Sphinx."""
        vocabulary = Vocabulary(
            topics={"cloud-systems": "Cloud systems", "compilers": "Compilers"},
            citations=set(parse_file(str(self.docs / "references.bib")).entries),
            labs={"consensus"},
        )
        return load(self.docs, vocabulary)

    def catalogue(self) -> Catalogue:
        """Return the projects of pages that must be sound."""
        catalogue, mistakes = self.load()
        assert not mistakes
        return catalogue

    def build(self) -> list[str]:
        """Build as ``make html`` does; return the messages, of which a good site has none."""
        return [str(mistake) for mistake in build(self.docs, self.folder / "_build")]

    def sphinx(self, *options: str) -> str:
        """Build with Sphinx alone, in two processes, into ``_build/live``; return its report."""
        options = ("-d", "_build/doctrees", *options)
        done = subprocess.run(
            [*SPHINX, *options, "docs", "_build/live"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def file(self, name: str) -> Path:
        """Return the path of a built file."""
        return self.folder / "_build" / "html" / name

    def page_of(self, name: str) -> BeautifulSoup:
        """Return a whole built page."""
        return self.soup(self.file(f"{name}.html"))

    def environment(self) -> Any:
        """Return what Sphinx remembers of the pages."""
        path = self.folder / "_build" / "draft" / "doctrees" / "environment.pickle"
        return pickle.loads(path.read_bytes())

    @staticmethod
    def soup(path: Path) -> BeautifulSoup:
        """Parse a page as browsers do."""
        return BeautifulSoup(path.read_text("utf-8"), "html5lib")

    def article(self, name: str) -> Tag:
        """Return the content of a built page."""
        article = self.page_of(name).select_one("[role=main]")
        assert article
        return article


def mistakes(site: Site) -> list[str]:
    """Return the messages about the project pages, without Sphinx."""
    return [str(mistake) for mistake in site.load()[1]]


def words(tag: Tag) -> str:
    """Return the text of *tag* with single spaces."""
    return " ".join(tag.get_text(" ", strip=True).split())


def text(tag: Tag) -> str:
    """Return the text of *tag* as it is written."""
    return tag.get_text()


def write_site(folder: Path, **pages: str) -> Path:
    """Write a site of *pages* (name to Markdown) and return its source folder."""
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "conf.py").write_text(CONF.replace('"basic"', '"portfolio"'))
    (docs / "references.bib").write_text(BIBLIOGRAPHY)
    for name, text in pages.items():
        (docs / f"{name}.md").write_text(text)
    return docs


def make_html(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run ``python -m portfolio.build docs _build`` in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "portfolio.build", "docs", "_build"],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below *folder*."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
