"""The live panel, as a reader finds it: still until touched, then at work, and always complete.

Facts about the lab (names, ranges, what a scenario draws) are asked of the lab itself, so these
tests hold for whatever it shows.
"""

import csv
import io
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from labs import registry
from labs.dominators.lab import EDITS
from support.browsers import empty_page

LAB = registry.lab("dominators")
PAGE = "projects/llvm.html"
ALL = "labs/dominators.html"
PYTHON = re.compile(r"_static/lab/(?!still/)\w+/(?!lab\.js|rest\.css|\w+\.json)")
"""What only a panel that was touched asks for; near it, a page loads its rest and drawings."""
STARTED = 60_000  # ms that a loaded machine may take to start Python

FIRST = LAB.scenarios[0]
START = LAB.picture(FIRST.name)
assert START.steps > 3, "the first scenario is the one that the tests step through"
COUNTED = LAB.scenario("islands")
AT_FIRST = LAB.picture(COUNTED.name)
NUMBER = next(p for p in LAB.view_type(COUNTED.view).parameters if p.kind == "int")
OTHER = int(AT_FIRST.parameters[NUMBER.name]) - 1
"""A value for NUMBER that the scenario COUNTED does not have."""


@pytest.fixture
def panel(page: Page, address: str) -> Locator:
    """Open the page; return its panel, not yet touched."""
    page.goto(f"{address}/{PAGE}")
    return page.locator(f"#lab-{LAB.name}")


@pytest.fixture(scope="module")
def running(
    engine: str, engines: Callable[[str], Browser], address: str
) -> Iterator[tuple[Page, list[str]]]:
    """Open the page and start Python, once for all tests of :func:`live`; also its complaints."""
    with empty_page(engines(engine)) as (page, complaints):
        page.goto(f"{address}/{PAGE}")
        panel = page.locator(f"#lab-{LAB.name}")
        touch(panel)
        ready(panel)
        yield page, complaints


@pytest.fixture
def live(running: tuple[Page, list[str]]) -> Iterator[Locator]:
    """Return the panel with Python running, at the scenario FIRST.

    Starting Python takes seconds, so the page is kept; what a test before has changed is reset.
    """
    page, complaints = running
    panel = page.locator(f"#lab-{LAB.name}")
    panel.locator("[data-action=reset]").click()
    chosen(panel, FIRST.name).locator(".lab-speed").select_option("1")
    expect(page).to_have_url(re.compile("^[^&]*$"))  # the address comes after the picture
    yield panel
    assert complaints == []


@pytest.fixture
def counted(live: Locator) -> Locator:
    """Return the panel with Python running and the scenario COUNTED chosen."""
    return chosen(live, COUNTED.name)


def chosen(panel: Locator, scenario: str) -> Locator:
    """Choose a tab; return the panel when its picture has been drawn live."""
    panel.locator(f'.lab-tab[value="{scenario}"] + label').click()
    expect(drawing(panel)).to_have_attribute("data-live", "true")
    return ready(panel)


def drawing(panel: Locator) -> Locator:
    """Return the picture that is shown."""
    return panel.locator(".lab-picture:visible .fig-panels")


def touch(panel: Locator) -> None:
    """Move the focus to the picture, which starts Python, and where the keys work."""
    panel.locator(".lab-picture:visible").focus()


def ready(panel: Locator) -> Locator:
    expect(panel).to_have_attribute("data-state", "ready", timeout=STARTED)
    return panel


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Let *page* go on until *condition* holds; fail after ten seconds."""
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came true")


def control(panel: Locator, name: str) -> Locator:
    return panel.locator(f'[data-parameter="{name}"] [name="{name}"]')


def position(panel: Locator) -> str:
    return panel.locator(".lab-step").inner_text()


def test_nothing_is_loaded_before_the_reader_shows_interest(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    page.mouse.wheel(0, 10_000)  # scrolling past is no interest
    panel = page.locator(".lab")
    for part in (".lab-title", ".lab-picture:visible", ".lab-controls"):
        panel.locator(part).hover()  # nor is passing over it with the pointer
    page.wait_for_timeout(300)
    assert not [url for url in asked if PYTHON.search(url)]

    touch(page.locator(".lab"))

    ready(page.locator(".lab"))
    assert [url for url in asked if url.endswith("worker.js")]
    assert all(url.startswith((address, "blob:")) for url in asked), "no third party"


@pytest.mark.parametrize("sign", ["press", "touch", "focus"])
def test_a_press_a_touch_and_the_focus_open_the_panel(
    chromium: Browser, address: str, sign: str
) -> None:
    context = chromium.new_context(has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    panel = page.locator(".lab")
    expect(panel).to_have_attribute("data-state", "waiting")

    caption = panel.locator(".lab-title")
    {"press": caption.click, "touch": caption.tap, "focus": lambda: touch(panel)}[sign]()

    ready(panel)
    context.close()


def test_the_live_picture_is_the_one_drawn_at_build(live: Locator, address: str) -> None:
    """For every scenario: picture, headline, words and numbers."""
    built = live.page.context.new_page()
    built.goto(f"{address}/labs/{LAB.name}.html")
    for scenario in LAB.scenarios:
        drawn = chosen(live, scenario.name).locator(f'[data-scenario="{scenario.name}"]')
        still = built.locator(f'[data-scenario="{LAB.name}.{scenario.name}"]')
        panels = [part.evaluate(PANELS) for part in (drawn, still)]
        assert panels[0] == panels[1], scenario.name
        headline = drawn.locator(".lab-headline").inner_text()
        assert headline == still.locator(".fig-title").inner_text()
        for part in (".lab-text", ".lab-values td", ".lab-values th"):
            expected = still.locator(part).all_text_contents()
            assert drawn.locator(part).all_text_contents() == expected, scenario.name
    built.close()


PANELS = """(figure) => [...figure.querySelectorAll(".fig-panels > svg")].map((svg) => {
  const marks = [...svg.querySelectorAll("*")];
  const added = /^(xmlns|role|tabindex|aria-.*)$/;
  const names = (mark) => mark.getAttributeNames().filter((name) => !added.test(name)).sort();
  const text = (mark) => names(mark).map((name) => `${name}=${mark.getAttribute(name)}`);
  const words = (mark) => (mark.children.length ? "" : mark.textContent);
  return marks.map((mark) => [mark.tagName, ...text(mark), words(mark)]);
})"""
"""The panels of a picture, but for what makes their parts reachable."""


def test_keys_step_forward_and_back(live: Locator) -> None:
    page = live.page
    touch(live)
    page.keyboard.press("Home")
    expect(live.locator(".lab-step")).to_have_text(f"1 / {START.steps}")
    seen = [drawing(live).inner_html()]
    for _ in range(2):
        before = position(live)
        page.keyboard.press("ArrowRight")
        expect(live.locator(".lab-step")).not_to_have_text(before)
        seen.append(drawing(live).inner_html())
    assert len(set(seen)) == 3, "each step has a picture of its own"

    page.keyboard.press("ArrowLeft")
    expect(live.locator(".lab-step")).to_have_text(f"2 / {START.steps}")
    assert drawing(live).inner_html() == seen[1]

    page.keyboard.press("End")
    expect(live.locator(".lab-step")).to_have_text(f"{START.steps} / {START.steps}")
    page.keyboard.press("ArrowRight")  # there is nothing after the last
    expect(live.locator(".lab-step")).to_have_text(f"{START.steps} / {START.steps}")


def test_play_pause_and_speed_by_keyboard(live: Locator) -> None:
    page = live.page
    play = live.locator("[data-action=play]")
    touch(live)
    page.keyboard.press("Home")
    expect(live.locator(".lab-step")).to_have_text(f"1 / {START.steps}")
    for _ in range(5):
        page.keyboard.press("+")
    expect(live.locator(".lab-speed")).to_have_value("8")

    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")
    expect(live.locator(".lab-step")).not_to_have_text(f"1 / {START.steps}")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Play")
    stopped = position(live)
    page.wait_for_timeout(400)
    assert position(live) == stopped

    page.keyboard.press("Space")
    expect(live.locator(".lab-step")).to_have_text(f"{START.steps} / {START.steps}", timeout=60_000)
    expect(play).to_have_attribute("aria-label", "Play")  # it pauses at the end


def test_a_link_shows_exactly_this_picture(counted: Locator, chromium: Browser) -> None:
    page = counted.page
    control(counted, NUMBER.name).fill(str(OTHER))
    expect(page).to_have_url(re.compile(f"{NUMBER.name}={OTHER}"))
    touch(counted)
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"step=0"))
    picture = drawing(counted).inner_html()
    address = page.url
    context = chromium.new_context()
    elsewhere = context.new_page()

    elsewhere.goto(address)

    there = ready(elsewhere.locator(".lab"))
    assert drawing(there).inner_html() == picture
    assert control(there, NUMBER.name).input_value() == str(OTHER)
    assert elsewhere.url == address
    context.close()


def test_back_leads_to_the_picture_before(live: Locator) -> None:
    """An address that is opened on the page is followed, and so is the way back."""
    page = live.page
    base = page.url.split("#")[0]
    page.goto(f"{base}#{_hash({NUMBER.name: OTHER})}")
    expect(control(live, NUMBER.name)).to_have_value(str(OTHER))
    page.goto(f"{base}#{_hash({}, step=0)}")
    usual = str(AT_FIRST.parameters[NUMBER.name])
    expect(control(live, NUMBER.name)).to_have_value(usual)

    page.go_back()

    expect(control(live, NUMBER.name)).to_have_value(str(OTHER))


def _hash(parameters: dict[str, object], **more: object) -> str:
    query = urlencode({"scenario": COUNTED.name, **parameters, **more})
    return f"lab-{LAB.name}?{query}"


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "'); import os; os.system('x') #",
        "\x00\u202e{{7*7}}",
        "9" * 400,
    ],
)
def test_hostile_addresses_are_words_and_nothing_else(
    page: Page, address: str, hostile: str
) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(f"{address}/{PAGE}#{_hash({NUMBER.name: hostile})}")
    panel = page.locator(".lab")
    error = panel.locator(f'[data-parameter="{NUMBER.name}"] .lab-error')
    expect(error).to_be_visible(timeout=STARTED)
    assert re.sub(r"[\x00\u202e]", "", hostile)[:10] in error.inner_text()
    assert panel.locator("img:not(.fig, .lab-small), script, iframe").count() == 0
    assert panel.locator(".lab-picture:visible").count() == 1

    page.goto(f"{address}/{PAGE}#lab-{LAB.name}?{urlencode({'scenario': hostile})}")
    page.reload()
    panel = page.locator(".lab")
    expect(panel).to_have_attribute("data-state", "refused", timeout=STARTED)
    expect(drawing(panel)).to_have_attribute("data-live", "true")  # and the message is still there
    expect(panel.locator(".lab-refusal")).to_contain_text("does not have")
    expect(panel.locator(".lab-status")).to_have_text("The picture shows the last valid settings.")
    assert page.locator(".lab img:not(.fig, .lab-small), .lab script").count() == 0


def test_a_wrong_value_is_explained_beside_its_control(counted: Locator) -> None:
    """And the last good picture, with its address, stays."""
    page = counted.page
    control(counted, NUMBER.name).fill(str(OTHER))
    expect(page).to_have_url(re.compile(f"{NUMBER.name}={OTHER}"))
    picture, address = drawing(counted).inner_html(), page.url

    control(counted, NUMBER.name).fill("many")

    error = counted.locator(f'[data-parameter="{NUMBER.name}"] .lab-error')
    expect(error).to_be_visible()
    assert error.inner_text().startswith(f"{NUMBER.label} must be {NUMBER.allowed()}")
    expect(control(counted, NUMBER.name)).to_have_attribute("aria-invalid", "true")
    described = control(counted, NUMBER.name).get_attribute("aria-describedby") or ""
    assert error.get_attribute("id") in described.split()
    assert drawing(counted).inner_html() == picture
    assert page.url == address
    expect(counted.locator(".lab-status")).to_have_text(
        "The picture shows the last valid settings."
    )

    control(counted, NUMBER.name).fill(str(OTHER))
    expect(error).to_be_hidden()
    expect(counted.locator(".lab-status")).to_contain_text("Live")


def test_a_step_gives_up_what_was_refused(live: Locator) -> None:
    """So that the controls say what the live picture shows."""
    page = live.page
    chosen(live, COUNTED.name)
    usual = control(live, NUMBER.name).input_value()
    control(live, NUMBER.name).fill("many")
    expect(live).to_have_attribute("data-state", "refused")

    touch(live)
    page.keyboard.press("Home")

    expect(live.locator(".lab-status")).to_contain_text("Live")
    expect(control(live, NUMBER.name)).to_have_value(usual)
    expect(live.locator(f'[data-parameter="{NUMBER.name}"] .lab-error')).to_be_hidden()


def test_the_edits_go_along_with_the_graph(live: Locator) -> None:
    chosen(live, "edit")
    edits = control(live, "edits")
    control(live, "graph").select_option("lt1")

    expect(edits).to_have_value(EDITS["lt1"])
    expect(live.locator('[data-parameter="edits"] .lab-error')).to_be_hidden()
    control(live, "graph").select_option("chk4")
    expect(edits).to_have_value(EDITS["chk4"])


def test_a_control_that_came_when_the_panel_woke_looks_like_the_others(live: Locator) -> None:
    """The style sheet is cut to what pages use; these controls are on none."""
    chosen(live, "edit")
    control(live, "graph").select_option("typed")
    edges = control(live, "edges")
    expect(edges).to_be_visible()
    field = edges.bounding_box()
    other = live.locator('[data-parameter="graph"]').bounding_box()
    assert field
    assert other
    assert abs(field["width"] - other["width"]) < 2
    assert "mono" in edges.evaluate("(field) => getComputedStyle(field).fontFamily").lower()


def test_the_slider_and_the_field_follow_each_other(counted: Locator) -> None:
    slider = counted.locator(f'[data-parameter="{NUMBER.name}"] .lab-slider')
    control(counted, NUMBER.name).fill(str(OTHER))
    if not NUMBER.logarithmic:
        expect(slider).to_have_value(str(OTHER))

    slider.focus()
    counted.page.keyboard.press("End")

    expect(control(counted, NUMBER.name)).to_have_value(str(int(NUMBER.high)))


ENDLESS = """
addEventListener("message", ({ data: { id, kind } }) => {
  if (kind === "init") postMessage({ id, kind: "result", answer: null });
  else for (;;);
});
"""


def test_stop_ends_a_computation_that_never_would(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route(
        "**/worker.js",
        lambda route: route.fulfill(body=ENDLESS, content_type="text/javascript"),
    )
    page.goto(f"{address}/{PAGE}")
    panel = page.locator(".lab")
    touch(panel)
    expect(panel.locator(".lab-status")).to_have_text("Working…", timeout=STARTED)
    (endless,) = page.workers
    page.unroute("**/worker.js")

    panel.locator("[data-action=stop]").click()

    expect(panel).not_to_have_attribute("data-state", "starting")
    until(page, lambda: endless not in page.workers)
    expect(panel.locator(".lab-status")).to_contain_text("ready again", timeout=STARTED)
    expect(panel.locator("[data-action=stop]")).to_be_hidden()
    chosen(panel, COUNTED.name)
    context.close()


def test_stop_is_there_only_while_something_runs(panel: Locator) -> None:
    stop = panel.locator("[data-action=stop]")
    expect(stop).to_be_hidden()
    touch(panel)
    expect(stop).to_be_visible()
    ready(panel)
    expect(stop).to_be_hidden()


def test_stop_works_while_python_is_starting(panel: Locator) -> None:
    touch(panel)
    expect(panel).to_have_attribute("data-state", "starting")

    panel.locator("[data-action=stop]").click()

    expect(panel).to_have_attribute("data-state", "stopped")
    until(panel.page, lambda: panel.page.workers == [])
    touch(panel)
    panel.page.keyboard.press("Home")
    ready(panel)


def test_reset_returns_to_the_scenario(counted: Locator) -> None:
    page = counted.page
    picture = drawing(counted).inner_html()
    control(counted, NUMBER.name).fill(str(OTHER))
    expect(page).to_have_url(re.compile(f"{NUMBER.name}={OTHER}"))

    counted.locator("[data-action=reset]").click()

    expect(control(counted, NUMBER.name)).to_have_value(str(AT_FIRST.parameters[NUMBER.name]))
    expect(page).not_to_have_url(re.compile(NUMBER.name))
    expect(drawing(counted)).to_have_attribute("data-live", "true")
    assert drawing(counted).inner_html() == picture


def test_picture_and_numbers_can_be_saved(chromium: Browser, address: str) -> None:
    """In Chromium: Playwright does not hear of downloads in an unpatched Firefox."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    live = page.locator(".lab")
    touch(live)
    chosen(ready(live), FIRST.name)
    live.locator(".lab-menu summary", has_text="Save").click()
    with page.expect_download() as saving:
        live.locator("[data-action=svg]").click()
    svg = Path(saving.value.path()).read_text(encoding="utf-8")
    assert saving.value.suggested_filename.endswith(".svg")
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "class=" not in svg, "it needs no style sheet"
    assert root.findall(".//*[@fill]")
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text

    live.locator(".lab-menu summary", has_text="Save").click()
    with page.expect_download() as saving:
        live.locator("[data-action=csv]").click()
    text = Path(saving.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    names = [row["name"] for row in rows]
    assert names[: len(START.values)] == list(START.values)
    assert {row["x"] for row in rows[len(START.values) :]} >= {"12", "100", "101"}, "the chart's"
    context.close()


@pytest.fixture
def without_script(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    yield page
    context.close()


def test_without_a_script_a_panel_is_a_figure(without_script: Page) -> None:
    """With picture, words and numbers of one scenario, and no control that would do nothing."""
    panel = without_script.locator(".lab")
    expect(panel.locator(".lab-controls, .lab-transport, .lab-tabs:visible")).to_have_count(0)
    (figure,) = panel.locator(".lab-scenario").all()
    view = LAB.picture(figure.get_attribute("data-scenario") or "")
    expect(figure.locator(".lab-headline")).to_have_text(view.headline)
    for picture in figure.locator(".fig-panels img").all():
        expect(picture).to_be_visible()
        is_drawn(picture)
    figure.locator(".lab-words summary").click()
    expect(figure.locator(".lab-text")).to_have_text(view.text)
    figure.locator(".lab-numbers summary").click()
    cells = figure.locator(".lab-values td").all_inner_texts()
    assert cells == [number for _, number in view.rows]


def is_drawn(picture: Locator) -> None:
    """Fail for an image whose file is not there or is no picture."""
    if picture.evaluate("(node) => node.localName") == "img":
        picture.evaluate("(image) => { image.loading = 'eager'; return image.decode(); }")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_image_of_a_drawing_has_the_colors_of_its_page(
    engine: str, engines: Callable[[str], Browser], address: str, scheme: str
) -> None:
    """As the reader chose them on the site, whatever the system prefers.

    In a context of its own: Playwright's screenshot adds a style that the policy blocks.
    """
    context = engines(engine).new_context(color_scheme="dark" if scheme == "light" else "light")
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    page.evaluate("(scheme) => localStorage.setItem('theme', scheme)", scheme)
    page.reload()
    image = page.locator(".lab-picture:visible img").first
    is_drawn(image)
    page.wait_for_timeout(100)
    shot = b64encode(image.screenshot()).decode()
    dark, bright = page.evaluate(SHADES, shot)
    context.close()
    assert bright > 20 * dark if scheme == "light" else dark > 20 * bright


SHADES = """async (shot) => {
  const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let dark = 0, bright = 0;
  for (let at = 0; at < data.length; at += 4) {
    const light = data[at] + data[at + 1] + data[at + 2];
    if (light < 150) dark += 1;
    if (light > 600) bright += 1;
  }
  return [dark, bright];
}"""


def test_the_page_of_all_scenarios_is_complete(without_script: Page, address: str) -> None:
    """Pictures, words, settings and numbers of each."""
    without_script.goto(f"{address}/labs/{LAB.name}.html")
    for scenario in LAB.scenarios:
        view = LAB.picture(scenario.name)
        figure = without_script.locator(f"figure#{scenario.name}")
        expect(figure.locator(".fig-panels svg").first).to_be_visible()
        figure.locator(".lab-words summary").click()
        expect(figure.locator(".lab-text")).to_have_text(view.text)
        figure.locator(".lab-numbers summary").click()
        cells = figure.locator(".lab-values td").all_inner_texts()
        assert cells == [number for _, number in view.rows]


@pytest.mark.parametrize(("path", "pictures"), [(PAGE, 1), (ALL, len(LAB.scenarios))])
def test_on_paper_every_picture_has_its_words(
    without_script: Page, address: str, path: str, pictures: int
) -> None:
    """A panel prints the scenario that it shows, the page of all of them each."""
    without_script.goto(f"{address}/{path}")
    without_script.emulate_media(media="print")
    panel = without_script.locator(".lab, .lab-figure[id]")
    expect(panel.locator(".fig-panels:visible")).to_have_count(pictures)
    for drawing in panel.locator(".fig-panels:visible").locator("svg, img").all():
        is_drawn(drawing)
    expect(panel.locator(".lab-tabs:visible")).to_have_count(0)
    texts = panel.locator(".lab-text:visible").all()
    assert len(texts) == pictures
    for text in texts:
        box = text.bounding_box()
        assert box is not None
        assert box["height"] > 0, "the words are printed though their details are closed"


def test_from_a_file_the_panel_says_why_it_is_still(page: Page, site: Path) -> None:
    page.goto((site / PAGE).as_uri())
    panel = page.locator(".lab")
    expect(panel.locator(".lab-status")).to_contain_text("make live")
    expect(panel.locator(".lab-controls, .lab-tabs:visible")).to_have_count(0)
    for image in panel.locator(".lab-picture:visible img").all():
        is_drawn(image)


def test_nothing_moves_for_readers_who_want_no_motion(chromium: Browser, address: str) -> None:
    """Playing is a series of still pictures that the reader starts; nothing is animated."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    panel = page.locator(".lab")
    touch(panel)
    chosen(ready(panel), FIRST.name)
    touch(panel)
    page.keyboard.press("Home")
    before = f"1 / {START.steps}"
    expect(panel.locator(".lab-step")).to_have_text(before)
    page.wait_for_timeout(1000)
    assert position(panel) == before, "it does not play by itself"
    page.keyboard.press("Space")
    expect(panel.locator(".lab-step")).not_to_have_text(before)
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()


def test_the_policy_of_the_page_is_kept(page: Page, address: str) -> None:
    """Violations of the content-security policy are reported as console errors, which fail."""
    violations: list[str] = []
    page.expose_function("violated", lambda directive: violations.append(directive))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => violated(e.violatedDirective))"
    )
    page.goto(f"{address}/{PAGE}")
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "'wasm-unsafe-eval'" in policy
    assert not re.search(r"'unsafe-(inline|eval)'", policy)

    touch(page.locator(".lab"))
    panel = ready(page.locator(".lab"))
    panel.locator(f'.lab-tab[value="{COUNTED.name}"] + label').click()
    control(panel, NUMBER.name).fill(str(OTHER))
    expect(page).to_have_url(re.compile(f"{NUMBER.name}={OTHER}"))
    panel.locator(".lab-menu summary", has_text="Save").click()
    panel.locator("[data-action=svg]").click()
    page.wait_for_timeout(300)

    assert violations == []


def test_a_file_that_cannot_be_loaded_is_said_in_words(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/python.bin*", lambda route: route.fulfill(status=503))
    page.goto(f"{address}/{PAGE}")
    panel = page.locator(".lab")
    touch(panel)

    expect(panel).to_have_attribute("data-state", "broken", timeout=STARTED)

    expect(panel.locator(".lab-status")).to_contain_text("did not start")
    expect(panel.locator(".lab-status")).to_contain_text("503")
    expect(panel.locator(".lab-progress")).to_be_hidden()
    expect(panel.locator(".fig-panels:visible")).to_have_count(1)

    page.unroute("**/python.bin*")  # and the reader tries again
    panel.locator("[data-action=reset]").click()

    ready(panel)
    context.close()


def test_a_connection_that_breaks_is_said_in_words(chromium: Browser, address: str) -> None:
    """Whatever is on the way at that moment: Python, or the scripts of the panel."""
    context = chromium.new_context()
    for file in ("library.bin", "panel.js", f"{LAB.name}.json"):
        page = context.new_page()
        page.route(f"**/{file}*", lambda route: route.abort("connectionreset"))
        page.goto(f"{address}/{PAGE}")
        panel = page.locator(".lab")
        touch(panel)
        expect(panel).to_have_attribute("data-state", "broken", timeout=STARTED)
        status = panel.locator(".lab-status")
        expect(status).to_contain_text("again")
        expect(status).not_to_contain_text("fetch")
        until(page, lambda page=page: page.workers == [])
        page.close()
    context.close()


def test_progress_moves_over_a_slow_link(chromium: Browser, address: str) -> None:
    """With every byte on the bar, in at most ten steps for those who hear it."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    page.evaluate(
        """() => {
          globalThis.said = [];
          globalThis.moved = new Set();
          const panel = document.querySelector(".lab");
          new MutationObserver(() => {
            said.push(panel.querySelector(".lab-status").textContent);
            moved.add(panel.querySelector(".lab-progress")?.value);
          }).observe(panel, { childList: true, subtree: true, attributes: true });
        }"""
    )
    panel = page.locator(".lab")
    touch(panel)
    ready(panel)
    said = page.evaluate("[...new Set(said)]")
    loading = [text for text in said if text.startswith("Loading Python")]
    assert 3 <= len(loading) <= 10, said
    assert page.evaluate("moved.size") > len(loading)
    context.close()


def test_pictures_are_checked_before_they_are_shown(chromium: Browser, address: str) -> None:
    """What is no drawing of a lab is refused whole, whoever wrote it.

    A context of its own: Chromium writes into the console that it blocks the worst of these.
    """
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    script = page.locator("script[src*='/lab.js']").evaluate(
        "script => new URL('picture.js', script.src).href"
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
    bad = {
        "script": svg.format("<script>1</script>"),
        "handler": svg.format('<rect onclick="1"/>'),
        "link": svg.format('<a href="javascript:1"><text>x</text></a>'),
        "foreign": svg.format("<foreignObject/>"),
        "style": svg.format('<rect style="fill:red"/>'),
        "html": svg.format('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'),
        "broken": "<svg",
    }
    sanitize = """async ([script, text]) => {
        const { sanitize } = await import(script);
        try { return sanitize(text).map((panel) => panel.outerHTML).join(""); }
        catch (error) { return "refused: " + error; }
    }"""
    for name, text in bad.items():
        assert page.evaluate(sanitize, [script, text]).startswith("refused: "), name
    good = page.evaluate(sanitize, [script, START.svg])
    assert good.startswith('<svg class="fig fig-panel"')
    assert "<title" not in good, "the page has it as text"
    context.close()


def test_no_input_is_lost_while_python_loads(chromium: Browser, address: str) -> None:
    """Typed, dragged, chosen and stepped, over a line of 150 ms and with a slow processor."""
    context = chromium.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 2})
    panel = page.locator(".lab")

    def opened() -> Locator:
        page.goto("about:blank")
        page.goto(f"{address}/{PAGE}")
        expect(panel).to_have_attribute("data-state", "waiting")
        panel.scroll_into_view_if_needed()
        expect(panel.locator(".lab-controls")).to_be_attached(timeout=STARTED)
        expect(panel).to_have_attribute("data-state", "waiting")
        return panel

    opened()
    control(panel, "largest").fill("180")
    ready(panel)
    expect(control(panel, "largest")).to_have_value("180")
    expect(page).to_have_url(re.compile("largest=180"))
    expect(panel.locator(".lab-text:not(:empty)").first).to_contain_text("180 vertices")

    opened()
    slider = panel.locator('[data-parameter="share"] .lab-slider')
    slider.evaluate(
        """(slider) => {
          slider.value = "37";
          slider.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    ready(panel)
    expect(control(panel, "share")).to_have_value("37")
    expect(page).to_have_url(re.compile("share=37"))

    opened()
    control(panel, "workload").evaluate(
        """(select) => {
          select.value = "islands";
          select.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    ready(panel)
    expect(page).to_have_url(re.compile("workload=islands"))

    opened()
    panel.locator('.lab-tab[value="edit"] + label').click()
    panel.locator("[data-action=play]").focus()
    ready(panel)
    expect(page).to_have_url(re.compile("scenario=edit"))
    expect(panel.locator('[data-scenario="edit"] .fig-panels')).to_have_attribute(
        "data-live", "true"
    )

    opened()
    touch(panel)
    page.keyboard.press("Home")
    ready(panel)
    expect(panel.locator(".lab-step")).to_have_text(f"1 / {START.steps}")
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_panel_never_changes_its_height(chromium: Browser, address: str, width: int) -> None:
    """Whatever is chosen or stepped to: what stands below it stays where it is."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    panel = page.locator(".lab")
    touch(panel)
    ready(panel)
    heights = set()
    for scenario in LAB.scenarios:
        chosen(panel, scenario.name)
        heights.add(panel.evaluate(HEIGHT))
        touch(panel)
        page.keyboard.press("Home")
        page.wait_for_timeout(200)
        ready(panel)
        heights.add(panel.evaluate(HEIGHT))
    assert max(heights) - min(heights) <= 1, heights
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


HEIGHT = "(panel) => Math.round(panel.getBoundingClientRect().height)"


def test_text_in_pictures_has_the_size_of_text(chromium: Browser, address: str) -> None:
    for width in (360, 1440):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/{PAGE}")
        panel = page.locator(".lab")
        touch(panel)
        ready(panel)
        for scenario in LAB.scenarios:
            sizes = drawing(chosen(panel, scenario.name)).evaluate(
                """(panels) => [...panels.querySelectorAll("text")].map((text) =>
                  parseFloat(getComputedStyle(text).fontSize) *
                  text.closest("svg").getScreenCTM().a)"""
            )
            assert all(11.9 <= size <= 14.1 for size in sizes), (width, scenario.name, sizes)
        context.close()


@pytest.fixture
def edited(live: Locator) -> Locator:
    """Return the panel with Python running and a graph to be edited."""
    return chosen(live, "edit")


def part(panel: Locator, label: str) -> Locator:
    return drawing(panel).locator(f'[data-label="{label}"]')


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_cuts_an_edge_and_the_text_follows(edited: Locator) -> None:
    edits = control(edited, "edits")
    before = edits.input_value().splitlines()[0]
    edited.page.mouse.click(*middle(part(edited, "Cut the edge test → body").locator("polygon")))

    expect(edits).to_have_value(f"{before}\n- test -> body")
    expect(edited.locator(".lab-headline:visible")).to_contain_text("Delete test → body")
    restore = part(edited, "Restore the edge test → body")
    expect(restore).to_have_count(1)
    restore.focus()
    edited.page.keyboard.press("Enter")
    expect(edits).to_have_value(f"{before}\n- test -> body\n+ test -> body")


def test_an_edge_is_drawn_from_vertex_to_vertex(edited: Locator) -> None:
    page, edits = edited.page, control(edited, "edits")
    source, target = part(edited, "Draw an edge from in"), part(edited, "Draw an edge from out")
    page.mouse.move(*middle(source))
    page.mouse.down()
    page.mouse.move(*middle(target), steps=5)
    page.mouse.up()
    expect(edits).to_have_value(re.compile("\\+ in -> out$"))
    expect(part(edited, "Cut the edge in → out")).to_be_attached()  # its picture has come

    part(edited, "Draw an edge from in").focus()
    page.keyboard.press("Enter")
    expect(edited.locator(".lab-status")).to_contain_text("choose where to")
    part(edited, "Draw an edge from else").focus()
    page.keyboard.press("Enter")
    expect(edits).to_have_value(re.compile("\\+ in -> else$"))


def test_an_edge_is_drawn_with_a_finger(chromium: Browser, address: str) -> None:
    """By a tap on one vertex and a tap on the other."""
    context = chromium.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/{PAGE}#lab-{LAB.name}?scenario=edit")
    panel = ready(page.locator(".lab"))
    part(panel, "Draw an edge from in").tap()
    part(panel, "Draw an edge from body").tap()
    expect(control(panel, "edits")).to_have_value(re.compile("\\+ in -> body$"))
    context.close()


def test_an_edit_that_contradicts_the_graph_is_refused_and_undone(edited: Locator) -> None:
    edits = control(edited, "edits")
    before = edits.input_value()
    for name in ("in", "test"):
        part(edited, f"Draw an edge from {name}").focus()
        edited.page.keyboard.press("Enter")
    expect(edited.locator(".lab-status")).to_contain_text("last valid settings")
    assert edits.input_value() == before


def test_parts_of_a_picture_are_one_stop_of_the_tab_key(edited: Locator) -> None:
    page = edited.page
    touch(edited)
    page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    second = page.evaluate(focused)
    assert first.startswith("Cut the edge")
    assert second.startswith("Cut the edge")
    assert first != second
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.lab-picture')") is None


def test_a_step_is_spoken_as_its_sentence(live: Locator) -> None:
    """The headline is a live region, silent while the pictures play, and says the last of them."""
    headline = live.locator(".lab-headline:visible")
    expect(headline).to_have_attribute("aria-live", "polite")
    touch(live)
    live.page.keyboard.press("Home")
    expect(live.locator(".lab-step")).to_have_text(f"1 / {START.steps}")
    live.page.keyboard.press("Space")
    expect(headline).to_have_attribute("aria-live", "off")
    live.page.keyboard.press("Space")
    expect(headline).to_have_attribute("aria-live", "polite")


def test_each_picture_has_the_name_and_the_words_that_are_shown(live: Locator) -> None:
    for scenario in LAB.scenarios:
        panels = drawing(chosen(live, scenario.name))
        shown = live.locator(f'[data-scenario="{scenario.name}"]')
        for attribute, part in (
            ("aria-labelledby", ".lab-headline"),
            ("aria-describedby", ".lab-text"),
        ):
            named = live.page.locator(f"[id='{panels.get_attribute(attribute)}']")
            expect(named).to_have_count(1)
            assert named.text_content() == shown.locator(part).text_content()


def test_the_command_computes_the_picture_that_is_shown(counted: Locator) -> None:
    control(counted, NUMBER.name).fill(str(OTHER))
    command = f"labs {LAB.name} --scenario {COUNTED.name} --{NUMBER.name} {OTHER}"
    expect(counted.locator(".lab-command code")).to_have_text(command)


def test_numbers_in_the_code_are_changed_in_place(live: Locator) -> None:
    chosen(live, "fan")
    small = control(live, "small")
    expect(live.locator(".lab-code")).to_be_visible()
    small.fill("400")
    expect(live.locator(".lab-headline:visible")).to_contain_text("too few to rebuild")
    small.focus()
    live.page.keyboard.press("ArrowUp")
    expect(small).to_have_value("401")
    chosen(live, "edit")
    expect(live.locator(".lab-code")).to_be_hidden()


def test_an_address_names_a_view_or_a_scenario(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}#lab-{LAB.name}?view=edit&graph=lt1")
    panel = ready(page.locator(".lab"))
    expect(panel.locator('.lab-tab[value="edit"]')).to_be_checked()
    expect(control(panel, "graph")).to_have_value("lt1")

    page.goto(f"{address}/{PAGE}#lab-{LAB.name}?scenario=fan&view=edit")
    expect(panel.locator(".lab-refusal")).to_contain_text("not that of its scenario")


def test_no_text_of_a_drawing_is_cut_at_its_edge(chromium: Browser, address: str) -> None:
    """Whatever a font makes of the widths that the drawings assume."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    cut = []
    for name in registry.NAMES:
        page.goto(f"{address}/labs/{name}.html")
        assert page.locator("svg.fig text").count() > 10
        cut += [(name, text) for text in page.evaluate(CUT)]
    context.close()
    assert cut == []


CUT = """() => [...document.querySelectorAll("svg.fig text")].filter((text) => {
  const { left, right } = text.getBoundingClientRect();
  const edge = text.ownerSVGElement.getBoundingClientRect();
  return left < edge.left - 1 || right > edge.right + 1;
}).map((text) => text.textContent)"""
