"""Pages that are served while they are written reload themselves, and their policy allows that."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from markupsafe import escape

from portfolio.build.live import PolicyInjector
from portfolio.theme.policy import policy

PAGE = f'<meta content="{escape(policy(wasm=False))}"><p>é'.encode()
"""A page as the template writes it."""


def served(*chunks: bytes, kind: bytes = b"text/html; charset=utf-8") -> list[Any]:
    """Return what a browser is sent for a file that comes in *chunks*."""

    async def app(_scope: object, _receive: object, send: Any) -> None:
        length = str(sum(map(len, chunks))).encode()
        headers = [(b"content-type", kind), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number, chunk in enumerate(chunks, 1):
            more = number < len(chunks)
            await send({"type": "http.response.body", "body": chunk, "more_body": more})

    async def send(message: Any) -> None:
        sent.append(message)

    sent: list[Any] = []
    sending = PolicyInjector(app, "host:1/ws")({"type": "http"}, None, send)
    with ThreadPoolExecutor(1) as pool:  # a browser of other tests has a loop in this one
        pool.submit(asyncio.run, sending).result()
    return sent


def test_the_policy_allows_the_script_that_is_added_and_its_connection() -> None:
    injector = PolicyInjector(None, "host:1/ws")
    html = injector.page(PAGE).decode()

    assert html.endswith(injector.script)
    allowed = re.search(r"script-src [^;]*(sha256-[\w+/=]+)", html.replace("&#39;", "'"))
    assert allowed
    assert allowed[1] in injector.allowed["script-src 'self'"]
    assert "connect-src &#39;self&#39; ws://host:1/ws" in html


def test_a_page_that_comes_in_parts_is_sent_whole_with_its_length() -> None:
    start, body = served(PAGE[:-1], PAGE[-1:])  # cut inside a sign

    assert body["body"] == PolicyInjector(None, "host:1/ws").page(PAGE)
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


def test_other_files_are_sent_as_they_are() -> None:
    sent = served(b"a {", b"}", kind=b"text/css")

    assert [message["body"] for message in sent[1:]] == [b"a {", b"}"]
