"""Sphinx's log becomes short lines; what is unknown passes through, what follows is left out."""

from pathlib import Path

import pytest

from portfolio.build.diagnostics import Entry, WarningCollector, nearest, translate
from portfolio.content.diagnostic import Diagnostic
from support.small import BIBLIOGRAPHY, CONF, Site


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("/d/a.md:3: WARNING: Odd. [myst.xref]\n", Entry("/d/a.md", 3, "Odd.", "myst.xref")),
        ("/d/a.md: WARNING: Odd.\n", Entry("/d/a.md", 1, "Odd.", "")),
        ("/d/a.md:: WARNING: Odd.\n", Entry("/d/a.md", 1, "Odd.", "")),
        ("WARNING: Odd [a list].\n", Entry("", 1, "Odd [a list].", "")),
        (
            "/d/a.md:3: ERROR: Two\nlines. [docutils]\n",
            Entry("/d/a.md", 3, "Two\nlines.", "docutils"),
        ),
        ("\x1b[91mWARNING: Red\x1b[39;49;00m\n", Entry("", 1, "Red", "")),
        ("something else\n", Entry("", 1, "something else", "")),
    ],
)
def test_each_write_is_one_entry(text: str, entry: Entry) -> None:
    log = WarningCollector()

    assert log.write(text) == len(text)
    assert log.entries == [entry]


def test_blank_lines_are_no_entries() -> None:
    log = WarningCollector()
    log.write("\n")

    assert log.entries == []


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Make a source folder with one page and a configuration."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/conf.py").write_text("a = 1\nhtml_static_path = []\n")
    (tmp_path / "docs/a.md").write_text("One\ntwo\nthree\n\nthree\n")
    return tmp_path / "docs"


def test_unknown_entries_pass_through_on_one_line_without_our_folder(docs: Path) -> None:
    entry = Entry(str(docs / "a.md"), 2, f"Odd:\n  see {docs}/b.md", "new.kind")

    assert translate([entry, entry], docs, docs.parent, None) == [
        Diagnostic("docs/a.md", 2, "Odd: see docs/b.md")
    ]


def test_the_line_is_that_of_the_name_within_the_paragraph(docs: Path) -> None:
    def line(name: str) -> int:
        entry = Entry(
            str(docs / "a.md"), 1, f"image file not readable: {name}", "image.not_readable"
        )
        return translate([entry], docs, docs.parent, None)[0].line

    assert [line("One"), line("three"), line("four")] == [1, 3, 1]


def test_an_entry_without_a_file_points_to_the_setting_it_names(docs: Path) -> None:
    entry = Entry("", 1, "html_static_path entry '_static' does not exist", "")

    assert translate([entry], docs, docs.parent, None) == [
        Diagnostic("docs/conf.py", 2, "html_static_path entry '_static' does not exist")
    ]


def test_what_follows_from_a_lost_page_is_left_out(docs: Path) -> None:
    lost = Entry(str(docs / "a.md"), 3, "byte 0xe9 is not UTF-8", "portfolio.encoding")
    listed = Entry(
        str(docs / "b.md"),
        9,
        "toctree contains reference to nonexisting document 'a'",
        "toc.not_readable",
    )

    assert [one.file for one in translate([listed, lost], docs, docs.parent, None)] == ["docs/a.md"]
    assert len(translate([listed], docs, docs.parent, None)) == 1


def test_nearest_names() -> None:
    assert nearest("LIGHTNIGN", ["lightning", "ekko"]) == "; nearest: lightning"
    assert nearest("glosary.md", ["glossary.md", "glossary"]) == "; nearest: glossary.md"
    assert nearest("zzz", ["lightning"]) == ""


CONTENTS = "```{toctree}\n:glob:\n\n*\n*/*\n```"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("```{toctree}\n:glob:\n\n```\n*", 6, "this {toctree} lists no page"),
        (f"````\n{CONTENTS}\n````", 3, "```` contains a {toctree}"),
        (f"````{{note}}\nNo end.\n\n{CONTENTS}", 3, "````{note} is never closed"),
        (f"```\n\n{CONTENTS}", 3, "``` begins a block of code that has ```{toctree} in it"),
    ],
)
def test_a_block_around_the_table_of_contents_is_one_message(
    small: Site, text: str, line: int, said: str
) -> None:
    small.page("index", "Home", text)

    (message,) = small.build()

    assert message.startswith(f"docs/index.md:{line}: {said}")


def test_a_lost_list_of_publications_is_one_message(small: Site) -> None:
    for slug in ("a", "b"):
        small.project(slug, "```{at-a-glance}\n```", publications="[own2003]")
    small.page("publications", "Publications", "None.")

    said = "no page has the {publication-list} that links to a publication lead to"
    assert small.build() == [f"docs/publications.md:5: {said}"]


def test_a_lost_part_of_the_bibliography_is_one_message(small: Site) -> None:
    keys = ["a1", "b2", "c3", "d4", "e5"]
    for key in keys:
        small.page(
            key, key, f"First.\n\nSee {{footcite:p}}`{key}`.\n\n```{{footbibliography}}\n```"
        )

    (message,) = small.build()

    last = BIBLIOGRAPHY.count("\n")
    assert message == (
        f"docs/references.bib:{last}: pages cite 5 keys that are not here: "
        '"a1" (a1.md:5), "b2" (b2.md:5), "c3" (c3.md:5), "d4" (d4.md:5), …'
    )


def test_a_site_without_a_home_page(small: Site) -> None:
    (small.docs / "index.md").rename(small.docs / "home.md")

    assert small.build() == ["docs/index.md:1: there is no such page; it is the home page"]


def test_a_file_that_strayed_among_the_projects_is_one_message(small: Site) -> None:
    small.page("projects/My Notes", "Notes", "Words.")

    (message,) = small.build()

    assert message.startswith('docs/projects/My Notes.md:1: bad file name "My Notes.md"; allowed: ')


def test_a_home_page_that_is_not_utf_8_is_one_message(small: Site) -> None:
    content = (small.docs / "index.md").read_bytes()
    (small.docs / "index.md").write_bytes(content.replace(b"In words", b"In \xed\xa0\x80 words"))

    (message,) = small.build()

    assert message.endswith("byte 0xed is not UTF-8; save the file as UTF-8")


def test_a_lost_title_is_one_message_at_the_top(small: Site) -> None:
    text = "---\nkeywords: [a]\n---\n\nWords.\n\n## One\n\nWords.\n\n## Two\n\nMore.\n"
    small.write("untitled.md", text)

    (message,) = small.build()

    assert message.startswith("docs/untitled.md:1: the page has no title; begin its front matter ")


def test_a_renamed_page_is_not_missed_by_every_part_that_links_to_it(small: Site) -> None:
    pages = ["index", "projects/a", "projects/b", "publications", "topics/cloud-systems"]
    small.write("addresses.txt", "\n".join([*pages, "topics/compilers", ""]))
    for slug in ("a", "b"):
        small.project(slug, "```{at-a-glance}\n```", topics="[compilers]")
    (small.docs / "topics/compilers.md").rename(small.docs / "topics/compiling.md")

    assert [message.split(" is ")[0] for message in small.build()] == [
        "docs/addresses.txt:6: the page 'topics/compiling'",
        "docs/addresses.txt:6: the published page 'topics/compilers'",
    ]


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (
            ":glob: \n\n* */*",
            'index.md:6: the table of contents lists "* */*", which no other page matches',
        ),
        (":hidden: :glob:\n\n*\n*/*", None),
        (":glob:\n\na b\ntopics/*\npubl*", 'the table of contents lists "a b", but'),
    ],
)
def test_lines_of_contents_that_were_joined_are_named_alone(
    small: Site, contents: str, said: str | None
) -> None:
    small.page("a", "A", "Words.")
    small.page("b", "B", "Words.")
    small.page("index", "Home", f"```{{toctree}}\n{contents}\n```")

    messages = small.build()

    assert {message.split(":")[0] for message in messages} == {"docs/index.md"}, messages
    assert said is None or said in messages[0]


def test_a_sign_that_does_not_show_is_written_out(small: Site) -> None:
    small.page("cites", "Cites", "See {footcite:p}`own2003\N{ZERO WIDTH SPACE}`.")

    messages = small.build()

    assert any(r'unknown citation key "own2003\u200b"; nearest: own2003' in m for m in messages)


def test_a_lost_setting_for_titles_is_one_message(small: Site) -> None:
    small.write("conf.py", CONF.replace("myst_title_to_header = True\n", ""))
    for name in "abcd":
        small.write(f"{name}.md", "---\ntitle: A\n---\n\nWords.\n")

    (message,) = small.build()

    assert message.startswith("docs/conf.py:1: myst_title_to_header is not True; pages have ")


def test_synonyms_that_no_page_says_follow_from_a_page_that_was_lost(small: Site) -> None:
    small.write("conf.py", f'{CONF}sitesearch_synonyms = [["gossip", "rumor"]]\n')
    small.write("odd.md", "---\ntitle: Odd: one\n---\n\nOn gossip.\n")

    (message,) = small.build()

    assert message.startswith("docs/odd.md:2: malformed YAML")
