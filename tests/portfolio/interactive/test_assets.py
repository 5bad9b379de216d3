"""What pages with a panel load, and that others load nothing."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from labs.consensus.lab import LAB as CONSENSUS
from portfolio.interactive import assets, bundle, figure, modules
from portfolio.interactive.assets import STATIC
from portfolio.interactive.pyodide import runtime
from support.live_labs.ring import LAB
from support.small import CONF, Site

pytestmark = pytest.mark.usefixtures("ring")


def test_a_drawing_in_the_rest_is_images_one_a_panel(rest: Any, panel_site: Site) -> None:
    """Each with a style sheet of its own, in both color schemes and for more contrast."""
    images = rest.select(".lab-picture img")
    names = ["small.1", "large.1", "own.1", "pair.1", "pair.2"]
    assert [image["src"] for image in images] == [
        f"_static/lab/still/ring.{name}.svg" for name in names
    ]
    for image, name in zip(images, names, strict=True):
        assert (image["loading"], image["alt"]) == ("lazy", "")
        drawing = ET.parse(panel_site.file(image["src"])).getroot()
        assert drawing.get("viewBox") == f"0 0 {image['width']} {image['height']}"
        circles = len(drawing.findall(f".//{{{figure.SVG}}}circle"))
        wanted = 1 if name.startswith("pair") else LAB.picture(name[:-2]).parameters["size"]
        assert circles == wanted
    sizes = [picture["data-panels"] for picture in rest.select(".lab-picture")]
    assert sizes == ["400x200", "400x200", "400x200", "320x100 300x80"]


def test_python_comes_with_the_page_that_has_a_panel(panel_site: Site) -> None:
    script = panel_site.page_of("a").select_one("script[src*='/lab.js']")
    folder = panel_site.file(script["src"]).parent
    assert folder.parent == panel_site.file("_static/lab")
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
    assert not panel_site.page_of("other").select('script[src*="lab.js"]')
    metadata = panel_site.environment().metadata
    assert metadata["a"]["lab_panel"], "the theme's policy then allows WebAssembly"
    assert "lab_panel" not in metadata["other"]


def test_a_book_has_the_words_of_a_panel_and_nothing_to_run(small: Site) -> None:
    small.write(
        "conf.py", CONF.replace('"basic"', '"portfolio"') + 'copyright = "A"\nversion = "1"'
    )
    small.write("index.md", "# Home\n\nAll.\n\n```{toctree}\n:glob:\n\n*\n*/*\n```\n")
    small.project("a", "```{at-a-glance}\n```\n\n```{lab} consensus\n```", lab="consensus")
    small.sphinx("-b", "epub")
    out = small.folder / "_build/live"
    words = " ".join(ET.parse(out / "projects/a.xhtml").getroot().itertext())

    assert CONSENSUS.picture(CONSENSUS.scenarios[0].name).headline in words
    assert "Try it in your browser" not in words
    assert [path.name for path in (out / "_static/lab").iterdir() if path.suffix != ".js"] == [
        "rest.css"
    ]
    assert not (out / "model").exists()


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
        assert small.page_of("a").select_one(f'script[src="{address}"]')
        assert {"kernel.bin", "ring.bin", "ring.json", "worker.js", "rest.css", "python"} <= {
            path.name for path in script.parent.iterdir()
        }
        folders.append(script.parent.name)

    assert len(set(folders)) == 2
