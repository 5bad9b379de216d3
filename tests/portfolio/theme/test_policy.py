"""One policy in the pages, in the file for hosts, and in the owner's manual."""

import re

from portfolio.theme.policy import DIRECTIVES, WASM, headers, policy
from support import ROOT
from support.small import CONF, Site


def test_a_page_and_the_file_for_hosts_have_the_policy(small: Site) -> None:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    assert small.build() == []

    meta = small.page_of("index").select_one('meta[http-equiv="Content-Security-Policy"]')
    assert meta
    assert meta["content"] == policy(wasm=False)
    assert WASM not in policy(wasm=False)
    sent = dict(
        line.strip().split(": ", 1)
        for line in small.file("_headers").read_text().splitlines()
        if line.startswith(" ")
    )
    assert sent == headers()


def test_the_headers_allow_what_any_page_does_and_forbid_framing() -> None:
    said = dict(part.split(" ", 1) for part in headers()["Content-Security-Policy"].split("; "))
    assert said.pop("frame-ancestors") == "'none'"
    assert said == DIRECTIVES | {"script-src": f"'self' {WASM}"}


def test_the_manual_shows_the_same_headers() -> None:
    manual = (ROOT / "docs/authors.md").read_text("utf-8")
    shown = dict(re.findall(r'add_header (\S+) "([^"]+)" always;', manual))
    assert shown == headers()
