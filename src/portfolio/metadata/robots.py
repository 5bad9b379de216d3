"""``robots.txt``: everything may be read; the sitemap is named when there is one.

Beside it, an empty ``.nojekyll`` keeps GitHub Pages, when it publishes a branch, from leaving out
the folders whose names begin with an underscore.
"""

from pathlib import Path

from sphinx.application import Sphinx

from portfolio.builders import writes_site


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not writes_site(app):
        return
    lines = ["User-agent: *", "Allow: /"]
    if app.config.html_baseurl:
        lines += ["", f"Sitemap: {app.config.html_baseurl}sitemap.xml"]
    (Path(app.outdir) / ".nojekyll").touch()
    (Path(app.outdir) / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write the file when the build ends well."""
    app.connect("build-finished", _write)
