"""The page for authors is complete and true: every key, directive and message."""

import re

from portfolio.content import project
from support import ROOT

PAGE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
FROM_ELSEWHERE = {
    "term not in glossary:",  # Sphinx
    "document isn't included in any toctree",  # Sphinx
    "'myst' cross-reference target not found",  # MyST
}


def test_every_key_is_explained() -> None:
    explained = re.findall(r"^`(\w+)`\n: ", PAGE, re.MULTILINE)

    assert explained == list(project.KEYS)


def test_every_required_key_is_said_to_be() -> None:
    assert "All keys are required, apart from the last six." in PAGE
    assert project.KEYS[-6:] == project.OPTIONAL


def test_every_kind_of_relation_is_named() -> None:
    for kind in project.INVERSE:
        assert f"`{kind}`" in PAGE


def test_every_directive_and_role_is_explained() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    names = re.findall(r'add_(?:directive|role)\("([\w-]+)"', code)

    assert len(names) > 10
    assert [name for name in names if f"{{{name}}}" not in PAGE] == []


def test_messages_are_those_of_the_code() -> None:
    table = PAGE.split("## When the build says no")[1]
    messages = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    # What code fills in: quoted words, names of keys, and whatever follows the first of them.
    unknown = []
    for message in messages:
        if any(message.startswith(start) for start in FROM_ELSEWHERE):
            continue
        parts = [
            part.strip()
            for part in re.split(
                r'"[^"]*"|“[^”]*”|…|0x\w+|\d+|^(?:html_title|title|description)\b'
                r"|\b(?:role|text|a list|topic|project|citation key)\b",
                message,
            )
        ]
        if any(part and part not in code for part in parts):
            unknown.append(message)

    assert len(messages) > len(FROM_ELSEWHERE)
    assert unknown == []
