"""Runs sphinx-autobuild under the pages' policy: ``python -m portfolio.build.live``, for make live.

sphinx-autobuild appends an inline script to each page, which reloads it over a web socket; the
page's content-security policy refuses both. This server lets exactly that script and that
connection through, in what it serves; the files on disk keep the policy they are published with.
"""

import sys
from typing import Any

import sphinx_autobuild.__main__ as autobuild
from markupsafe import escape
from sphinx_autobuild.middleware import web_socket_script

from portfolio.theme.policy import with_script


class PolicyInjector:
    """Append the script to HTML pages and add it to their policy; *app* is an ASGI application."""

    def __init__(self, app: Any, ws_url: str) -> None:
        self.app = app
        self.script: str = web_socket_script(ws_url)
        inside = self.script.partition("<script>")[2].partition("</script>")[0]
        scripts, connections = "script-src 'self'", "connect-src 'self'"
        self.allowed = {
            scripts: with_script(scripts, inside),
            connections: f"{connections} ws://{ws_url}",
        }

    def page(self, content: bytes) -> bytes:
        """Return the HTML page *content* with the script, and with a policy that allows it."""
        html = content.decode("utf-8")
        for before, after in self.allowed.items():  # as the template of the pages escapes them
            html = html.replace(str(escape(before)), str(escape(after)), 1)
        return (html + self.script).encode()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve; a page is held back until it is complete, since its length changes."""
        start: dict[str, Any] = {}
        body = b""

        async def rewrite(message: Any) -> None:
            nonlocal body
            if message["type"] == "http.response.start" and _is_html(message):
                start.update(message)
            elif start and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    content = self.page(body)
                    start["headers"] = [
                        (name, str(len(content)).encode() if name == b"content-length" else value)
                        for name, value in start["headers"]
                    ]
                    await send(start)
                    await send({"type": "http.response.body", "body": content})
            else:
                await send(message)

        await self.app(scope, receive, rewrite if scope["type"] == "http" else send)


def _is_html(message: Any) -> bool:
    kind: bytes = dict(message["headers"]).get(b"content-type", b"")
    return kind.startswith(b"text/html")


def main(arguments: list[str]) -> None:
    """Run sphinx-autobuild with *arguments*."""
    autobuild.JavascriptInjectorMiddleware = PolicyInjector
    autobuild.main(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
