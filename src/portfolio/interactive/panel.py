"""``{lab} dominators``: a lab's scenarios, picked by their pictures, with live controls.

A page must stay light. It holds the title, the picker, and the figure of one scenario with its
words and numbers, the first or the one named by ``:show:``; without scripts that is the whole
panel, and the page of ``{scenarios}`` has all figures. Drawings are lazy images
(:mod:`portfolio.interactive.standalone_svg`), for a panel stands below the first screen. The
rest of a panel (:func:`deferred_parts`) lies in a file that a script fetches when the reader comes
near: the other figures, the controls and the foot.
"""

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from labs import registry
from labs.kernel.model import Lab, Picture, Scenario
from portfolio.content.domain import portfolio_domain
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive import assets, controls, figure, source_pages
from portfolio.interactive.figure import verbatim
from portfolio.interactive.lab_argument import lab_of

MOST_SCENARIOS = 12
"""The style sheet can tell this many scenarios apart."""

SPEEDS = {"0.5": "½×", "1": "1×", "2": "2×", "4": "4×", "8": "8×"}
"""Pictures a second, as the player offers them."""

KEYS = (
    ("← →", "step back, step forward"),
    ("Home End", "first step, last step"),
    ("Space", "play, pause"),
    ("− +", "slower, faster"),
    ("R", "reset"),
    ("Esc", "stop"),
    ("↑ ↓", "in a picture that can be touched: from part to part"),
    ("Enter", "press a part; pick it up, and put it down on another"),
)
"""The keys that work while the picture has the focus."""


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
                f"a panel holds at most {MOST_SCENARIOS}"
            )
        if lab.name in assets.panels(self.env, self.env.docname):
            raise self.error(f"the lab “{lab.name}” is on this page already")
        names = [scenario.name for scenario in lab.scenarios]
        show = self.options.get("show", names[0])
        if show not in names:
            raise self.error(
                f"the lab “{lab.name}” has no scenario “{show}”; it has: {', '.join(names)}"
            )
        assets.note_panel(self.env, lab.name, show)
        project = portfolio_domain(self.env).catalogue.with_lab(lab.name)
        return [panel(lab, project.slug if project else "", show)]


def panel(lab: Lab, project: str, show: str) -> HtmlElement:
    """Return the panel of *lab*, open at the scenario *show*; *project* gives its hue."""
    name = assets.panel_id(lab.name)
    return element(
        "section",
        "lab",
        element(
            "header",
            "lab-head",
            verbatim("p", "lab-title", lab.title, ids=[f"{name}-title"]),
            element(
                "div",
                "lab-state",
                element("p", "lab-status", role="status"),
                _button("stop", "Stop", hidden=""),
            ),
        ),
        _picker(lab, name, show),
        element("div", "lab-body", _scenario(lab, lab.scenario(show))),
        ids=[name],
        aria_labelledby=f"{name}-title",
        data_lab=lab.name,
        **({"data_project": project} if project else {}),
    )


def deferred_parts(lab: Lab, show: str) -> list[HtmlElement]:
    """Return what completes the panel of *lab*, opened at the scenario *show*.

    It is the same for every page; a page leaves out the figure that it has.
    """
    name = assets.panel_id(lab.name)
    first = registry.picture(f"{lab.name}.{show}")
    return [
        *(_scenario(lab, scenario) for scenario in lab.scenarios),
        _transport(name, first),
        element(
            "div",
            "lab-side",
            element(
                "form",
                "lab-controls",
                *controls.parts(lab, first, name),
                aria_label="Parameters",
                autocomplete="off",
                novalidate="",  # the model refuses, in words
            ),
            element("p", "lab-error lab-refusal", role="alert", hidden=""),
            _actions(name),
        ),
        element(
            "footer",
            "lab-foot",
            _command(lab, show),
            _leaves_out(lab),
            _model(lab),
        ),
    ]


def _button(action: str, words: str, **attributes: str) -> HtmlElement:
    return element("button", "lab-button", words, type="button", data_action=action, **attributes)


def _picker(lab: Lab, name: str, show: str) -> HtmlElement:
    """Return the group of radio buttons, each labeled by a small drawing and two words."""
    picker = element("fieldset", "lab-tabs pf-no-twin", element("legend", "lab-legend", "Scenario"))
    for scenario in lab.scenarios:
        ids = f"{name}-{scenario.name}-tab"
        picker += element(
            "input",
            "lab-tab",
            ids=[ids],
            type="radio",
            value=scenario.name,
            autocomplete="off",
            name=f"{name}-scenario",
            **({"checked": ""} if scenario.name == show else {}),
        )
        picker += element(
            "label",
            "lab-pick",
            element(
                "img", "lab-small", src=assets.picker_address(lab.name, scenario.name), alt="",
                loading="lazy", width="96", height="64",
            ),
            verbatim("span", "", scenario.label),
            title=scenario.title,
            **{"for": ids},
        )  # fmt: skip
    return picker


def _scenario(lab: Lab, scenario: Scenario) -> HtmlElement:
    """Return the figure of one scenario."""
    picture = registry.picture(f"{lab.name}.{scenario.name}")
    name = f"{assets.panel_id(lab.name)}-{scenario.name}"
    images = assets.drawing_addresses(lab.name, scenario.name, picture)
    return element(
        "figure",
        "lab-scenario",
        verbatim("figcaption", "lab-caption", scenario.title),
        verbatim(
            "p", "lab-headline", picture.headline, ids=[f"{name}-headline"], aria_live="polite"
        ),
        element(
            "div",
            "lab-picture",
            figure.picture(picture, name, images),
            role="group",
            tabindex="0",
            aria_label="Picture",
            data_panels=figure.sizes(picture),
        ),
        element("div", "lab-under", *figure.words_and_numbers(picture, name)),
        data_scenario=scenario.name,
    )


def _transport(name: str, picture: Picture) -> HtmlElement:
    def button(action: str, words: str) -> HtmlElement:
        return element(
            "button", "lab-button", type="button", aria_label=words, title=words,
            data_action=action,
        )  # fmt: skip

    speeds = [
        verbatim("option", "", text, value=value, **({"selected": ""} if text == "1×" else {}))
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
        element(
            "input", "lab-position", type="range", min="0", max=str(picture.steps - 1), step="1",
            value=str(picture.step), aria_label="Step",
        ),
        verbatim("output", "lab-step", f"{picture.step + 1} / {picture.steps}"),
        element("select", "lab-speed", *speeds, ids=[f"{name}-speed"], aria_label="Speed"),
        role="group",
        aria_label="Steps",
        **({"data_idle": ""} if picture.steps < 2 else {}),
    )  # fmt: skip


def _actions(name: str) -> HtmlElement:
    keys = element("dl", "lab-key-list simple")
    for key, words in KEYS:
        keys += element("div", "", verbatim("dt", "", key), verbatim("dd", "", words))
    return element(
        "div",
        "lab-actions",
        _button("reset", "Reset"),
        _button("link", "Copy link"),
        element(
            "details",
            "lab-menu",
            element("summary", "lab-button", "Save"),
            element(
                "div", "lab-sheet", _button("svg", "Figure (SVG)"), _button("csv", "Numbers (CSV)")
            ),
        ),
        element(
            "details",
            "lab-menu lab-keys",
            element("summary", "lab-button", "?", aria_label="Keys", title="Keys"),
            element("div", "lab-sheet", keys, ids=[f"{name}-keys"]),
        ),
    )


def _command(lab: Lab, show: str) -> HtmlElement:
    return element(
        "p",
        "lab-command pf-no-twin",
        element("span", "lab-label", "In a terminal"),
        verbatim("code", "", f"labs {lab.name} --scenario {show}", tabindex="0"),
        _button("command", "Copy", aria_label="Copy the command"),
    )


def _leaves_out(lab: Lab) -> HtmlElement:
    return element(
        "details",
        "lab-limits",
        element("summary", "", "What the model leaves out"),
        element("ul", "", *(verbatim("li", "", clause) for clause in lab.leaves_out)),
    )


def _model(lab: Lab) -> HtmlElement:
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
