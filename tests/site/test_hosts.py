"""The same output is right at a domain's root, under ``/repo/`` and under ``/en/latest/``.

nginx serves it as each host does: GitHub Pages and Read the Docs serve files as they are, the
``index.html`` of a folder, ``404.html`` for anything else at any depth, compressed; they do not
add ``.html`` for us, so no link may count on it. Every page, asset and anchor is then walked.
"""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest

from support.system_packages import find_or_install

NGINX = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  types {{ text/html html; text/css css; text/javascript js; application/json json;
           image/svg+xml svg; image/png png; application/wasm wasm; text/markdown md;
           text/plain txt; application/xml xml; }}
  access_log off;
  gzip on;
  gzip_types *;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    error_page 404 {base}404.html;
    location {base} {{ alias {site}/; index index.html; autoindex off; }}
    location / {{ return 404; }}
  }}
}}
"""
# At a domain's root one location does both.
ROOT_ONLY = "    location / {{ return 404; }}\n"
HOSTS = {
    "domain root": "https://portfolio.example/",
    "GitHub Pages": "https://someone.example/repo/",
    "Read the Docs": "https://docs.example/en/latest/",
}


@contextmanager
def serve(site: Path, base: str, folder: Path) -> Iterator[str]:
    """Serve *site* under *base*; yield the server's origin."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = find_or_install(["nginx"], "nginx-light")
    template = NGINX if base != "/" else NGINX.replace(ROOT_ONLY, "")
    configuration = template.format(
        user="user root;" if os.geteuid() == 0 else "",  # its workers must read the test's files
        folder=folder,
        port=port,
        base=base,
        site=site,
    )
    (folder / "nginx.conf").write_text(configuration)
    server = subprocess.Popen(
        [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx did not start")


def get(url: str) -> tuple[int, bytes, str]:
    """Return status, body and content type of *url*."""
    request = urllib.request.Request(url)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read(), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers.get_content_type()


def read(content: bytes) -> tuple[set[str], list[str]]:
    """Return the anchors of a page, and all it refers to: links, assets, forms, previews."""
    anchors, links = set(), []
    for element in lxml.html.document_fromstring(content).iter():
        if element.get("id"):
            anchors.add(element.get("id"))
        for attribute in ("href", "src", "action", "poster", "data-index"):
            if (link := element.get(attribute)) is not None:
                links.append(link)
        if element.get("property") in ("og:url", "og:image"):
            links.append(element.get("content"))
    return anchors, links


@pytest.mark.parametrize("host", HOSTS)
def test_every_page_asset_and_anchor_is_there(
    host: str, published: Callable[[str], Path], tmp_path: Path
) -> None:
    address = HOSTS[host]
    base = urlsplit(address).path
    with serve(published(address), base, tmp_path) as origin:
        local = origin + base
        pages, assets = walk(local, address)
        status, body, _ = get(local + "no/such/page/at/all.html")
        assert status == 404
        lost = {_local(link, local + "no/such/page/at/all.html") for link in read(body)[1]}
        missing = [url for url in lost if url.startswith(origin) and get(url)[0] != 200]

    assert missing == []
    assert len(pages) >= 15
    assert len(assets) >= 10


def _local(link: str, page: str) -> str:
    """Return where *link* leads from *page*; a link into the page itself leads nowhere."""
    return "" if link.startswith("#") else urldefrag(urljoin(page, link)).url


def walk(local: str, address: str) -> tuple[set[str], set[str]]:
    """Follow every link from the home page; return the pages and the other files seen.

    *address* is where the pages say they are; such links lead to *local*.
    """
    waiting, pages, assets = [local], {}, set()
    wanted: list[tuple[str, str, str]] = []
    seen = {local}
    while waiting:
        url = waiting.pop()
        status, body, kind = get(url)
        assert status == 200, f"{url}: {status}"
        if kind != "text/html":
            assets.add(url)
            continue
        pages[url], links = read(body)
        for link in links:
            target, fragment = urldefrag(urljoin(url, link))
            target = target.replace(address, local) if target.startswith(address) else target
            target = target.split("?")[0]
            if not target.startswith(local):
                assert not target.startswith(local.rsplit("/", 1)[0][:22]), f"{url} → {link}"
                continue
            if fragment and not fragment.startswith(":~:"):
                wanted.append((url, target, fragment))
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    broken = [
        f"{url} → {target}#{fragment}"
        for url, target, fragment in wanted
        if target in pages and fragment not in pages[target]
    ]
    assert broken == []
    return set(pages), assets


def test_a_server_that_is_another_user_may_read_everything(site: Path) -> None:
    closed = [
        path.relative_to(site).as_posix()
        for path in [site, *site.rglob("*")]
        if path.stat().st_mode & (0o005 if path.is_dir() else 0o004)
        != (0o005 if path.is_dir() else 0o004)
    ]

    assert closed == []
