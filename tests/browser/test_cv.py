"""The CV on paper: one sheet, tagged, and the kept PDF says what the page says."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from browser.cv import PDF, print_page


def words(pdf: PdfReader) -> list[str]:
    """Return the words in their order, without the breaks of lines and sheets."""
    return " ".join(page.extract_text() for page in pdf.pages).split()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_one_sheet(chromium: Browser, site: Path, paper: str) -> None:
    pdf = PdfReader(io.BytesIO(print_page(chromium, site / "about.html", paper)))
    assert len(pdf.pages) == 1
    assert "Experience" in words(pdf)
    assert "www.chijunsima.com" in words(pdf)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_longest_page_has_eight_sheets_at_most(
    chromium: Browser, site: Path, paper: str
) -> None:
    pdf = PdfReader(io.BytesIO(print_page(chromium, site / "projects/llvm.html", paper)))
    assert len(pdf.pages) <= 8
    assert "Collaborators" in words(pdf) or "Mentor" in words(pdf), "details are open on paper"


def test_kept_pdf_is_that_of_today(chromium: Browser, site: Path) -> None:
    """After a change of the page: ``make cv``."""
    today = PdfReader(io.BytesIO(print_page(chromium, site / "about.html", "A4")))
    assert words(PdfReader(PDF)) == words(today), "run `make cv` and commit the PDF"


def test_kept_pdf_is_tagged_and_whole() -> None:
    pdf = PdfReader(PDF)
    root = pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "About Chijun Sima · Chijun Sima"
    assert pdf.outline, "headings are bookmarks"
    links = [
        str(note.get_object()["/A"].get("/URI", ""))
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert any("www.chijunsima.com" in link for link in links)
    assert [link for link in links if "127.0.0.1" in link or link.startswith("file:")] == []


def test_page_links_to_the_pdf(site: Path) -> None:
    html = (site / "about.html").read_text("utf-8")
    assert 'chijun-sima.pdf"' in html
    (copy,) = site.rglob("chijun-sima.pdf")
    assert copy.read_bytes() == PDF.read_bytes()
