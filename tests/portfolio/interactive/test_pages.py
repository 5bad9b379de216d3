"""The directives and the role, on small sites with a lab made for them."""

import json
import pickle
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from labs import registry
from portfolio.interactive import assets, bundle, figure, modules
from portfolio.interactive.assets import STATIC
from portfolio.interactive.pyodide import runtime
from portfolio.interactive.standalone_svg import still
from portfolio.theme import CSS
from support.live_labs.ring import LAB
from support.small import Site

pytestmark = pytest.mark.usefixtures("ring")


def soup(site: Site, name: str) -> Any:
    return BeautifulSoup(site.file(name).read_text(encoding="utf-8"), "html5lib")


def environment(site: Site) -> Any:
    """Return what Sphinx remembers of the pages of *site*."""
    path = site.folder / "_build" / "draft" / "doctrees" / "environment.pickle"
    return pickle.loads(path.read_bytes())


def text(tag: Tag) -> str:
    return tag.get_text()


def test_a_scenario_is_a_figure_with_settings_words_and_numbers(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenario} ring.large\nA *caption*.\n```")
    assert small.build() == []

    figure = soup(small, "a.html").select_one("figure.lab-figure")

    view = LAB.picture("large")
    assert figure["data-scenario"] == "ring.large"
    (image,) = figure.select(".fig-panels img")
    assert (image["src"], image["loading"]) == ("_static/lab/still/ring.large.1.svg", "lazy")
    assert small.file(image["src"]).read_text(encoding="utf-8").count("<circle") == 1500
    assert text(figure.select_one("figcaption")).strip() == "A caption."
    assert text(figure.select_one(".fig-title")) == view.headline
    assert text(figure.select_one(".lab-text")) == view.text, "no quote made curly, no dash long"
    assert [text(cell) for cell in figure.select(".lab-values td")] == ["1,500", "0.0007", "k²"]
    assert text(figure.select_one(".lab-values th")) == "Vertices drawn"
    settings = {text(e.dt): text(e.dd) for e in figure.select(".lab-setting")}
    assert settings == {
        "Size": "1,500 vertices", "Factor": "10", "Shape": "A ring", "Filled": "yes",
    }  # fmt: skip


def test_a_text_of_many_lines_is_one_line_among_the_settings(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenario} ring.own\n```")
    assert small.build() == []
    settings = {text(e.dt): text(e.dd) for e in soup(small, "a.html").select(".lab-setting")}
    assert settings["Edges"] == "A -> B; B -> C"


def test_a_picture_has_one_name_and_one_description(small: Site) -> None:
    """Also where it is shown twice: its headline and its words, both text on the page."""
    small.page("a", "A", "Text.\n\n```{scenario} ring.small\n```\n\n```{scenario} ring.small\n```")
    assert small.build() == []
    page = soup(small, "a.html")
    ids = [tag["id"] for tag in page.select("figure [id]")]
    assert len(ids) == len(set(ids)) == 4
    for picture in page.select("figure .fig-panels"):
        assert picture["role"] == "img"
        assert text(page.select_one(f'[id="{picture["aria-labelledby"]}"]')) == "A ring of 8."
        described = text(page.select_one(f'[id="{picture["aria-describedby"]}"]'))
        assert described == LAB.picture("small").text
        assert not picture.select("title, desc, [role], [id]")


def test_a_picture_of_panels_is_taken_apart(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenarios} ring\n```")
    assert small.build() == []
    panels = soup(small, "a.html").select("figure#pair .fig-panels > svg")
    assert [(svg["width"], svg["height"]) for svg in panels] == [("320", "100"), ("300", "80")]
    assert [svg["viewbox" if svg.has_attr("viewbox") else "viewBox"] for svg in panels] == [
        "0 0 320 100", "0 0 300 80",
    ]  # fmt: skip
    assert not any(svg.has_attr(name) for svg in panels for name in ("x", "y"))


def test_a_number_stands_in_prose(small: Site) -> None:
    small.page("a", "A", "It has {modeled}`ring.large.vertices_drawn` vertices.")
    assert small.build() == []
    value = soup(small, "a.html").select_one("p .pf-computed")
    assert text(value) == "1,500"
    assert "pf-computed" in value["class"]


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (
            "```{scenario} ring.huge\n```",
            "There is no scenario of ring “huge”; there are: small, large, own, pair.",
        ),
        ("```{scenario} chain.small\n```", "There is no lab “chain”; there are: ring."),
        ("```{scenario} ring\n```", "There is no scenario of ring “”"),
        ("```{lab} chain\n```", "There is no lab “chain”; there are: ring."),
        (
            "Now {modeled}`ring.large.edges`.",
            "There is no value of ring.large “edges”; there are: vertices_drawn",
        ),
    ],
)
def test_a_name_that_does_not_exist_ends_the_build(small: Site, markup: str, message: str) -> None:
    small.page("a", "A", f"Some text.\n\n{markup}")
    told = small.build()
    assert len(told) == 1
    assert "a.md:5" in told[0]
    assert message in told[0]


def test_a_lab_has_one_panel_on_a_page(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{lab} ring\n```\n\n```{lab} ring\n```")
    (told,) = small.build()
    assert "a.md:8: the lab “ring” is on this page already" in told


@pytest.fixture
def panel(small: Site) -> Any:
    small.page("a", "A", "Text.\n\n```{lab} ring\n```")
    small.page("other", "Other", "No lab here.")
    assert small.build() == []
    return soup(small, "a.html").select_one("section.lab")


@pytest.fixture
def data(panel: Any, small: Site) -> Any:
    """Return the file that completes the panel."""
    assert panel
    (file,) = small.file("_static/lab").glob("*/ring.json")
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def rest(data: Any) -> Any:
    return BeautifulSoup(data["rest"], "html5lib").body


def test_each_scenario_is_picked_by_two_words_and_a_small_drawing(panel: Any) -> None:
    tabs = panel.select("fieldset input[type=radio]")
    assert [tab["value"] for tab in tabs] == ["small", "large", "own", "pair"]
    assert [tab["value"] for tab in tabs if tab.has_attr("checked")] == ["small"]
    assert len({tab["name"] for tab in tabs}) == 1
    for tab, scenario in zip(tabs, LAB.scenarios, strict=True):
        label = panel.select_one(f'label[for="{tab["id"]}"]')
        assert (text(label).strip(), label["title"]) == (scenario.label, scenario.title)
        assert (label.img["alt"], label.img["loading"]) == ("", "lazy")


def test_a_page_has_one_figure_and_the_rest_has_all(panel: Any, rest: Any) -> None:
    (shown,) = panel.select("figure")
    assert shown["data-scenario"] == "small"
    (image,) = shown.select(".lab-picture img")
    assert (image["src"], image["loading"]) == ("_static/lab/still/ring.small.1.svg", "lazy")
    for scenario in LAB.scenarios:
        figure = rest.select_one(f'[data-scenario="{scenario.name}"]')
        view = LAB.picture(scenario.name)
        for part in [figure, shown] if scenario.name == "small" else [figure]:
            assert text(part.select_one(".lab-text")) == view.text
            assert text(part.select_one(".lab-headline")) == view.headline
            cells = [text(cell) for cell in part.select(".lab-values td")]
            assert cells == [number for _, number in view.rows]


def test_a_drawing_in_the_rest_is_images_one_a_panel(rest: Any, small: Site) -> None:
    """Each with a style sheet of its own, in both color schemes and for more contrast."""
    images = rest.select(".lab-picture img")
    names = ["small.1", "large.1", "own.1", "pair.1", "pair.2"]
    assert [image["src"] for image in images] == [
        f"_static/lab/still/ring.{name}.svg" for name in names
    ]
    for image, name in zip(images, names, strict=True):
        assert (image["loading"], image["alt"]) == ("lazy", "")
        drawing = ET.parse(small.file(image["src"])).getroot()
        assert drawing.get("viewBox") == f"0 0 {image['width']} {image['height']}"
        circles = len(drawing.findall(f".//{{{figure.SVG}}}circle"))
        wanted = 1 if name.startswith("pair") else LAB.picture(name[:-2]).parameters["size"]
        assert circles == wanted
    sizes = [picture["data-panels"] for picture in rest.select(".lab-picture")]
    assert sizes == ["400x200", "400x200", "400x200", "320x100 300x80"]


def test_a_scenario_is_picked_by_its_first_panel_without_text(panel: Any, small: Site) -> None:
    drawing = ET.parse(small.file("_static/lab/still/ring.pair.small.svg")).getroot()
    assert drawing.get("viewBox") == "0 0 320 100"
    assert len(drawing.findall(f"{{{figure.SVG}}}circle")) == 1
    assert not list(drawing.iter(f"{{{figure.SVG}}}text"))


def test_a_drawing_takes_the_colors_that_it_uses_along() -> None:
    drawing = LAB.picture("small").svg
    style = re.search("<style>(.*)</style>", still(drawing, "llvm", CSS), re.DOTALL)
    assert style
    used = set(re.findall(r"var\((--[\w-]+)\)", style[1]))
    plain, contrast = style[1].split("@media(prefers-contrast:more)", 1)
    assert used
    assert used <= set(re.findall(r"(--[\w-]+):", plain))
    assert "color-scheme:light dark" in plain
    assert "--site-hue:var(--hue-llvm)" in plain
    assert "--site-ink:" in contrast


def test_each_parameter_has_its_control(data: Any, rest: Any) -> None:
    """Those without a meaning for the scenario that is shown are hidden."""
    for name, start in data["scenarios"].items():
        view = LAB.picture(name)
        assert start == {
            "parameters": dict(view.parameters), "step": view.step, "steps": view.steps,
        }  # fmt: skip
    controls = {str(tag["data-parameter"]): tag for tag in rest.select(".lab-control")}
    assert list(controls) == [parameter.name for parameter in LAB.parameters]
    for parameter in LAB.parameters:
        control = controls[parameter.name]
        field = control.select_one(f'[name="{parameter.name}"]')
        label = control.select_one("label")
        assert (text(label), label["for"]) == (parameter.label, field["id"])
        help_id, error_id = field["aria-describedby"].split()
        assert text(control.select_one(f"#{help_id}")) == parameter.help
        assert control.select_one(f"#{error_id}").has_attr("hidden")

    size, factor = controls["size"], controls["factor"]
    assert size.select_one("[name]")["value"] == "8"
    assert text(size.select_one(".lab-unit")) == "vertices"
    slider = size.select_one("[type=range]")
    assert (slider["min"], slider["max"], slider["value"]) == ("2", "2000", "8")
    assert factor.select_one("[type=range]")["value"] == "500", "10 is half way from 1 to 100"
    options = {tag["value"]: text(tag) for tag in controls["shape"].select("option")}
    assert options == {"ring": "A ring", "own": "Your own <shape>"}
    assert text(controls["edges"].select_one("textarea")) == "\nA -> B\n B -> C"
    assert controls["edges"].has_attr("hidden"), "it matters for another shape only"
    assert controls["filled"].select_one("[type=checkbox]").has_attr("checked")


def test_python_comes_with_the_page_that_has_a_panel(panel: Any, small: Site) -> None:
    script = soup(small, "a.html").select_one("script[src*='/lab.js']")
    folder = small.file(script["src"]).parent
    assert folder.parent == small.file("_static/lab")
    assert {path.name for path in folder.parent.iterdir()} == {"still", folder.name}
    size = 0
    for name, paths in modules.archives().items():
        archive = bundle.compress(runtime.compiled(name, bundle.pack(paths)))
        assert archive == (folder / f"{name}.bin").read_bytes()
        size += len(archive)
    for name in ("python.bin", "library.bin"):
        size += (folder / "python" / name).stat().st_size
    assert json.loads(script["data-sizes"]) == {"ring": size}
    assert script.has_attr("defer")
    assert not soup(small, "other.html").select('script[src*="lab.js"]')
    metadata = environment(small).metadata
    assert metadata["a"]["lab_panel"], "the theme's policy then allows WebAssembly"
    assert "lab_panel" not in metadata["other"]


def test_a_site_without_panels_ships_no_python(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{scenario} ring.small\n```")
    assert small.build() == []
    assert not [*small.file("_static/lab").rglob("python")]
    assert not small.file("model").exists()


def test_without_pyodide_there_is_one_message(
    small: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(runtime, "PYODIDE", tmp_path)
    small.page("a", "A", "Text.\n\n```{lab} ring\n```")
    small.page("b", "B", "Text.\n\n```{lab} ring\n```")
    told = small.build()
    assert len(told) == 1
    assert "npm package pyodide, which is not installed; `make html` installs it" in told[0]


def test_more_scenarios_than_tabs_are_refused(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:

    many = tuple(replace(LAB.scenarios[0], name=f"s{number}") for number in range(13))
    monkeypatch.setattr(registry, "lab", lambda _name: replace(LAB, scenarios=many))
    small.page("a", "A", "Text.\n\n```{lab} ring\n```")
    told = small.build()
    assert len(told) == 1
    assert "has 13 scenarios; a panel holds at most 12" in told[0]


def test_the_model_can_be_read_in_full(rest: Any, small: Site) -> None:
    """Pages show the bytes of the archive, line by line, with an address for each."""
    links = [tag["href"] for tag in rest.select(".lab-model a")]
    assert links == ["model/labs/kernel/drawing.html", "model/labs/kernel.html"]
    assert "Drawing: SVG as text" in text(rest.select_one(".lab-model li"))
    for path in modules.shipped_modules():
        relative = path.relative_to(modules.SOURCE.parent)
        name = relative.parent if relative.name == "__init__.py" else relative.with_suffix("")
        page = soup(small, f"model/{name}.html")
        source = page.select_one(".lab-source pre")
        for number in source.select(".linenos"):
            number.decompose()
        assert source.get_text() == path.read_text(encoding="utf-8"), relative
    page = soup(small, "model/labs/kernel/drawing.html")
    lines = (modules.SOURCE / "kernel" / "drawing.py").read_text(encoding="utf-8").splitlines()
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    link = page.find("a", string="Drawing.arrow")
    line = int(link["href"].removeprefix("#line-"))
    assert "def arrow(" in lines[line - 1]
    assert page.select_one(f'[id="line-{line}"]')


EXAMPLE = """```python
>>> from labs.ring.lab import LAB
>>> LAB.title  # "quoted",  two blanks
'Rings'
```

```console
$ labs ring --help
usage
```

```python
>>> 1 + 1
2
```
"""


def test_an_example_is_copied_without_prompts_and_runs_if_it_imports_a_lab(small: Site) -> None:
    small.page("a", "A", f"Text.\n\n{EXAMPLE}")
    assert small.build() == []
    ring, console, plain = soup(small, "a.html").select(".lab-example")
    source = 'from labs.ring.lab import LAB\nLAB.title  # "quoted",  two blanks'
    assert json.loads(ring["data-source"]) == source
    assert ring["data-lab"] == "ring"
    assert json.loads(console["data-source"]) == "labs ring --help"
    assert json.loads(plain["data-source"]) == "1 + 1"
    assert [len(one.select(".lab-run")) for one in (ring, console, plain)] == [1, 0, 0]
    for one in (ring, console, plain):
        assert all(button.has_attr("hidden") for button in one.select("button"))
    assert soup(small, "a.html").select_one('script[src*="/lab.js"]')
    assert environment(small).metadata["a"]["lab_panel"]


def test_the_style_sheet_of_the_rest_uses_tokens_that_pages_have() -> None:
    """It is loaded later than the site's, from which variables that no page uses are cut."""
    sheet = (STATIC / "lab" / "rest.css").read_text(encoding="utf-8")
    site = Path(modules.SOURCE.parent, "portfolio/theme/site/static/css")
    others = [path for path in site.glob("*.css") if path.name != "tokens.css"]
    used = "".join(path.read_text(encoding="utf-8") for path in others)
    for token in set(re.findall(r"var\((--[\w-]+)\)", sheet)):
        assert f"var({token})" in used or f"{token}:" in sheet, token


def test_what_a_panel_loads_is_named_after_its_version(
    small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of other scripts asks for another folder, and nothing of the first is left."""
    small.page("a", "A", "Text.\n\n```{lab} ring\n```")
    folders = []
    for sources in ("one", "another"):
        monkeypatch.setattr(assets, "_sources", lambda name=sources: name)
        small.page("other", "Other", f"This page is new: {sources}.")
        assert small.build() == []
        (script,) = small.file("_static/lab").glob("*/lab.js")
        address = f"_static/lab/{script.parent.name}/lab.js"
        assert soup(small, "a.html").select_one(f'script[src="{address}"]')
        assert {"kernel.bin", "ring.bin", "ring.json", "worker.js", "rest.css", "python"} <= {
            path.name for path in script.parent.iterdir()
        }
        folders.append(script.parent.name)

    assert len(set(folders)) == 2
