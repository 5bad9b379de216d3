"""The Markdown twin of a built page."""

from portfolio.metadata import markdown_export


def test_a_twin_is_the_article_without_noise() -> None:
    html = """<body><nav>menu</nav><article><h1>Ekko<a class="headerlink" href="#ekko">#</a></h1>
    <p>See <a href="lightning.html#fuel">Lightning</a>, <a href="#below">below</a> and
    <a href="https://example.org/x.html">there</a>.</p>
    <svg><title>T</title><desc>Two boxes.</desc><text>box</text></svg>
    <script>evil()</script><button>Copy</button></article></body>"""

    text = markdown_export.markdown(html)

    assert text.startswith("# Ekko\n")
    assert "[Lightning](lightning.html.md)" in text
    assert "below and\n[there](https://example.org/x.html)" in text
    assert "[Figure: Two boxes.]" in text
    assert not {"menu", "evil", "Copy", "box</text>"} & set(text.split())
