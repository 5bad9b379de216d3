"""The search as a visitor meets it, in a real browser, on the real site."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from support import ROOT
from support.search_corpus import build, write
from support.search_node import ask
from support.servers import Quiet, serve

OPTION = "dialog [role=option]"
ROW = "dialog .search-row"
BOX = "dialog [role=combobox]"


def results(page: Page) -> list[str]:
    """Return the addresses of the results shown, without origin and fragment."""
    links = [a.get_attribute("href") or "" for a in page.query_selector_all(ROW)]
    return [link.partition("#")[0].split("/", 3)[-1] for link in links]


def search(page: Page, text: str) -> list[str]:
    """Open the dialog, type *text*, and return what is found."""
    if not page.query_selector("dialog[open]"):
        page.keyboard.press("Control+k")
        page.wait_for_selector("dialog[open]")
    page.fill(BOX, text)
    settle(page)
    return results(page)


def settle(page: Page) -> None:
    """Wait until the results are complete and their number has been announced."""
    page.wait_for_selector("dialog [role=listbox]:not([aria-busy])", state="attached")
    page.wait_for_timeout(400)


def requests(page: Page) -> list[str]:
    """Return a list that will hold the path of every request below the search's folder."""
    seen: list[str] = []
    mark = "_static/search/"
    page.on("request", lambda r: seen.append(r.url.split(mark)[1]) if mark in r.url else None)
    return seen


@pytest.fixture
def home(page: Page, address: str) -> Page:
    page.goto(f"{address}/index.html")
    return page


def test_before_a_sign_only_the_starter_loads(page: Page, address: str, site: Path) -> None:
    seen = requests(page)
    page.goto(f"{address}/projects/ekko.html", wait_until="networkidle")
    page.mouse.wheel(0, 800)
    page.keyboard.press("Tab")
    page.wait_for_timeout(200)

    assert seen == ["boot.js"]
    assert len(gzip.compress((site / "_static/search/boot.js").read_bytes(), 9)) < 1_350


@pytest.mark.parametrize("text", ["bin packing", "recomnder", "xqzvkw", "how to add a project"])
def test_a_first_query_transfers_what_is_counted(home: Page, site: Path, text: str) -> None:
    """tests/search counts the bytes of these files for every query of the set."""
    seen = requests(home)
    search(home, text)
    home.wait_for_timeout(300)
    (answer,) = ask(folder=str(site / "_static/search"), queries=[text], cold=True, rows=5)[
        "answers"
    ]
    counted = {"app.js", "search.css", *(f"{name}.js" for name in answer["loaded"])}

    # the pictures come only to who waits in the empty dialog
    assert {name.partition("?")[0] for name in seen} - {"g0.js"} == counted


def test_the_box_loads_on_hover_and_opens_with_what_is_typed(home: Page) -> None:
    seen = requests(home)
    home.hover(".search-box input")
    home.wait_for_timeout(300)
    assert "app.js" in seen
    assert "core.js" in seen

    home.focus(".search-box input")
    home.keyboard.type("lightning", delay=20)
    home.wait_for_selector("dialog[open]")
    settle(home)

    assert home.input_value(BOX) == "lightning"
    assert results(home)[0] == "projects/lightning.html"


def test_from_key_to_page_by_keyboard_alone(home: Page) -> None:
    home.keyboard.press("/")
    home.wait_for_selector("dialog[open]")
    home.keyboard.type("dominator", delay=15)
    settle(home)
    assert results(home)[0] == "projects/llvm.html"
    box = home.locator(BOX)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-activedescendant", "search-0")

    home.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "search-1")
    expect(home.locator("#search-1")).to_have_attribute("aria-selected", "true")
    home.keyboard.press("ArrowUp")
    home.keyboard.press("ArrowUp")  # round the top
    last = home.locator(OPTION).count() - 1
    expect(box).to_have_attribute("aria-activedescendant", f"search-{last}")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")

    home.wait_for_url("**/projects/llvm.html*")


def test_escape_closes_and_the_focus_returns(home: Page) -> None:
    home.focus(".search-box input")
    home.keyboard.type("e")
    home.wait_for_selector("dialog[open]")
    home.keyboard.press("Escape")

    expect(home.locator("dialog")).not_to_have_attribute("open", "")
    expect(home.locator(".search-box input")).to_be_focused()


def test_keys_are_left_alone_while_typing_elsewhere(home: Page) -> None:
    home.evaluate("document.querySelector('article').append(document.createElement('textarea'))")
    home.focus("textarea")
    home.keyboard.type("and/or")
    home.wait_for_timeout(200)

    assert home.input_value("textarea") == "and/or"
    assert home.query_selector("dialog[open]") is None


@pytest.mark.chromium_only("an input method is imitated through Chromium's own protocol")
def test_composition_is_not_interrupted(home: Page) -> None:
    """While an input method composes, Enter and the arrows belong to it."""
    search(home, "")
    session = home.context.new_cdp_session(home)
    home.focus(BOX)
    session.send(
        "Input.imeSetComposition", {"text": "wei xin", "selectionStart": 7, "selectionEnd": 7}
    )
    for key in ("ArrowDown", "Enter"):
        home.evaluate(
            """key => document.querySelector('dialog [role=combobox]').dispatchEvent(
                new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true}))""",
            key,
        )
    settle(home)
    assert home.url.endswith("index.html")
    # nothing is searched for before the word is there
    assert home.query_selector("[data-asked]") is None

    session.send("Input.insertText", {"text": "微信"})
    settle(home)
    assert home.input_value(BOX) == "微信"
    assert results(home)


def test_no_key_is_lost_while_the_search_loads(home: Page) -> None:
    home.route(
        "**/_static/search/app.js", lambda route: (home.wait_for_timeout(800), route.continue_())
    )
    home.keyboard.press("/")
    home.keyboard.type("paxos")

    assert home.input_value("dialog[open] input") == "paxos"  # before the script is there
    home.wait_for_selector(OPTION)
    settle(home)
    assert home.input_value(BOX) == "paxos"
    assert results(home)[0] == "projects/consensus.html"


def test_empty_it_offers_the_projects_by_arrow(home: Page) -> None:
    search(home, "")
    assert len([link for link in results(home) if link.startswith("projects/")]) == 5
    home.keyboard.press("ArrowDown")
    expect(home.locator(BOX)).to_have_attribute("aria-activedescendant", "search-1")


def test_every_row_has_its_sentence(home: Page) -> None:
    search(home, "latency")
    texts = home.eval_on_selector_all(".search-text", "all => all.map(e => e.textContent)")
    assert len(texts) == 5
    assert all(texts)


def test_a_filter_ends_with_the_dialog_and_typing_goes_on(home: Page) -> None:
    search(home, "paxos")
    home.get_by_role("group", name="Topic").get_by_role("button").first.click()
    home.keyboard.type("store")
    assert home.input_value(BOX) == "paxosstore"
    home.keyboard.press("Escape")
    assert "projects/consensus.html" in search(home, "paxos")


def test_a_word_that_is_nowhere_is_left_out_and_named(home: Page) -> None:
    assert search(home, "ekko kubernetes")[0] == "projects/ekko.html"
    expect(home.locator(".search-note strong")).to_have_text("kubernetes")


def test_two_unknown_words_are_left_out_and_named(home: Page) -> None:
    assert search(home, "ekko elastic kubernetes helm")[0] == "projects/ekko-elastic.html"
    expect(home.locator(".search-note strong")).to_have_text("kubernetes, helm")


def test_sections_of_the_best_page_stand_under_it(home: Page) -> None:
    search(home, "paxos")
    sections = home.locator("dialog .search-sub")
    assert 1 <= sections.count() <= 3
    home.keyboard.press("ArrowDown")
    expect(sections.first).to_have_attribute("aria-selected", "true")
    expect(sections.first).to_contain_text("Consensus across regions")
    home.keyboard.press("Enter")
    home.wait_for_url("**/projects/consensus.html#*")


def test_empty_it_shows_the_pictures_of_the_projects_in_their_order(home: Page) -> None:
    search(home, "")
    names = ["ekko", "llvm", "lightning", "consensus", "ekko-elastic"]
    assert results(home) == [f"projects/{name}.html" for name in names]
    expect(home.locator("dialog .search-picture svg")).to_have_count(5)
    # The facts stand right under the title, also beside a picture that is higher than both.
    gaps = home.eval_on_selector_all(
        ROW,
        """rows => rows.map(({children: [picture, title, text, facts]}) =>
          facts.getBoundingClientRect().top - title.getBoundingClientRect().bottom)""",
    )
    assert max(gaps) < 1


def test_what_was_searched_is_marked_and_can_be_unmarked(home: Page) -> None:
    search(home, "guard page")
    home.keyboard.press("Enter")
    home.wait_for_url("**/projects/lightning.html*")
    marks = home.locator("article mark.search-mark")
    expect(marks.first).to_be_attached()
    text = home.locator("article").inner_text()
    home.get_by_role("button", name="Remove marks").click()
    expect(marks).to_have_count(0)
    assert home.locator("article").inner_text() == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ekko elastc", "projects/ekko-elastic.html"),  # without the mistyped word it would be Ekko
        ("dominatr tree", "projects/llvm.html"),
        ("paxos", "projects/consensus.html"),
    ],
)
def test_the_first_row_does_not_change_after_the_last_key(
    home: Page, text: str, expected: str
) -> None:
    """What is shown for a text is its settled answer: typed key by key, and pasted."""
    search(home, "")
    home.evaluate(
        """() => {
          window.shown = [];
          const list = document.getElementById('search-list');
          const look = () => {
            const first = list.querySelector('[data-asked] .search-row')?.pathname ?? '';
            window.shown.push([document.querySelector('dialog input').value, first]);
          };
          new MutationObserver(look).observe(list, {childList: true});
        }"""
    )
    for enter in (lambda: home.keyboard.type(text, delay=30), lambda: home.fill(BOX, text)):
        home.fill(BOX, "")
        settle(home)
        home.evaluate("window.shown = []")
        enter()
        settle(home)
        first = {row.strip("/") for typed, row in home.evaluate("window.shown") if typed == text}
        assert first == {expected}


def test_on_a_phone_held_sideways_three_rows_show(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 740, "height": 360}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    search(page, "consensus")
    shown = page.eval_on_selector(
        "dialog .search-body",
        """body => {
          const { top, bottom } = body.getBoundingClientRect();
          const rows = [...body.querySelectorAll('.search-row')];
          const places = rows.map(row => row.getBoundingClientRect());
          return places.filter(place => place.top >= top && place.bottom <= bottom).length;
        }""",
    )
    assert shown >= 3
    filters = page.locator("dialog .search-facets")
    expect(filters).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    expect(filters).to_be_visible()
    context.close()


def test_control_enter_opens_a_new_tab(home: Page) -> None:
    search(home, "paxos")
    with home.expect_popup() as popup:
        home.keyboard.press("Control+Enter")
    popup.value.wait_for_url("**/projects/consensus.html*")
    assert home.url.endswith("index.html")


def test_a_shared_search_works_in_an_open_tab(home: Page) -> None:
    home.evaluate("location.hash = '#search=paxos'")
    home.wait_for_selector(OPTION)
    assert home.input_value(BOX) == "paxos"


def test_accessibility_tree(home: Page) -> None:
    search(home, "consensus")
    tree = home.locator("dialog").aria_snapshot()

    assert '- combobox "Search" [expanded]' in tree
    assert '- listbox "Results":' in tree
    assert len(re.findall(r"- '?option ", tree)) == home.locator(OPTION).count()
    assert "[selected]" in tree
    assert re.search(r"- status: \d+ pages found", tree)
    assert '- group "Topic":' in tree
    assert home.get_attribute(BOX, "aria-controls") == "search-list"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)  # axe is not ours
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")
    states = {
        "": ".search-picture svg",
        "lihgtning": ".search-note strong",
        "paxos": ".search-sub",
        "ekko kubernetes": ".search-note strong",
        "xqzvkw": ".search-suggestions",
    }
    for text, sign in states.items():
        search(page, text)
        expect(page.locator(f"dialog {sign}").first).to_be_attached()
        assert violations(page, "dialog") == []

    search(page, "guard page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/lightning.html*")
    page.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")
    expect(page.locator(".search-marked")).to_be_visible()
    assert violations(page, ".search-marked") == []
    assert violations(page, "p:has(.search-mark)") == []
    context.close()


def violations(page: Page, place: str) -> list[list[str]]:
    """Return what axe finds in a place of the page; it must have looked at something."""
    found, passed = page.evaluate(
        """place => axe.run(place)
            .then(r => [r.violations.map(v => [v.id, v.help]), r.passes.length])""",
        place,
    )
    assert passed > 2
    return found


def test_filters_with_counts(home: Page) -> None:
    everything = search(home, "compiler")
    topic = home.get_by_role("group", name="Topic").get_by_role("button", name="Compilers")
    count = int(topic.inner_text().rpartition("(")[2].rstrip(")"))
    assert 0 < count < len(everything)

    topic.focus()
    home.keyboard.press("Space")
    settle(home)
    expect(topic).to_have_attribute("aria-pressed", "true")
    expect(topic).to_be_focused()
    assert len(results(home)) == count
    assert f"{count} page" in home.inner_text("dialog [role=status]")

    topic.press("Enter")
    settle(home)
    assert results(home) == everything


def test_a_filter_may_be_typed_and_may_stand_alone(home: Page) -> None:
    assert search(home, "topic:compilers") == ["projects/llvm.html", "topics/compilers.html"]
    assert search(home, "kind:project organization:tencent year:2021 cache")[0].startswith(
        "projects/"
    )
    assert search(home, "ekko:elastic")[0] == "projects/ekko-elastic.html"  # no filter: words


def test_address_on_request(home: Page, address: str) -> None:
    search(home, "cache")
    assert "#" not in home.url
    home.get_by_role("button", name="Serverless").click()
    settle(home)
    found = results(home)
    home.get_by_role("button", name="Link to this search").click()
    expect(home.locator("dialog [role=status]")).to_have_text(re.compile("copied|address bar"))
    shared = home.url
    assert shared.startswith(f"{address}/index.html#search=cache")

    other = home.context.new_page()
    other.goto(shared)
    other.wait_for_selector("dialog[open]")
    settle(other)
    assert other.input_value(BOX) == "cache"
    assert results(other) == found
    assert other.locator("[aria-pressed=true]").count() == 1


def test_sections_sentences_and_facts(home: Page) -> None:
    search(home, "column generation")
    first = home.locator(OPTION).first
    assert "#" in (first.get_attribute("href") or "")
    assert "column" in " ".join(first.locator("mark").all_inner_texts()).lower()
    assert "2020" in first.locator(".search-facts").inner_text()
    assert first.locator(".search-section").count() == 1
    home.keyboard.press("Enter")
    home.wait_for_url("**/projects/ekko-elastic.html#*")
    assert home.locator(f"[id='{unquote(home.url.partition('#')[2])}']").count() == 1


def test_a_word_that_is_only_begun_waits_for_a_pause(home: Page) -> None:
    seen = requests(home)
    search(home, "bin")
    before = len(seen)
    home.keyboard.type(" pa")
    assert len(seen) == before
    settle(home)
    assert results(home)[0] == "projects/ekko-elastic.html"
    assert len([name for name in seen[before:] if name.startswith("s")]) == 1


def test_correction_is_shown(home: Page) -> None:
    assert search(home, "lihgtning")[0] == "projects/lightning.html"
    expect(home.locator(".search-note")).to_have_text("Results for lightning")


def test_nothing_found_says_so_and_offers_words(home: Page) -> None:
    assert search(home, "xqzvkw") == []
    expect(home.locator("dialog [role=status]")).to_have_text("Nothing found")
    expect(home.locator(".search-aside")).to_contain_text("Try instead")
    home.locator(".search-aside button").first.click()
    settle(home)
    assert results(home)


def test_recent_searches_stay_here_and_can_be_cleared(home: Page, address: str) -> None:
    search(home, "paxos")
    home.keyboard.press("Enter")
    home.wait_for_url("**/projects/consensus.html*")
    home.goto(f"{address}/about.html")
    search(home, "")
    recent = home.get_by_role("option", name="paxos")
    expect(recent).to_be_visible()
    recent.click()
    settle(home)
    assert results(home)[0] == "projects/consensus.html"

    search(home, "")
    home.get_by_role("button", name="Forget recent searches").click()
    expect(recent).to_have_count(0)
    assert home.evaluate("localStorage.getItem('sitesearch-recent')") is None
    assert home.context.cookies() == []


@pytest.mark.parametrize(
    "text",
    [
        "constructor",
        "__proto__",
        "toString valueOf hasOwnProperty",
        "<img src=x onerror=alert(1)>",
        "</script><b>bold</b>",
        "a" * 10_000,
        "ekko " * 2_000,
        "\\ \" ' ` $ { } [ ] ( ) * + ? . ^ |",
        ":::: topic: :compilers topics:__proto__ constructor:x",
        "\u202e\u0000\ufffd 💥 ́́́",
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_hostile_queries(home: Page, text: str) -> None:
    home.evaluate("void (window.alert = () => document.body.setAttribute('data-attacked', ''))")
    search(home, text)

    assert home.locator("dialog[open]").count() == 1
    assert home.locator("[data-attacked], dialog img, dialog b").count() == 0
    assert home.inner_text("dialog [role=status]") in {"Nothing found", ""} or results(home)
    assert search(home, "ekko")[0] == "projects/ekko.html"  # and it still works


def test_signs_alone_are_no_query(home: Page) -> None:
    search(home, "\N{ROCKET} !?")

    assert "A search needs a letter or a digit." in home.inner_text("dialog .search-aside")
    assert search(home, "ekko")[0] == "projects/ekko.html"
    assert "needs a letter" not in home.inner_text("dialog .search-aside")


def silence(page: Page, *names: str) -> None:
    """Let requests for files with these beginnings fail."""

    def fail(route: Route) -> None:
        route.abort()

    for name in names:
        page.route(f"**/{name}*", fail)


@pytest.fixture
def unreliable(chromium: Browser) -> Iterator[Page]:
    """Open a page whose failed requests are not held against the site."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lost", ["core.js", "shards", "app.js"])
def test_without_the_index_the_form_still_works(unreliable: Page, address: str, lost: str) -> None:
    page = unreliable
    if lost == "shards":
        page.route(re.compile(r"/_static/search/s\d+\.js"), lambda route: route.abort())
    else:
        silence(page, f"_static/search/{lost}")
    page.goto(f"{address}/index.html")
    page.focus(".search-box input")
    page.keyboard.type("scheduler")
    page.wait_for_timeout(500)
    if lost == "app.js":
        expect(page.locator("dialog[open]")).to_have_count(0)  # it gives way to the page's box
        expect(page.locator(".search-box input")).to_have_value("scheduler")
    else:
        expect(page.locator("dialog [role=status]")).to_contain_text("did not load")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=scheduler")

    theirs = page.locator("#search-results ul.search")  # Sphinx's own list
    expect(theirs.locator("a[href*='projects/ekko-elastic']").first).to_be_visible()


def test_the_focus_stays_while_keys_come(unreliable: Page, address: str) -> None:
    """The dialog that cannot be filled gives way to the page's box in a pause of typing."""
    page = unreliable
    page.clock.install(time=0)
    silence(page, "_static/search/app.js")
    page.goto(f"{address}/index.html")
    page.clock.pause_at(10_000)
    page.focus(".search-box input")
    with page.expect_event("requestfailed"):
        page.keyboard.type("sched")
    page.keyboard.type("uler")
    expect(page.locator("dialog[open] input")).to_have_value("scheduler")

    page.clock.run_for(299)
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.clock.run_for(1)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".search-box input")).to_be_focused()
    expect(page.locator(".search-box input")).to_have_value("scheduler")


def test_an_index_that_comes_back_is_used(unreliable: Page, address: str) -> None:
    page = unreliable
    silence(page, "_static/search/core.js")
    page.goto(f"{address}/index.html")
    search(page, "ekko")
    assert results(page) == []

    page.unroute("**/_static/search/core.js*")
    assert search(page, "ekko ")[0] == "projects/ekko.html"


def test_search_page_shows_the_same_results(home: Page, address: str) -> None:
    found = search(home, "web assembly")
    home.goto(f"{address}/search.html?q=web+assembly")
    links = home.locator(".search-page-results li > a")
    expect(links.first).to_be_visible()
    hrefs = [a.get_attribute("href") or "" for a in links.all()]
    shown = [href.partition("#")[0].split("/", 3)[-1] for href in hrefs]
    assert shown[: len(found)] == found
    assert home.locator("#search-results ul.search").count() == 0  # Sphinx's was not asked
    expect(home.locator(".search-page-results .search-text").first).to_contain_text("WebAssembly")


def test_sphinx_is_asked_only_when_ours_cannot_answer(unreliable: Page, address: str) -> None:
    page = unreliable
    seen: list[str] = []
    page.on("request", lambda r: seen.append(r.url.rpartition("/")[2]))
    page.goto(f"{address}/search.html?q=ekko")
    expect(page.locator(".search-page-results li > a").first).to_be_visible()
    assert "searchindex.js" not in seen

    silence(page, "_static/search/")
    page.goto(f"{address}/search.html?q=scheduler")
    theirs = page.locator("#search-results ul.search a")
    expect(theirs.first).to_be_visible()
    assert "searchindex.js" in seen


def test_search_page_without_any_index_leads_to_the_projects(
    unreliable: Page, address: str
) -> None:
    silence(unreliable, "_static/search/app.js", "searchindex.js")
    unreliable.goto(f"{address}/search.html?q=ekko")
    link = unreliable.get_by_role("link", name="All projects")
    expect(link).to_be_visible()
    link.click()
    unreliable.wait_for_url("**/projects/index.html")


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_stock_theme_has_the_same_ways_out(unreliable: Page, tmp_path: Path, theme: str) -> None:
    folder, _ = build(write(tmp_path, theme=theme), "-W")
    home = folder.parents[1].as_uri()
    page = unreliable
    page.goto(f"{home}/search.html?q=lihgtning")
    expect(page.locator(".search-page-results li > a").first).to_have_text("Lightning")

    silence(page, "_static/search/")
    page.goto(f"{home}/search.html?q=lightning")
    expect(page.locator("#search-results ul.search a").first).to_be_visible()

    silence(page, "searchindex.js")
    page.goto(f"{home}/search.html?q=lightning")
    page.get_by_role("link", name="All pages").click()
    page.wait_for_url("**/index.html")


def test_without_a_script_the_box_goes_to_the_search_page(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/projects/index.html")
    page.goto(f"{address}/index.html")
    page.fill(".search-box input", "ekko")
    page.press(".search-box input", "Enter")
    page.wait_for_url("**/search.html?q=ekko")
    assert page.get_by_role("link", name="All projects").is_visible()
    context.close()


def test_from_a_file(page: Page, site: Path) -> None:
    page.goto((site / "projects/ekko.html").as_uri())
    search(page, "domtree")
    first = page.locator(OPTION).first
    assert (first.get_attribute("href") or "").startswith((site / "projects/llvm.html").as_uri())
    assert first.locator("mark").count()
    page.keyboard.press("Enter")
    page.wait_for_url("file:///**/projects/llvm.html*")


class Strict(Quiet):
    """Serves with a policy that allows nothing but the site's own files."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "form-action 'self'; base-uri 'none'",
        )
        super().end_headers()


def test_under_a_base_path_and_a_strict_policy(page: Page, site: Path, tmp_path: Path) -> None:
    """No inline script or style, no eval, no wasm, no fetch, no other origin."""
    base = tmp_path / "some"
    base.mkdir()
    (base / "place").symlink_to(site)
    foreign: list[str] = []
    with serve(tmp_path, Strict) as origin:
        page.on(
            "request", lambda r: foreign.append(r.url) if not r.url.startswith(origin) else None
        )
        page.goto(f"{origin}/some/place/topics/compilers.html")  # no lab: one asks for its figures
        search(page, "recsys")
        href = page.locator(OPTION).first.get_attribute("href") or ""
        assert href.startswith(f"{origin}/some/place/projects/ekko.html")
        assert search(page, "glossary")[0] == "some/place/glossary.html"
        page.keyboard.press("Enter")
        page.wait_for_url("**/some/place/glossary.html*")
    assert foreign == []
