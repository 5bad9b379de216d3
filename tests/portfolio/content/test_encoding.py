"""Pages that are not text are named at their line and left out; the others are read."""

from types import SimpleNamespace

import pytest

from portfolio.content import encoding
from portfolio.content.encoding import MISREAD, control_sign, first_bad_byte
from support.small import Site
from support.stub_app import StubApp


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", None),
        ("naïve 共识 🙂".encode(), None),
        (b"one\ntwo \xff", (2, "0xff")),
        ("a\n\n\xe9".encode("latin-1"), (3, "0xe9")),
        ("a".encode("utf-16"), (1, "0xff")),
        (b"\xed\xa0\x80", (1, "0xed")),  # half of a sign
    ],
)
def test_the_first_byte_that_is_not_utf_8(content: bytes, expected: tuple[int, str] | None) -> None:
    bad = first_bad_byte(content)

    assert (bad and (bad[0], bad[1].split()[1])) == expected


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x7f", "\x85", "\u202e", "\ue000"])
def test_a_sign_that_nobody_sees_is_named(sign: str) -> None:
    found = control_sign(f"one\n{sign}two")

    assert found
    assert (found[0], found[1].split(" ")[0]) == (2, f"U+{ord(sign):04X}")


def test_tabs_and_ends_of_lines_are_text() -> None:
    assert control_sign("a\tb\r\nc\N{NO-BREAK SPACE}d") is None


def test_text_that_was_read_as_latin_1_is_recognized() -> None:
    for word in ("it’s", "naïve", "§ 1"):
        assert MISREAD.search(word.encode().decode("cp1252"))
        assert not MISREAD.search(word)


def test_a_page_that_is_not_utf_8_is_left_out(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    log = SimpleNamespace(warning=lambda *_, location, **__: told.append(location))
    monkeypatch.setattr(encoding, "logger", log)
    app = StubApp(small)
    latin = small.write("latin.md", b"# Caf\xe9\n")
    kept = {"latin", "index"}
    app.env.project = SimpleNamespace(docnames=kept)
    app.env.doc2path = lambda name: latin if name == "latin" else small.docs / "index.md"
    names = ["index", "latin"]
    encoding.setup(app)  # type: ignore[arg-type]
    app.emit("env-before-read-docs", app.env, names)

    assert (names, kept, told) == (["index"], {"index"}, [("latin", 1)])
