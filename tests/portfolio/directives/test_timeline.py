"""The time line: dated events, each a link to what records it."""

from datetime import date

from portfolio.directives.timeline import strip
from support.small import Site, words

EVENTS = """```{time-line}
2022-07 :: a :: The paper :: own2003
2019 :: - :: Something of that year :: elsewhere2001
2019-02 :: a :: Before the year's end :: elsewhere2001
patches :: a
```"""
TABLE = """
| Date | Review |
| --- | --- |
| 2018-05-23 | [D1](https://example.org/1) |
| 2018-08-03 | [D2](https://example.org/2) |
| undated | [D3](https://example.org/3) |
"""


def test_events_stand_in_their_order_with_their_links(small: Site) -> None:
    small.page("line", "Line", EVENTS)
    small.project("a", TABLE, title="A", organization="LLVM")
    assert small.build() == []
    items = small.article("line").select("ol.pf-timeline > li")

    assert [words(item.select("time")[0]) for item in items] == [
        "May 2018", "Feb 2019", "2019", "Jul 2022",
    ]  # fmt: skip
    assert [item.select("time")[0]["datetime"] for item in items] == [
        "2018-05", "2019-02", "2019", "2022-07",
    ]  # fmt: skip
    assert [item.select("a")[0]["href"] for item in items] == [
        "projects/a.html",
        "https://doi.org/10.1/x",
        "https://doi.org/10.1/x",
        "publications.html#publication-own2003",
    ]
    assert [item.get("data-project") for item in items] == ["a", "a", None, "a"]
    assert [words(item.select("a")[0]) for item in items] == [
        "2 patches to LLVM, until Aug 2018",
        "Before the year’s end",
        "Something of that year",
        "The paper",
    ]


def test_what_is_wrong_with_a_line_is_said(small: Site) -> None:
    small.project("a")
    for number, line in enumerate(
        (
            "2018 : a : words : own2003",
            "2018-13 :: a :: words :: own2003",
            "2018-05 :: b :: words :: own2003",
            "2018-05 :: a :: words :: own2004",
            "patches :: a",
        )
    ):
        small.page(f"line{number}", "Line", f"```{{time-line}}\n{line}\n```")
    said = small.build()

    assert len(said) == 5
    assert "write 2018-06 :: project :: words :: citation key" in said[0]
    assert 'bad date "2018-13"' in said[1]
    assert 'unknown project "b"' in said[2]
    assert 'unknown citation key "own2004"' in said[3]
    assert "no table row that begins with a day and a link" in said[4]


def test_marks_stand_in_proportion_to_days() -> None:
    drawn = strip([date(2018, 1, 1), date(2018, 1, 6), date(2018, 1, 11)])

    assert drawn.count("v10") == 3
    assert "M2 1v10M160 1v10M318 1v10" in drawn
