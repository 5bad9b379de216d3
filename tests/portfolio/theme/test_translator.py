"""Where our HTML differs from that of Sphinx's own translator."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from portfolio.theme.translator import NARROW, WORD_JOINER, sizes_as_attributes
from support.small import CONF, Site

PAGE = f"""
It took 9 s, **7** % of `DomTree`, and `1 s` as code \
{{footcite:p}}`own2003` {{footcite:p}}`elsewhere2001`.

案例分析 is a case study.

```python
x = 1
```

| a | b |
| --- | --- |
| 2018-05-23 | {"long " * 9} |
| `2018-05-24` | 12018-05-25-1 |
| `PostDominatorTree::DFS<a>` | `tests/test_x.py` |

```{{image}} dot.svg
:alt: A dot
:width: 50%
```

```{{footbibliography}}
```
"""


@pytest.fixture
def article(small: Site) -> BeautifulSoup:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.write("dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    small.page("text", "Text", PAGE)
    assert small.build() == []
    return small.article("text")


def test_numbers_stay_beside_their_units(article: BeautifulSoup) -> None:
    text = article.select("p")[0].text
    assert f"9{NARROW}s, 7{NARROW}% of" in text
    assert "1 s as code" in text


def test_a_day_is_a_time(article: BeautifulSoup) -> None:
    """The style sheet keeps it on one line in tables."""
    assert [time.text for time in article.select("td time")] == ["2018-05-23"]


def test_a_long_name_in_a_table_may_break_between_its_words(article: BeautifulSoup) -> None:
    names = ["".join(map(str, code.find_all("span"))) for code in article.select("td code")[1:]]
    assert names == [
        '<span class="pre">Post<wbr/>Dominator<wbr/>Tree::<wbr/>DFS&lt;a&gt;</span>',
        '<span class="pre">tests/<wbr/>test_<wbr/>x.<wbr/>py</span>',
    ]
    assert article.select("p code")[0].text == "DomTree"
    assert article.select("p > code wbr") == article.select("td code wbr")


def test_chinese_is_marked_as_chinese(article: BeautifulSoup) -> None:
    assert [span.text for span in article.select('[lang="zh"]')] == ["案例分析"]


def test_raised_numbers_touch_their_word_and_each_other(article: BeautifulSoup) -> None:
    first, second = article.select("p")[0].select("a.footnote-reference")
    assert str(first.previous_sibling).endswith("code")
    assert first.next_sibling == WORD_JOINER
    assert second.previous_sibling == WORD_JOINER


def test_what_scrolls_takes_the_focus(article: BeautifulSoup) -> None:
    assert [pre["tabindex"] for pre in article.select("pre")] == ["0"]
    (table,) = article.select(".table-wrapper")
    assert (table["tabindex"], table["role"], table["aria-label"]) == ("0", "group", "Table")


def test_the_size_of_a_picture_is_an_attribute(article: BeautifulSoup) -> None:
    (picture,) = article.select('img[alt="A dot"]')
    assert picture["width"] == "50%"
    assert not picture.has_attr("style")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("width: 20%;", {"width": "20%"}),
        ("width: 2.5em; height: 10px;", {"width": "40", "height": "10"}),
        ("width: 33.3%", {"width": "33.3%"}),
        ("color: red", {"style": "color: red"}),
        ("width: 9px; color: red", {"style": "width: 9px; color: red"}),
    ],
)
def test_sizes_become_attributes(style: str, expected: dict[str, Any]) -> None:
    assert sizes_as_attributes({"style": style}) == expected
