"""A document tree to the sections that can be found."""

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import new_document

from sitesearch.sections import Record, Section, passages, read


def section(anchor: str, heading: str, *children: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", heading), *children, ids=[anchor])


def paragraph(*parts: str | nodes.Node) -> nodes.paragraph:
    children = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return nodes.paragraph("", "", *children)


def page(*children: nodes.Node) -> Record:
    document = new_document("a")
    document += children
    return read(document)


def said(record: Record) -> list[tuple[str, str, str]]:
    return [(found.anchor, found.heading, found.text) for found in record.sections]


def test_text_belongs_to_the_innermost_section() -> None:
    inner = section("in", "Inner", paragraph("Three."))
    record = page(section("top", "Title", paragraph("One."), paragraph("Two."), inner))

    assert said(record) == [("", "Title", "One.\nTwo."), ("in", "Inner", "Three.")]


def test_a_page_takes_its_title_from_its_first_section_whatever_stands_before() -> None:
    record = page(paragraph("Before."), section("top", "Title", paragraph("After.")))

    assert said(record) == [("", "Title", "Before.\nAfter.")]


def test_what_nobody_reads_is_silent_and_leaves_no_gap() -> None:
    mark = nodes.footnote_reference("", "1")
    hidden = nodes.container("", paragraph("Hidden."), classes=["no-search"])
    record = page(
        paragraph("A quick start ", mark, ". More"), nodes.comment("", "No."), hidden,
        nodes.raw("", "<b>", format="html"),
    )  # fmt: skip

    assert said(record) == [("", "", "A quick start. More")]


def test_an_object_is_found_by_its_name_and_anchor() -> None:
    signature = addnodes.desc_signature("", "", nodes.Text("f(x)"), ids=["f"], fullname="mod.f")
    content = addnodes.desc_content("", paragraph("Waits."))
    record = page(addnodes.desc("", signature, content))

    assert said(record)[1][:2] == ("f", "mod.f")
    assert "Waits." in said(record)[1][2]


def test_the_terms_of_a_glossary_entry_are_names_of_one_place() -> None:
    terms = [nodes.term("", "", nodes.Text(name), ids=[f"term-{name}"]) for name in ("SFI", "box")]
    item = nodes.definition_list_item("", *terms, nodes.definition("", paragraph("Confines.")))
    record = page(addnodes.glossary("", nodes.definition_list("", item)))

    (_, entry) = record.sections
    assert (entry.anchor, entry.heading, entry.names) == ("term-SFI", "SFI, box", ("SFI", "box"))
    assert entry.text == "Confines."


def test_works_that_are_cited_are_a_place_of_their_own_without_addresses() -> None:
    note = nodes.footnote(
        "",
        nodes.label("", "1"),
        paragraph("Ann Other. URL: https://a.example/x doi:10.1/y A paper."),
    )
    record = page(section("top", "Title", paragraph("Text."), section("refs", "Sources", note)))

    cited = record.sections[-1]
    assert (cited.anchor, cited.reference, cited.continued) == ("refs", True, True)
    assert "Ann Other." in cited.text
    assert "A paper." in cited.text
    assert "example" not in cited.text


def test_the_head_of_a_page_describes_it() -> None:
    record = page(
        nodes.meta("", name="description", content="About it."),
        nodes.meta("", name="keywords", content="a, b c,, "),
    )

    assert (record.description, record.keywords) == ("About it.", ["a", "b c"])


def test_a_long_section_is_cut_between_its_lines() -> None:
    whole = Section("a", "A", "one one\ntwo\nthree three\nfour", names=("A",))

    parts = passages(whole, 10)
    assert [part.text for part in parts] == ["one one\ntwo", "three three", "four"]
    assert [(part.continued, part.names) for part in parts] == [
        (False, ("A",)), (True, ()), (True, ()),
    ]  # fmt: skip
    assert {(part.anchor, part.heading) for part in parts} == {("a", "A")}
    assert passages(Section("a", "A"), 10) == [Section("a", "A")]


def test_a_line_that_is_too_long_is_cut_between_its_sentences() -> None:
    parts = passages(Section("a", "A", "It is 2.4 s. Then more. So be it.\nShort. Line."), 16)

    assert [part.text for part in parts] == [
        "It is 2.4 s.",
        "Then more.",
        "So be it.",
        "Short. Line.",
    ]
