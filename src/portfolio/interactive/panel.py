"""``{lab} dominators``: a lab's scenarios as tabs, with the controls that make it live.

Without a script, and on paper, the panel is a set of figures: the tabs are radio buttons and the
style sheet does the rest. The controls are made here too, from the declared parameters, around
the figure drawn at build time; the scripts in ``static/lab`` only bring them to life.

A page must stay light. The panel holds words, settings and numbers of every scenario, and the
drawing of one, the first or the one named by ``:show:``; the others are images of their own (see
:mod:`portfolio.interactive.standalone_svg`).
"""

import xml.etree.ElementTree as ET
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from labs.kernel.model import Lab
from labs.kernel.result import View
from portfolio.content.domain import records
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive import assets, controls, found, source_pages
from portfolio.interactive.depend import lab_of
from portfolio.interactive.figure import drawn, exact, parts
from portfolio.interactive.standalone_svg import size

MOST_SCENARIOS = 12
"""The style sheet can tell this many tabs apart."""

SPEEDS = {"0.5": "½×", "1": "1×", "2": "2×", "4": "4×", "8": "8×"}
"""Pictures a second, as the player offers them."""


class LabPanel(SphinxDirective):
    """The panel of the lab named by the argument."""

    required_arguments: ClassVar[int] = 1
    option_spec: ClassVar[dict[str, Any]] = {"show": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the panel; a lab or a scenario that does not exist is an error."""
        lab = lab_of(self)
        if len(lab.scenarios) > MOST_SCENARIOS:
            raise self.error(
                f"the lab “{lab.name}” has {len(lab.scenarios)} scenarios; "
                f"tabs hold at most {MOST_SCENARIOS}"
            )
        if lab.name in assets.panels(self.env, self.env.docname):
            raise self.error(f"the lab “{lab.name}” is on this page already")
        assets.note_panel(self.env, lab.name)
        names = [scenario.name for scenario in lab.scenarios]
        show = self.options.get("show", names[0])
        if show not in names:
            raise self.error(
                f"the lab “{lab.name}” has no scenario “{show}”; it has: {', '.join(names)}"
            )
        project = records(self.env).catalogue.with_lab(lab.name)
        root = "../" * self.env.docname.count("/")
        return [panel(lab, project.slug if project else "", names.index(show), root)]


def panel(lab: Lab[Any], project: str = "", shown: int = 0, root: str = "") -> HtmlElement:
    """Return the panel of *lab*, open at the scenario *shown*; *project* gives its hue.

    *root* leads from the page to the top of the site.
    """
    name = assets.panel_id(lab.name)
    first = found.view(lab.name, lab.scenarios[shown].name)
    return element(
        "section",
        "lab",
        element(
            "header",
            "lab-head",
            exact("p", "lab-title", lab.title, ids=[f"{name}-title"]),
            element("p", "lab-status", role="status"),
        ),
        _tabs(lab, name, shown),
        element(
            "div",
            "lab-body",
            element(
                "div",
                "lab-stage",
                _transport(name, first),  # shown between picture and words
                *(
                    _scenario(lab, one.name, "" if index == shown else f"{root}{assets.STILL}")
                    for index, one in enumerate(lab.scenarios)
                ),
                role="group",
                tabindex="0",
                aria_label="Figure",
                aria_describedby=f"{name}-keys",
            ),
            element(
                "div",
                "lab-side pf-no-twin",
                controls.form(lab, first.parameters, name),
                _actions(),
                element("p", "lab-error lab-refusal", role="alert", hidden=""),
            ),
        ),
        element(
            "footer",
            "lab-foot",
            exact(
                "p",
                "lab-keys pf-no-twin",
                "In the figure: ← and → step, Home and End jump, Space plays and pauses, "
                "− and + change the speed, R resets, Escape stops.",
                ids=[f"{name}-keys"],
            ),
            _leaves_out(lab),
            _model(lab),
        ),
        ids=[name],
        aria_labelledby=f"{name}-title",
        data_lab=lab.name,
        **({"data_project": project} if project else {}),
    )


def _tabs(lab: Lab[Any], name: str, shown: int) -> HtmlElement:
    tabs = element("fieldset", "lab-tabs pf-no-twin", element("legend", "lab-legend", "Scenario"))
    for index, scenario in enumerate(lab.scenarios):
        checked = {"checked": ""} if index == shown else {}
        tabs += element(
            "input",
            "lab-tab",
            ids=[f"{name}-tab-{index}"],
            type="radio",
            value=scenario.name,
            autocomplete="off",
            name=f"{name}-scenario",
            **checked,
        )
        tabs += exact("label", "", scenario.title, **{"for": f"{name}-tab-{index}"})
    return tabs


def _scenario(lab: Lab[Any], name: str, stills: str) -> HtmlElement:
    """Return the panel of one tab: with its drawing, or an image of it from the folder *stills*."""
    view = found.view(lab.name, name)
    if stills:
        width, height = size(view.svg)
        picture: nodes.Node = element(
            "img", "fig", loading="lazy", width=width, height=height, alt=_title(view),
            src=f"{stills}/{assets.still_name(lab.name, name)}",
        )  # fmt: skip
    else:
        picture = drawn(view, f"{assets.panel_id(lab.name)}-{name}-")
    pictured, *rest = parts(lab, view, picture)
    return element(
        "figure",
        "lab-scenario",
        exact("figcaption", "lab-caption", lab.scenario(name).title),
        pictured,
        element("div", "lab-under", *rest),
        data_scenario=name,
    )


def _title(view: View) -> str:
    title = ET.fromstring(view.svg).find("{http://www.w3.org/2000/svg}title")
    return (title.text or "") if title is not None else ""


def _transport(name: str, view: View) -> HtmlElement:
    def button(action: str, words: str) -> HtmlElement:
        return element(
            "button", "lab-button", type="button", aria_label=words, title=words,
            data_action=action,
        )  # fmt: skip

    speeds = [
        exact("option", "", text, value=value, **({"selected": ""} if text == "1×" else {}))
        for value, text in SPEEDS.items()
    ]
    return element(
        "div",
        "lab-transport pf-no-twin",
        button("first", "First step"),
        button("back", "Step back"),
        button("play", "Play"),
        button("forward", "Step forward"),
        button("last", "Last step"),
        exact("output", "lab-step", f"{view.step + 1} / {view.steps}"),
        exact("label", "lab-label", "Speed", **{"for": f"{name}-speed"}),
        element("select", "lab-speed", *speeds, ids=[f"{name}-speed"]),
        element(
            "input", "lab-position", type="range", min="0", max=str(view.steps - 1), step="1",
            value=str(view.step), aria_label="Step",
        ),
        role="group",
        aria_label="Steps",
        **({"hidden": ""} if view.steps < 2 else {}),
    )  # fmt: skip


def _actions() -> HtmlElement:
    def button(action: str, words: str) -> HtmlElement:
        return element("button", "lab-button", words, type="button", data_action=action)

    return element(
        "div",
        "lab-actions",
        button("stop", "Stop"),
        button("reset", "Reset"),
        button("link", "Copy link"),
        button("svg", "Save figure (SVG)"),
        button("csv", "Save numbers (CSV)"),
    )


def _leaves_out(lab: Lab[Any]) -> HtmlElement:
    return element(
        "details",
        "lab-limits",
        element("summary", "", "What the model leaves out"),
        element("ul", "", *(exact("li", "", clause) for clause in lab.leaves_out)),
    )


def _model(lab: Lab[Any]) -> HtmlElement:
    items = [
        element("li", "", source_pages.reference(module), f" {source_pages.summary(module)}")
        for module in lab.sources
    ]
    return element(
        "details",
        "lab-model pf-no-twin",
        element("summary", "", "Read the model"),
        element("ul", "", *items),
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("lab", LabPanel)
