"""Repairs of the HTML that Sphinx and its extensions write."""

import pytest

from portfolio.theme.html_fixes import mend, sizes_as_attributes


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img style="width: 20%;" />', '<img width="20%" />'),
        ('<img alt="a" style="width: 2.5em; height: 10px;" />', '<img alt="a" width="40" height="10" />'),  # noqa: E501
        ('<col style="width: 33.3%" />', '<col width="33.3%" />'),
        ('<img style="color: red" />', '<img style="color: red" />'),
        ('<p style="width: 20%">', '<p style="width: 20%">'),
    ],
)  # fmt: skip
def test_sizes_become_attributes(html: str, expected: str) -> None:
    assert sizes_as_attributes(html) == expected


def test_mending() -> None:
    assert mend('a <a class="footnote-reference">') == 'a<a class="footnote-reference">'
    assert mend("<pre><span>x") == '<pre tabindex="0"><span>x'
    table = mend('<div class="table-wrapper x">')
    assert table.startswith('<div class="table-wrapper x" tabindex="0" role="group"')
    assert mend("<p>as it was</p>") == "<p>as it was</p>"
