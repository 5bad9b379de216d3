"""Terms carry their meaning to the page, abbreviations their long form; both from the glossary."""

import pytest

from portfolio.theme.glossary import is_short_for
from support.small import CONF, Site

GLOSSARY = """```{glossary}
software fault isolation
SFI
  Keeping "untrusted" code in a room of its own.

serverless
FaaS
  Running functions on somebody's machines.
```"""

MORE = """
portfolio_abbreviations = {"GPU": "graphics processing unit"}
"""


@pytest.fixture
def dressed(small: Site) -> Site:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"') + MORE)
    small.page("glossary", "Glossary", GLOSSARY)
    return small


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("SLO", "service-level objective", True),
        ("GSoC", "Google Summer of Code", True),
        ("FaaS", "serverless", False),
        ("wan", "wide-area network", False),
        ("S", "serverless", False),
    ],
)
def test_initials(short: str, long: str, expected: bool) -> None:
    assert is_short_for(short, long) is expected


def test_first_link_carries_the_meaning(dressed: Site) -> None:
    dressed.page("text", "Text", "By {term}`SFI`, and {term}`SFI` again, and {term}`serverless`.")
    assert dressed.build() == []
    links = dressed.article("text").select("a.term")
    assert [link.get("data-meaning") for link in links] == [
        "Keeping “untrusted” code in a room of its own.",
        None,
        "Running functions on somebody’s machines.",
    ]
    assert [link["href"] for link in links][:2] == ["glossary.html#term-SFI"] * 2


def test_first_use_of_an_abbreviation_is_marked(dressed: Site) -> None:
    dressed.page(
        "text",
        "SFI in the title",
        "## GPU in a heading\n\nSFI and SFI, GPUs and `SFI`; FaaS, XSFI and SFI-like.",
    )
    assert dressed.build() == []
    marked = dressed.article("text").select("abbr")
    assert [(abbr.text, abbr["title"]) for abbr in marked] == [
        ("SFI", "software fault isolation"),
        ("GPU", "graphics processing unit"),
    ]
    assert {abbr.parent.name for abbr in marked if abbr.parent} == {"p"}


def test_text_stays_the_same(dressed: Site) -> None:
    dressed.page("text", "Text", "Before SFI between GPUs after.")
    assert dressed.build() == []
    assert dressed.article("text").select("p")[0].text == "Before SFI between GPUs after."


def test_without_a_glossary_nothing_is_marked(small: Site) -> None:
    small.page("text", "Text", "SFI.")
    assert small.build() == []
    assert small.article("text").select("abbr, [data-meaning]") == []


def test_messages_stand_at_their_own_lines(small: Site) -> None:
    text = """```{glossary}
alpha
  First, of {footcite:p}`unknown9`.

alpha
  Doubled.

beta

gamma
  Of something.
```

```{footbibliography}
```"""
    small.page("glossary", "Glossary", text)  # the directive is on line 3
    messages = small.build()
    lines = [message.split(": ")[0].rpartition(":")[2] for message in messages]
    assert lines == ["5", "7", "12"], messages
