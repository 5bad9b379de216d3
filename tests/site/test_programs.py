"""What programs read is valid by validators that others wrote, and agrees with the pages."""

import json
import re
import struct
import subprocess
import urllib.robotparser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft202012Validator
from lxml import etree
from pyld import jsonld

from portfolio.npm import NODE
from support import ROOT

MODULES = ROOT / "node_modules"
ADDRESS = "https://someone.example/repo/"
AUTHORITY = "tag:chijunsima.com,2022:/"


@pytest.fixture(scope="module")
def out(published: Callable[[str], Path]) -> Path:
    """Build the site for an address."""
    return published(ADDRESS)


def articles(out: Path) -> list[Path]:
    """Return the pages that readers are meant to find."""
    found = [path for path in sorted(out.rglob("*.html")) if path.name not in NOT_FOR_READERS]
    assert len(found) >= 15
    beside = {"_static", "model"}  # what pages load, and the source of the models
    return [path for path in found if not beside & set(path.relative_to(out).parts)]


NOT_FOR_READERS = {"404.html", "search.html"}


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content(page: BeautifulSoup, key: str) -> list[str]:
    """Return the contents of all ``<meta>`` elements with that name or property."""
    tags = page.find_all("meta", attrs={"name": key}) + page.find_all("meta", property=key)
    return [str(tag["content"]) for tag in tags]


def url_of(path: Path, out: Path) -> str:
    relative = path.relative_to(out).as_posix()
    return ADDRESS if relative == "index.html" else ADDRESS + relative


def test_every_page_has_one_of_each_tag(out: Path) -> None:
    for path in articles(out):
        page = soup(path)
        for key in ("description", "og:title", "og:description", "og:type", "og:url", "og:image",
                    "twitter:card"):  # fmt: skip
            (value,) = content(page, key)
            assert value.strip(), f"{path}: {key}"
        (canonical,) = page.find_all("link", rel="canonical")
        assert canonical["href"] == url_of(path, out) == content(page, "og:url")[0]
        assert len(content(page, "description")[0]) <= 200
        assert page.html is not None
        assert page.html["lang"] == "en"


def test_descriptions_and_titles_tell_pages_apart(out: Path) -> None:
    for key in ("description", "og:title", "og:image"):
        values = [content(soup(path), key)[0] for path in articles(out)]
        repeated = {value for value in values if values.count(value) > 1}
        # The home page and nothing else is called by the owner's name.
        assert repeated <= ({"Chijun Sima"} if key == "og:title" else set()), key


def test_a_page_not_for_readers_is_kept_out_of_indexes(out: Path) -> None:
    for name in NOT_FOR_READERS:
        assert "noindex" in content(soup(out / name), "robots")[0]


def test_pictures_for_previews_have_the_promised_size(out: Path) -> None:
    pictures = set()
    for path in articles(out):
        picture = out / content(soup(path), "og:image")[0].removeprefix(ADDRESS)
        head = picture.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", head[16:24]) == (1200, 630)
        pictures.add(picture.read_bytes())
    assert len(pictures) == len(articles(out)), "two pages share a picture"


def test_scholars_find_the_paper_on_its_project(out: Path) -> None:
    page = soup(out / "projects" / "ekko.html")

    assert content(page, "citation_title")[0].startswith("Ekko: A Large-Scale")
    assert content(page, "citation_author")[0] == "Chijun Sima"
    assert content(page, "citation_publication_date") == ["2022/07"]
    assert content(page, "citation_firstpage") == ["821"]
    assert content(soup(out / "projects" / "llvm.html"), "citation_title") == []


def graphs(out: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for path in articles(out):
        (block,) = soup(path).find_all("script", type="application/ld+json")
        found[path.relative_to(out).as_posix()] = json.loads(block.get_text())
    return found


def test_structured_data_has_the_right_kinds(out: Path) -> None:
    kinds = {
        name: {node["@type"] for node in graph["@graph"]} for name, graph in graphs(out).items()
    }

    assert {"Person", "WebSite"} <= kinds["index.html"]
    assert {"ProfilePage", "BreadcrumbList"} <= kinds["about.html"]
    assert {"ScholarlyArticle"} <= kinds["publications.html"]
    for slug in ("ekko", "lightning", "ekko-elastic", "consensus", "llvm"):
        assert {"TechArticle", "BreadcrumbList"} <= kinds[f"projects/{slug}.html"]
    assert "ScholarlyArticle" in kinds["projects/ekko.html"]


def test_structured_data_uses_only_the_vocabulary_of_schema_org(out: Path, tmp_path: Path) -> None:
    """The TypeScript types of schema.org are a validator: unknown names do not compile."""
    lines = ["import type {Graph} from 'schema-dts';"]
    for number, graph in enumerate(graphs(out).values()):
        lines.append(f"export const page{number}: Graph = {json.dumps(graph)};")
    (tmp_path / "check.ts").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(MODULES)

    done = _typecheck(tmp_path)

    assert done.returncode == 0, done.stdout


def test_the_vocabulary_check_can_fail(tmp_path: Path) -> None:
    wrong = {"@context": "https://schema.org", "@graph": [{"@type": "Person", "shoeSize": 4}]}
    (tmp_path / "check.ts").write_text(
        f"import type {{Graph}} from 'schema-dts';\nexport const p: Graph = {json.dumps(wrong)};",
        encoding="utf-8",
    )
    (tmp_path / "node_modules").symlink_to(MODULES)

    done = _typecheck(tmp_path)

    assert done.returncode != 0
    assert "shoeSize" in done.stdout


def _typecheck(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NODE, MODULES / "typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck",
         "--moduleResolution", "bundler", "--module", "esnext", "check.ts"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_structured_data_is_linked(out: Path) -> None:
    """Every ``@id`` that is referred to is defined in the same graph."""
    for name, graph in graphs(out).items():
        graph = {**graph, "@context": {"@vocab": "https://schema.org/"}}  # no network in a test
        expanded = jsonld.expand(graph, {"base": ADDRESS + name})
        defined = {node["@id"] for node in expanded if len(node) > 1 and "@id" in node}
        used = set(re.findall(r'"@id": "([^"]+)"', json.dumps(expanded)))
        assert used <= defined | {u for u in used if "schema.org" in u}, name
        assert any("person" in identifier for identifier in defined)


def test_the_sitemap_follows_its_schema_and_lists_every_page(out: Path) -> None:
    schema = etree.XMLSchema(etree.parse(MODULES / "sitemap" / "schema" / "sitemap.xsd"))
    tree = etree.parse(out / "sitemap.xml")

    schema.assertValid(tree)
    locations = {element.text for element in tree.iter("{*}loc")}
    assert locations == {url_of(path, out) for path in articles(out)}


def test_robots_may_read_everything_and_find_the_sitemap(out: Path) -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse((out / "robots.txt").read_text().splitlines())

    assert robots.can_fetch("any", ADDRESS + "projects/ekko.html")
    assert robots.site_maps() == [ADDRESS + "sitemap.xml"]


def test_the_feed_is_read_without_complaint(out: Path) -> None:
    feed = feedparser.parse((out / "feed.xml").read_bytes())

    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == AUTHORITY
    assert len(feed.entries) >= 5
    for entry in feed.entries:
        assert entry.id.startswith(AUTHORITY)
        path = out / urlsplit(entry.link).path.removeprefix("/repo/")
        assert entry.link.startswith(ADDRESS)
        assert path.is_file()
        assert entry.title
        assert entry.summary
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.updated)
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


@pytest.mark.parametrize("name", ["projects"])
def test_json_follows_its_published_schema(out: Path, name: str) -> None:
    data = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    schema = json.loads((out / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert list(Draft202012Validator(schema).iter_errors({"unexpected": 1}))


def test_csl_json_is_cited_by_a_reference_manager(out: Path) -> None:
    files = sorted(out.glob("csl/*.json"))
    assert files
    for file in files:
        items = json.loads(file.read_text(encoding="utf-8"))
        bibliography = CitationStylesBibliography(
            CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(items)
        )
        bibliography.register(Citation([CitationItem(items[0]["id"])]))

        (reference,) = (str(reference) for reference in bibliography.bibliography())

        assert items[0]["author"][0]["family"] in reference
        assert items[0]["title"].split(":")[0] in reference
        assert str(items[0]["issued"]["date-parts"][0][0]) in reference


def test_publications_link_their_csl_file(out: Path) -> None:
    hrefs = {str(a["href"]) for a in soup(out / "publications.html").find_all("a", href=True)}

    assert {file.relative_to(out).as_posix() for file in out.glob("csl/*.json")} <= hrefs


def test_llms_txt_has_the_published_form_and_working_links(out: Path) -> None:
    lines = (out / "llms.txt").read_text(encoding="utf-8").splitlines()

    assert re.fullmatch(r"# \S.*", lines[0])
    assert re.fullmatch(r"> \S.*", lines[2])
    listed = [line for line in lines[3:] if line]
    assert all(re.fullmatch(r"## \S.*|- \[[^]]+\]\([^)]+\): \S.*", line) for line in listed)
    targets = re.findall(r"\]\(([^)]+)\)", "\n".join(listed))
    assert len(targets) == len(articles(out))
    for target in targets:
        assert target.startswith(ADDRESS)
        assert (out / target.removeprefix(ADDRESS)).is_file()


def test_every_page_has_a_clean_markdown_twin(out: Path) -> None:
    for path in articles(out):
        twin = path.with_name(path.name + ".md")
        text = twin.read_text(encoding="utf-8")
        title = soup(path).find("h1")
        assert title is not None
        assert text.startswith("# "), twin
        assert not re.search(r"<(div|span|svg|script|section|a) ", text), twin
        (alternate,) = soup(path).find_all("link", type="text/markdown")
        assert path.parent / str(alternate["href"]) == twin or (
            (path.parent / str(alternate["href"])).resolve() == twin.resolve()
        )
        for target in re.findall(r"\]\(((?!https?:)[^)#\s]+\.md)", text):
            assert (path.parent / target).resolve().is_file(), f"{twin} → {target}"


def test_without_an_address_nothing_claims_one(site: Path) -> None:
    for path in articles(site):
        page = soup(path)
        assert page.find_all("link", rel="canonical") == []
        assert content(page, "og:url") == content(page, "og:image") == []
        (block,) = page.find_all("script", type="application/ld+json")
        assert "example" not in block.get_text()
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text()
    hrefs = re.findall(r'href="([^"]+)"', (site / "feed.xml").read_text(encoding="utf-8"))
    assert all("://" not in href for href in hrefs)
    assert "](projects/ekko.html.md)" in (site / "llms.txt").read_text(encoding="utf-8")
