"""The style sheets: no dead rule, no force, no number or color that is not a token."""

import json
import re
from pathlib import Path

import pytest

from portfolio.theme import CSS, optimize
from support import ROOT

FOLDER = CSS
SHEETS = sorted(FOLDER.glob("*.css"))
TOKENS = (FOLDER / "tokens.css").read_text("utf-8")
COMPONENTS = [sheet for sheet in SHEETS if sheet.name != "tokens.css"]

# Numbers that say nothing about size: all, half, none, away from the window.
PLAIN = {"0", "100%", "50%", "-50%", "-200%", "100vh", "100vw", "1lh", "1fr", "2fr", "3fr"}

BARE = {"stroke-width", "line-height", "font-weight", "opacity", "stroke-dasharray"}


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


def declarations(css: str) -> list[tuple[str, str]]:
    """Return (property, value) of every declaration, of nested blocks too."""
    bodies = re.findall(r"\{([^{}]*)\}", without_comments(css))
    return [
        (name.strip(), value.strip())
        for body in bodies
        for name, _, value in (part.partition(":") for part in body.split(";"))
        if value
    ]


def test_no_rule_is_dead(site: Path) -> None:
    """Every selector of ours matches something on a page or is named by a script."""
    seen, _ = optimize.scan(site)
    scripts = sorted((ROOT / "src").rglob("*.js"))
    seen.classes |= optimize.figure_roles((FOLDER / "figures.css").read_text("utf-8"))
    js = {path.name: path.read_text("utf-8") for path in scripts}
    named = {"js": js, "together": {"paths": [], "names": ""}}
    words = optimize.run(optimize.SCRIPTS, json.dumps(named))["words"]
    request = {
        "css": [s.read_text("utf-8") for s in SHEETS],
        "seen": {**seen.lists(), "words": words},
    }
    reply = optimize.run(optimize.STYLES, json.dumps(request))
    unused = {s.name: dead for s, dead in zip(SHEETS, reply["unused"], strict=True) if dead}
    if "lab" not in seen.classes:
        # Authors may place a live panel at any time; while no page has one, its rules are idle
        # and none of them ships.
        del unused["lab.css"]
        assert ".lab-tabs" not in (site / "_static/site.css").read_text("utf-8")
    assert unused == {}


def test_figures_have_the_roles_of_the_drawing_kernel() -> None:
    """figures.css answers to the table in labs.kernel.drawing, both ways."""
    from labs.kernel import drawing

    assert drawing.__doc__
    styled = optimize.figure_roles((FOLDER / "figures.css").read_text("utf-8"))
    named = set(re.findall(r"fig-[\w-]+", drawing.__doc__))
    named |= {f"fig-line-{x}" for x in ("strong", "faint", "accent")}  # written "also -strong, …"
    named |= {f"fig-area-{n}" for n in range(1, 5)} | {"fig-label-strong", "fig-label-accent"}
    # what render(), arrow(), panels and the frame of a figure on a page add
    added = {"fig", "fig-open", "fig-head", "fig-panel", "fig-panels", "fig-strong", "fig-title"}
    assert styled - named == added | {"fig-drawn", "fig-fading"}
    assert named - styled == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_force_only_where_it_is_explained(sheet: Path) -> None:
    css = sheet.read_text("utf-8")
    if sheet.name != "shame.css":
        assert "!important" not in without_comments(css)
        return
    for before, body in re.findall(r"((?:/\*.*?\*/\s*)?)[^{}/]+\{([^{}]*)\}", css, re.S):
        assert "!important" in body, "a rule without force belongs to its component"
        assert "https://" in before, "name the upstream issue above the rule"


@pytest.mark.parametrize("sheet", COMPONENTS, ids=lambda sheet: sheet.name)
def test_sizes_and_colors_are_tokens(sheet: Path) -> None:
    magic = []
    for name, value in declarations(sheet.read_text("utf-8")):
        if name == "clip-path":
            continue  # the outline of a sign, in parts of its own box
        value = re.sub(r"var\([^)]*\)", "", value)
        sizes = re.findall(r"(?<![\w.-])-?[\d.]+(?:[a-z]+|%)", value)
        magic += [f"{name}: {size}" for size in sizes if size not in PLAIN]
        if name in BARE and re.search(r"(?<![\w-])[\d.]", value) and value not in {"0", "1"}:
            magic.append(f"{name}: {value}")
        if re.search(r"#[0-9a-f]{3}|\b(?:rgb|hsl|oklch|lab)\(", value):
            magic.append(f"{name}: {value}")
    assert magic == []


def test_every_token_is_used() -> None:
    """A token nobody reads is a rule nobody follows."""
    furo = "\n".join(path.read_text("utf-8") for path in furo_sheets())
    everything = "\n".join(sheet.read_text("utf-8") for sheet in SHEETS)
    ours = set(re.findall(r"^\s*(--[\w-]+):", without_comments(TOKENS), re.M))
    read = set(re.findall(r"var\((--[\w-]+)", everything + furo))
    assert sorted(ours - read) == []


def test_every_variable_is_defined() -> None:
    everything = "\n".join(without_comments(sheet.read_text("utf-8")) for sheet in SHEETS)
    furo = "\n".join(path.read_text("utf-8") for path in furo_sheets())
    scripts = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.js"))
    defined = set(re.findall(r"(--[\w-]+):", everything + furo))
    defined |= set(re.findall(r'setProperty\("(--[\w-]+)"', scripts))
    read = set(re.findall(r"var\((--[\w-]+)", everything))
    assert sorted(read - defined) == []


def furo_sheets() -> list[Path]:
    import furo

    return sorted((furo.THEME_PATH / "static/styles").glob("*.css"))
