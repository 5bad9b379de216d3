"""How values are written, and how ids of drawings are kept apart."""

import doctest

import pytest

from portfolio.interactive import formatting, svg_ids


@pytest.mark.parametrize("module", [svg_ids, formatting])
def test_examples_hold(module: object) -> None:
    tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried.attempted
    assert not tried.failed


def test_references_follow_their_ids() -> None:
    svg = (
        f'<svg xmlns="{svg_ids.SVG}" aria-labelledby="t d"><title id="t">#d</title>'
        '<desc id="d">t</desc>'
        '<use href="#d" class="t" /><rect fill="url(#t)" aria-label="t u" /></svg>'
    )
    assert svg_ids.prefixed(svg, "p-") == (
        f'<svg xmlns="{svg_ids.SVG}" aria-labelledby="p-t p-d"><title id="p-t">#d</title>'
        '<desc id="p-d">t</desc>'
        '<use href="#p-d" class="t" /><rect fill="url(#p-t)" aria-label="t u" /></svg>'
    )
