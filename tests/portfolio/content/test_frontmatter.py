"""Front matter is read with the line of every value."""

from pathlib import Path

import pytest

from portfolio.content.diagnostic import ContentError
from portfolio.content.frontmatter import Field, read


def page(folder: Path, text: str | bytes) -> Path:
    path = folder / "x.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_each_value_knows_its_line(tmp_path: Path) -> None:
    text = "---\na: one\nb: [x, 2]\nc:\n  - d: null\n    e: 2020-01-01\n---\nText: no: YAML\n"

    assert read(page(tmp_path, text), "x.md") == {
        "a": Field("one", 2),
        "b": Field((Field("x", 3), Field(2, 3)), 3),
        "c": Field((Field({"d": Field(None, 5), "e": Field("2020-01-01", 6)}, 5),), 4),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Title\n", 'x.md:1: no front matter; the page must begin with "---"'),
        ("", 'x.md:1: no front matter; the page must begin with "---"'),
        ("---\na: b\n", 'x.md:3: front matter without an end; close it with "---"'),
        ("---\n---\n", "x.md:2: front matter must be lines of “key: value”"),
        ("---\n- a\n---\n", "x.md:2: front matter must be lines of “key: value”"),
        (
            "---\na: 1\nb: [1, 2\nc: 3\n---\n",
            "x.md:3: malformed YAML: did not find expected ',' or ']'",
        ),
        (
            "---\na: b: c\n---\n",
            "x.md:2: malformed YAML: mapping values are not allowed in this context",
        ),
        ("---\na: *b\n---\n", "x.md:2: malformed YAML: found undefined alias"),
        ("---\na: &b [*b]\n---\n", "x.md:2: malformed YAML: an alias inside itself"),
        ("---\na: 1\nb: &b [*b]\n---\n", "x.md:3: malformed YAML: an alias inside itself"),
        (
            "---\na: !!python/name:os.system x\n---\n",
            "x.md:2: malformed YAML: could not determine a constructor for the tag"
            " 'tag:yaml.org,2002:python/name:os.system'",
        ),
        ("---\na: 1\nb: !!timestamp x\n---\n", "x.md:3: malformed YAML: 'x' is no timestamp"),
        ("---\na: 1\nb: \x1b[1m\n---\n", "x.md:3: malformed YAML: '\\x1b' is no sign of text"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 'x.md:4: key "a" is given twice, first in line 2'),
        (b"---\na: 1\nb: caf\xe9\n---\n", "x.md:3: byte 0xe9 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_what_cannot_be_read_is_one_message(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read(page(tmp_path, text), "x.md")

    assert str(caught.value) == message


def test_an_alias_bomb_is_refused_before_it_is_unfolded(tmp_path: Path) -> None:
    """Each line stands for ten of the line before: the last for 10^30 values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]

    with pytest.raises(ContentError) as caught:
        read(page(tmp_path, "\n".join(["---", *lines, "---", ""])), "x.md")

    assert str(caught.value) == "x.md:2: front matter repeats itself without end"


def test_an_alias_may_be_used(tmp_path: Path) -> None:
    fields = read(page(tmp_path, "---\na: &a [x]\nb: *a\n---\n"), "x.md")

    assert fields["b"].value == (Field("x", 2),)
