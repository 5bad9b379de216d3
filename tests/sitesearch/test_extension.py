"""``extensions = ["sitesearch"]`` on a stock site: what is found, and how it is built."""

import re
import shutil
from pathlib import Path

import pytest

from sitesearch import INTERNAL, LATER, SCRIPT_FOLDER
from sitesearch.write import join, join_later
from support.search_corpus import PAGES, build, contents, write
from support.search_node import ask, first


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write(tmp_path_factory.mktemp("small")), "-W")[0]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("ekko", "ekko.html"),  # a title before a mention
        ("EKKO ", "ekko.html"),
        ("recommenders", "ekko.html"),  # another form of the stem
        ("recom", "ekko.html"),  # a word being typed
        ("ligthning", "lightning.html"),  # a swap
        ("lihgtnnig", "lightning.html"),  # two
        ("pulling updates", "ekko.html#pulling-updates"),  # a heading
        ("recsys", "ekko.html"),  # a keyword
        ("parameter server", "ekko.html"),  # two words of one keyword
        ("version vector", "ekko.html#pulling-updates"),  # the parts of an identifier
        ("versionvector", "ekko.html#pulling-updates"),
        ("flush_barrier", "lightning.html#flush_barrier"),  # an object, by its anchor
        ("applyupdates", "lightning.html#flush_barrier"),
        ("web assembly", "lightning.html#guards"),  # joined and split
        ("guardpage", "lightning.html#guards"),
        ("software fault isolation", "notes.html#term-SFI"),
        ("sfi", "notes.html#term-SFI"),
        ("版本", "ekko.html"),  # two characters of a Chinese sentence
        ("量", "ekko.html"),
        ("placement of shards", "notes.html"),  # a stop word does not count
        ("secret", ""),
        ("zanzibar", ""),
        ("nobody", ""),
        ("xqzvkwj", ""),
        ("constructor", ""),
    ],
)
def test_first_result(folder: Path, query: str, page: str) -> None:
    assert first(folder, query) == [page]


def test_a_shard_is_loaded_only_for_a_word_in_it(folder: Path) -> None:
    (answer,) = ask(folder=str(folder), queries=["ekko"])["answers"]

    first, *more = answer["loaded"]
    assert first == "core"
    assert [name[0] for name in more].count("s") == 1
    assert [name for name in more if name[0] not in "hst"] == []  # no lexicon for a known word


def test_nearest_words(folder: Path) -> None:
    nothing, same = ask(folder=str(folder), queries=["lightningrod", "zanzibar"])["answers"]

    assert nothing["results"] == []
    assert nothing["near"][0] == "lightning"  # a name of the site
    assert "Ekko" in same["near"]  # else the pages, by their titles


def test_correction_is_reported(folder: Path) -> None:
    answers = ask(folder=str(folder), queries=["ligthning guards", "lightning guards"])["answers"]

    assert [answer.get("corrected") for answer in answers] == ["lightning guards", None]


def test_snippet_is_the_matching_sentence(folder: Path) -> None:
    (answer,) = ask(folder=str(folder), queries=["guard page"])["answers"]
    pieces = answer["results"][0]["snippet"]

    assert "".join(piece["text"] for piece in pieces) == "The guard page traps."
    assert [piece["text"] for piece in pieces if piece["marked"]] == ["guard", "page"]


def snippet(folder: Path, query: str) -> str:
    """Return the sentence shown with the first result."""
    (answer,) = ask(folder=str(folder), queries=[query])["answers"]
    return "".join(piece["text"] for piece in answer["results"][0]["snippet"])


def test_what_is_shown_is_what_a_reader_reads(tmp_path: Path) -> None:
    page = """
Tiers
=====

.. toctree::

A quick start beats a quick finish [#one]_. Nothing else does.

Zephyr

   Blows from the west.

.. [#one] Said somewhere.
"""
    folder, _ = build(write(tmp_path, index=page))

    assert snippet(folder, "quick finish") == "A quick start beats a quick finish."
    assert snippet(folder, "zephyr") == "Zephyr · Blows from the west."


def test_a_misspelt_title_leads_to_the_page_itself(folder: Path) -> None:
    assert first(folder, "ligthning", "lightnin ") == ["lightning.html"] * 2


def test_guesses_are_not_believed_beside_a_word_that_means_nothing(folder: Path) -> None:
    assert first(folder, "trapz", "trapz xqzvkwj") == ["lightning.html#guards", ""]
    assert first(folder, "ligthning xqzvkwj") == ["lightning.html"]  # the name of a page is


def test_distance_counts_a_swap_as_one(folder: Path) -> None:
    triples = [("abcd", "abdc", 2), ("abcd", "abcd", 1), ("abcd", "acbx", 2), ("ab", "wxyz", 2),
               ("kitten", "sitten", 1), ("ekko", "eko", 1), ("a" * 30, "b" * 30, 2)]  # fmt: skip

    assert ask(distances=triples)["distances"] == [1, 0, 2, 3, 1, 1, 3]


def test_clean_builds_are_the_same_whatever_the_seed_and_the_jobs(tmp_path: Path) -> None:
    one = contents(build(write(tmp_path / "one"), seed=1)[0])
    two = contents(build(write(tmp_path / "two"), "-j", "2", seed=2)[0])

    assert one.keys() == two.keys()
    assert one == two


def test_an_incremental_build_equals_a_clean_one(tmp_path: Path) -> None:
    source = write(tmp_path)
    build(source)
    (source / "ekko.rst").write_text(PAGES["ekko"].replace("fresh", "stale"), "utf-8")
    (source / "notes.rst").unlink()
    (source / "index.rst").write_text(PAGES["index"].replace("   notes\n", ""), "utf-8")
    again = contents(build(source)[0])
    shutil.rmtree(source.parent / "target")
    shutil.rmtree(source.parent / "doctrees")

    assert again == contents(build(source)[0])


def test_dirhtml(tmp_path: Path) -> None:
    folder, _ = build(write(tmp_path), "-b", "dirhtml", "-W")

    assert first(folder, "ekko", "pulling updates") == ["ekko/", "ekko/#pulling-updates"]


@pytest.mark.parametrize("theme", ["alabaster", "classic", "furo"])
def test_every_page_of_any_theme_has_the_starter(tmp_path: Path, theme: str) -> None:
    folder, _ = build(write(tmp_path, theme=theme), "-W")
    html = (folder.parents[1] / "ekko.html").read_text("utf-8")

    assert html.count("_static/search/boot.js") == 1
    assert "search-results.js" not in html
    page = (folder.parents[1] / "search.html").read_text("utf-8")
    assert page.count("_static/search-results.js") == 1
    assert "searchindex.js" not in page  # loaded if it is needed
    assert (folder.parents[1] / "searchindex.js").is_file()


def test_another_language_has_its_stems(tmp_path: Path) -> None:
    page = "Häuser\n======\n\n.. toctree::\n\nDie Ergebnisse der Messungen.\n"
    folder, _ = build(write(tmp_path, 'language = "de"', index=page))

    assert first(folder, "ergebnissen", "hauser", "der messung") == ["index.html"] * 3


def test_synonyms_find_each_other(tmp_path: Path) -> None:
    settings = (
        'sitesearch_synonyms = [["WebAssembly", "wasm"], ["guard page", "trap page", "保护页"]]'
    )
    folder, _ = build(write(tmp_path, settings), "-W")

    assert first(folder, "wasm", "trap page", "保护页") == ["lightning.html#guards"] * 3


def test_weights_put_one_page_before_another(tmp_path: Path) -> None:
    light, _ = build(write(tmp_path / "a", 'sitesearch_weights = {"index": 0.1}'))
    heavy, _ = build(write(tmp_path / "b", 'sitesearch_weights = {"index": 9}'))

    assert first(light, "lightning") == ["lightning.html"]
    assert first(heavy, "lightning") == ["index.html"]


def test_an_abbreviation_and_its_words_find_each_other(tmp_path: Path) -> None:
    abbreviations = {"PS": "parameter server", "GPU": "graphics processing unit"}
    folder, _ = build(write(tmp_path, f"sitesearch_abbreviations = {abbreviations}"), "-W")

    assert first(folder, "ps") == ["ekko.html"]


def test_a_configured_stop_word_says_nothing(tmp_path: Path) -> None:
    without, _ = build(write(tmp_path / "a"))
    configured, _ = build(write(tmp_path / "b", 'sitesearch_stop_words = ["mentions"]'))

    assert first(without, "mentions") == ["index.html"]
    assert first(configured, "mentions", "mentions peers") == ["", "ekko.html#pulling-updates"]


def test_a_configured_stem_is_no_form_of_another_word(tmp_path: Path) -> None:
    """The stemmer takes an engineer for an engine."""
    page = "Start\n=====\n\n.. toctree::\n\nAn engine of many.\n"
    groups = 'sitesearch_synonyms = [["engineer", "builder"]]\n'
    without, _ = build(write(tmp_path / "a", groups, index=page))
    configured, _ = build(
        write(tmp_path / "b", f'{groups}sitesearch_stems = ["engineer"]', index=page)
    )

    assert first(without, "builder") == ["index.html"]
    assert first(configured, "engine", "builder") == ["index.html", ""]


def test_a_synonym_no_page_says_is_a_warning(tmp_path: Path) -> None:
    _, said = build(write(tmp_path, 'sitesearch_synonyms = [["gnu", "wildebeest"]]'))

    assert "sitesearch_synonyms: no page says any of gnu, wildebeest" in said


def test_names_that_are_shortened_are_those_of_the_scripts_together() -> None:
    """A name that is also in another script must stay as it is; files of the index have none."""
    others = ("boot.js", "results.js", "globals.d.ts")
    text = "\n".join((SCRIPT_FOLDER / name).read_text("utf-8") for name in others)
    code = re.sub(r"(?<!:)//.*", "", re.sub(r"(?s)/\*.*?\*/", "", text))
    words = set(re.findall(r"\w+", re.sub(r'"[^"\n]*"', "", code)))

    assert [name for name in INTERNAL.split("|") if name in words] == []


def test_every_module_of_the_search_is_joined() -> None:
    """A module that nothing imports is either a script of its own or forgotten."""
    app = SCRIPT_FOLDER / "app.js"
    joined = join(app) + "".join(join_later(SCRIPT_FOLDER / name, app) for name in LATER)
    own = {"boot.js", "results.js", "marks.js"}
    for path in SCRIPT_FOLDER.glob("*.js"):
        assert (path.read_text("utf-8").splitlines()[1] in joined) is (path.name not in own)
