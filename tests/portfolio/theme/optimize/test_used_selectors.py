"""What a style sheet can name of the written pages."""

from portfolio.theme.optimize.used_selectors import Selectable, references


def test_what_is_seen_of_a_page() -> None:
    seen = Selectable()
    seen.add_page('<p class="a b" id=c data-kind="home" hidden>&lt;i class="no"&gt;')
    seen.add_page('<svg viewBox="0 0"/>')
    assert seen.lists() == {
        "tags": ["p", "svg"],
        "classes": ["a", "b"],
        "ids": ["c"],
        "names": ["class", "data-kind", "hidden", "id", "viewBox"],
        "values": ["home"],
    }
    assert references('<a href="x.html?q#z"><img src=y.png>') == {"x.html", "y.png"}
