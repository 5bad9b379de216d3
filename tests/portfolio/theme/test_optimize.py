"""Only what pages use ships, and the same pages give the same bytes."""

import shutil
from pathlib import Path

import pytest

from portfolio.theme import optimize
from support.small import CONF, Site

MORE = """
html_static_path = ["_static"]
html_css_files = ["ours.css"]
"""


@pytest.fixture
def dressed(small: Site) -> Site:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"') + MORE)
    small.write(
        "_static/ours.css",
        "/* why */ article { --kept: red; --lost: blue; color: var(--kept); }\n"
        ".never-on-a-page { color: red }\n.made-by-script { color: red }\n",
    )
    small.write(
        "_static/ours.js",
        "// @ts-check\n// not-in-quotes\n{ document.body.className = 'made-by-script'; }\n",
    )
    return small


def sheet(site: Site) -> str:
    return site.file("_static/site.css").read_text("utf-8")


def test_unused_rules_and_variables_do_not_ship(dressed: Site) -> None:
    assert dressed.build() == []
    css = sheet(dressed)
    assert "never-on-a-page" not in css
    assert "--lost" not in css
    assert "article{--kept:red;color:var(--kept)}" in css
    assert ".made-by-script{" in css
    assert "/*" not in css
    assert ".sd-" not in css, "no page uses sphinx-design here"


def test_rule_comes_back_with_the_page_that_uses_it(dressed: Site) -> None:
    assert dressed.build() == []
    text = "```{admonition} Never\n:class: never-on-a-page\nHere.\n```\n\n"
    dressed.page("index", "Home", text + "```{toctree}\n:glob:\n\n*\n*/*\n```")
    assert dressed.build() == []
    assert ".never-on-a-page{" in sheet(dressed)


def test_scripts_are_shortened(dressed: Site) -> None:
    assert dressed.build() == []
    assert "@ts-check" not in dressed.file("_static/ours.js").read_text("utf-8")
    assert "made-by-script" in dressed.file("_static/ours.js").read_text("utf-8")


def test_second_build_does_not_start_node(dressed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change that touches no class, the reply of the last build is used again."""
    assert dressed.build() == []
    before = sheet(dressed)
    dressed.page("topics/compilers", "Compilers", "On compilers, again.")
    monkeypatch.setattr(optimize, "run", lambda *_: pytest.fail("Node was started"))
    assert dressed.build() == []
    assert sheet(dressed) == before


def test_clean_build_has_the_same_bytes(dressed: Site) -> None:
    assert dressed.build() == []
    first = {p.name: p.read_bytes() for p in dressed.file("_static").glob("site.*")}
    assert set(first) == {"site.css", "site.js"}
    shutil.rmtree(dressed.folder / "_build")
    assert dressed.build() == []
    assert {p.name: p.read_bytes() for p in dressed.file("_static").glob("site.*")} == first


def test_files_of_dependencies_leave_and_ours_stay(dressed: Site) -> None:
    dressed.write("_static/data.txt", "kept\n")
    assert dressed.build() == []
    static = dressed.file("_static")
    names = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    assert {"data.txt", "ours.js", "site.css", "site.js", "js/scheme.js"} <= names
    assert not any(name.startswith(("styles/", "scripts/")) for name in names)
    assert (
        not {"basic.css", "pygments.css", "ours.css", "js/drawers.js", "css/tokens.css", "plus.png"}
        & names
    )


def test_missing_tools_are_one_clear_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(optimize, "ROOT", tmp_path)
    with pytest.raises(optimize.AssetError, match="make html"):
        optimize.run(optimize.STYLES, "{}")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ours.css", b"p {\n  color: red;\n", "1: Unclosed block"),
        ("ours.css", b"p {\n  color red;\n}\n", "2: Unknown word color"),
        ("ours.css", b"\n\n/* p { }", "3: Unclosed comment"),
        ("ours.css", b"p { }\n}\n", "2: Unexpected }"),
        ("ours.css", b"p { }\n/* caf\xe9 */", "2: byte 0xe9 is not UTF-8"),
        ("ours.js", b"const a = 1;\nconst b = (;\n", "2: Unexpected token"),
        ("ours.js", b"const a = '\xff';", "1: byte 0xff is not UTF-8"),
    ],
)
def test_a_damaged_sheet_or_script_is_named_at_its_line(
    dressed: Site, name: str, text: bytes, said: str
) -> None:
    dressed.write(f"_static/{name}", text)

    (message,) = dressed.build()

    assert message.startswith(f"docs/_static/{name}:{said}")


def test_a_sheet_that_is_gone_is_one_message(dressed: Site) -> None:
    conf = (dressed.docs / "conf.py").read_text()
    dressed.write("conf.py", conf.replace("ours.css", "gone.css"))

    (message,) = dressed.build()

    assert "gone.css" in message
    assert "traceback" not in message
