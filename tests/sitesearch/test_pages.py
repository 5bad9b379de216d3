"""From the environment to the pages of the index."""

from pathlib import Path

from support.search_corpus import build, write
from support.search_node import first


def test_an_unknown_value_of_a_facet_is_a_warning_at_its_page(tmp_path: Path) -> None:
    settings = (
        "sitesearch_facets = {'topics': 'Topic'}\nsitesearch_values = {'topics': {'clouds': 'C'}}"
    )
    _, said = build(write(tmp_path, settings))

    assert (
        'lightning.rst: WARNING: unknown topics "sandboxes"; sitesearch_values allows: clouds'
        in said
    )
    assert "ekko.rst" not in said


def test_another_extension_may_add_facts(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        "import sys, pathlib; sys.path.insert(0, str(pathlib.Path(__file__).parent))",
        extensions=("facts",),
    )
    (source / "facts.py").write_text(
        "def add(app, page):\n"
        "    if page.docname == 'ekko':\n"
        "        page.keywords.append('Edinburgh')\n"
        "def setup(app):\n"
        "    app.connect('sitesearch-page', add)\n",
        "utf-8",
    )
    folder, _ = build(source)

    assert first(folder, "edinburgh") == ["ekko.html"]
