"""Mistakes in conf.py are messages at their line."""

import ast

import pytest

from portfolio.build.conf_check import SHAPES, check
from support import ROOT
from support.small import CONF, Site

CONF_PY = ROOT / "docs/conf.py"


def test_the_sites_own_configuration_is_right() -> None:
    assert check(CONF_PY, "docs/conf.py").mistakes == []


@pytest.mark.parametrize("wrong", ["5", "None", "['a', 5]", "{'a': 5.5j}", "b'a'", "{1: 2}"])
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_value_of_the_wrong_type_is_named_at_its_line(name: str, wrong: str, small: Site) -> None:
    if name == "myst_heading_anchors" and wrong == "5":
        wrong = "99999999999"
    extensions = "" if name == "extensions" else 'extensions = ["myst_parser", "portfolio"]'
    path = small.write("conf.py", f"{extensions}\n\n\n{name} = {wrong}\n")

    mistakes = check(path, "docs/conf.py").mistakes

    assert [mistake.line for mistake in mistakes] == [4]
    assert str(mistakes[0]).startswith(f"docs/conf.py:4: {name} is ")
    assert "; allowed: " in mistakes[0].text


def test_sources_need_a_bibliography(small: Site) -> None:
    small.write(
        "conf.py", CONF.replace('bibtex_bibfiles = ["references.bib"]', "bibtex_bibfiles = []")
    )
    small.page("one", "One", "It is so {footcite:p}`own2003`.\n\n```{footbibliography}\n```")
    line = CONF[: CONF.index("bibtex_bibfiles")].count("\n") + 1
    said = f"docs/conf.py:{line}: bibtex_bibfiles names no file; pages cite sources"
    assert said in small.build()


def test_a_site_has_a_topic(small: Site) -> None:
    topics = next(line for line in CONF.split("\n") if line.startswith("portfolio_topics"))
    small.write("conf.py", CONF.replace(topics, "portfolio_topics = {}"))
    small.project("a")

    (message,) = small.build()

    assert message.startswith(f"docs/conf.py:{CONF[: CONF.index(topics)].count(chr(10)) + 1}: ")
    assert message.endswith(
        'portfolio_topics is {}; allowed: a mapping of one topic or more, as {"a": "b"}'
    )


def test_every_setting_of_the_site_that_is_a_literal_has_a_shape() -> None:
    tree = ast.parse(CONF_PY.read_bytes())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
             and isinstance(node.ctx, ast.Store)}  # fmt: skip
    assert names - {"sitesearch_values"} <= set(SHAPES)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('project = "x', "SyntaxError: unterminated string literal"),
        ("foo = undefined_name", "NameError: name 'undefined_name' is not defined"),
        ("raise RuntimeError('no')", "RuntimeError: no"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        (
            "portfolio_topic = {}",
            "no setting is called portfolio_topic; did you mean portfolio_topics",
        ),
        ("html_titel = 'x'", "no setting is called html_titel; did you mean html_title?"),
        ("html_title = lambda: 0", "html_title is <function <lambda>>; allowed: text in quotes"),
        ("html_title = '\\ud800'", r"html_title is '\ud800'; allowed: text in quotes"),
        ("html_title = object()", "html_title is <object object>; allowed: text in quotes"),
        ("extensions.append('nosuch')", 'there is no extension "nosuch" to import'),
        ("import sys; sys.exit('x')", "SystemExit: x"),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
        ("def setup(app): raise ValueError('x')", "ValueError: x"),
        ("setup = 5", "setup is no function"),
        ("x = '\0'", "byte 0x00 cannot stand in a Python file"),
    ],
)
def test_what_cannot_run_is_one_message_at_its_line(small: Site, line: str, said: str) -> None:
    small.write("conf.py", CONF + line + "\n")
    at = CONF.count("\n") + 1

    messages = small.build()

    assert len(messages) == 1
    assert messages[0].startswith(f"docs/conf.py:{at}: {said}")


@pytest.mark.parametrize("wrong", ["def setup():\n    pass", "setup = 5", "setup = lambda a, b: a"])
def test_setup_takes_the_application(small: Site, wrong: str) -> None:
    small.write("conf.py", f"{CONF}{wrong}\n")
    line = CONF.count("\n") + 1

    said = "setup is no function of one argument, the application"
    assert small.build() == [f"docs/conf.py:{line}: {said}"]


def test_a_bracket_that_is_closed_by_another_has_both_lines(small: Site) -> None:
    small.write("conf.py", 'a = {\n    "b": [\n    "c": [\n    ],\n}\n')

    assert small.build() == [
        "docs/conf.py:2: “[” is opened here, and line 5 closes another",
        "docs/conf.py:5: SyntaxError: closing parenthesis '}' does not match opening parenthesis"
        " '[' on line 2",
    ]


def test_what_the_configuration_prints_is_shown_once(
    small: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write("conf.py", f"{CONF}print('shown')\n")

    assert small.build() == []
    assert capsys.readouterr().out == "shown\n"


def test_a_bracket_that_was_never_opened_has_the_line_where_it_might(small: Site) -> None:
    path = small.write("conf.py", 'a = 1\nb = "c"\nd: "x"\n"e": "f"\n}\n')

    assert [mistake.line for mistake in check(path, "docs/conf.py").mistakes] == [4, 5]


def test_a_style_of_sources_that_nobody_has_is_named(small: Site) -> None:
    small.write("conf.py", f'{CONF}bibtex_default_style = "nosuch"\n')

    (message,) = small.build()

    assert message.startswith(f"docs/conf.py:{CONF.count(chr(10)) + 1}: no style is called ")
    assert "alpha" in message
    assert "linked" in message


def test_a_theme_that_nobody_has_is_named_at_its_line(small: Site) -> None:
    small.write("conf.py", CONF.replace('"basic"', '"\\x1b[31mbasic"'))
    line = CONF[: CONF.index("html_theme")].count("\n") + 1

    (message,) = small.build()

    assert message.startswith(f"docs/conf.py:{line}: no theme named ")


def test_a_long_value_is_not_repeated_whole(small: Site) -> None:
    small.write("conf.py", CONF.replace('"basic"', "'x' * 5000"))

    (message,) = small.build()

    assert len(message) < 400


def test_a_configuration_that_was_cut_off_is_one_message(small: Site) -> None:
    small.write("conf.py", CONF[: CONF.index("bibtex_bibfiles")])

    (message,) = small.build()

    last = CONF[: CONF.index("bibtex_bibfiles")].count("\n")
    assert message.startswith(f"docs/conf.py:{last}: bibtex_bibfiles is not set; ")


def test_a_setting_that_myst_refuses_is_one_message(small: Site) -> None:
    small.write("conf.py", CONF.replace('["colon_fence"]', '["nosuch"]'))
    small.page("tip", "Tip", ":::{tip}\nA tip.\n:::")
    line = CONF[: CONF.index("myst_enable")].count("\n") + 1

    (message,) = small.build()

    assert message.startswith(f"docs/conf.py:{line}: myst configuration invalid: ")
