"""Everything the owner says of himself in his summary stands on the site, close to his wording.

The summary's statements: the page that says each, and phrases that page must show. An editor who
moves a statement moves its row.
"""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

FACTS = [
    ("greeting", "index", ["Hi, I am Chijun."]),
    ("who he is", "about", ["I am a senior system software developer and researcher"]),
    ("where he works", "about", ["infrastructure team at Tencent, as of August 2022"]),
    ("work with a professor on Ekko", "about", ["fortunate enough to work with Prof. Luo Mai on"]),
    ("degree", "about", ["bachelor’s degree", "South China University of Technology"]),
    ("advisor", "about", ["advised by Prof. Qianli Ma"]),
    ("open source", "about", ["open-source contributor to the LLVM compiler backend"]),
    ("interests", "about", ["Computer systems", "cloud systems", "machine-learning systems"]),
    ("interests, too", "about", ["serverless", "compilers"]),
    ("since when at Tencent", "about", ["July 2020 to the present"]),
    ("since when at LLVM", "about", ["May 2018 to the present"]),
    ("who he is, at the door", "index", ["Senior system software developer", "Tencent"]),
    ("the paper, at the door", "index", ["OSDI ’22", "co-first with Yao Fu", "2.4 seconds"]),
]
# What the summary says of a project stands on About and in the box under that project's facts.
SUMMARY = [
    (
        "ekko",
        "designed and implemented Ekko",
        "a novel DLRS that enables low-latency model updates",
    ),
    ("ekko", "in collaboration with other developers and researchers from Tencent"),
    ("ekko", "and the University of Edinburgh", "serves over a billion users daily"),
    ("ekko", "significantly reduces the model update latency", "state-of-the-art systems"),
    ("ekko", "widely used inside Tencent", "improves the profitability of several recommenders"),
    ("lightning", "designed and implemented Lightning, an SFI runtime powered by WebAssembly"),
    ("lightning", "later used for implementing storage functions", "multi-tenant storage services"),
    ("lightning", "Ekko", "PaxosStore", "in wide use as a serverless runtime inside Tencent"),
    ("lightning", "Compared with previous solutions, it has tighter resource control on tenants"),
    (
        "lightning",
        "more scalable by leveraging tiered compilation and compilation cache techniques",
    ),
    ("ekko-elastic", "designed Ekko Elastic by incorporating a model shard placement scheduler"),
    ("ekko-elastic", "provisions machines by using operations research techniques"),
    ("ekko-elastic", "resource requirements of different machine-learning models"),
    ("ekko-elastic", "cut the cluster cost by up to 30 % compared to static provisioning"),
    ("consensus", "implemented a consensus algorithm library with WAN optimizations"),
    ("consensus", "parallel phase 2", "an adaptive batching algorithm, improving latency and"),
    ("consensus", "used for geo-replication at Tencent, powering the message queue system inside"),
    ("consensus", "WeChat and serving over a billion users"),
    ("llvm", "improved the performance of the Semi-NCA algorithm implementation"),
    ("llvm", "worked to preserve the dominator tree along the optimization pipeline"),
    ("llvm", "sped up real-world samples by up to 1980×", "committed to LLVM 9.0"),
    ("llvm", "unified the API for updating dominators in LLVM", "committed to LLVM 7.0"),
    ("llvm", "in wide use", "mentored by Jakub Kuderski"),
]


def words(page: Path, part: str = "article") -> str:
    """Return what a reader of *page* sees in a part of it, without marks of citation."""
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html5lib").select_one(part)
    assert article
    for mark in article.select(
        "a.footnote-reference, a.reference.footnote, sup, [role=doc-noteref]"
    ):
        mark.decompose()
    return re.sub(r"\s+([,.;:])", r"\1", " ".join(article.get_text().split()))


@pytest.mark.parametrize(
    ("page", "phrases"), [fact[1:] for fact in FACTS], ids=[f[0] for f in FACTS]
)
def test_every_fact_of_the_summary_is_on_its_page(
    site: Path, page: str, phrases: list[str]
) -> None:
    text = words(site / f"{page}.html")

    assert [phrase for phrase in phrases if phrase not in text] == []


@pytest.mark.parametrize("said", SUMMARY, ids=" ".join)
def test_every_project_begins_with_what_he_said_of_it(site: Path, said: tuple[str, ...]) -> None:
    project, *phrases = said
    box = words(site / f"projects/{project}.html", ".admonition.summary")
    about = words(site / "about.html")

    assert [phrase for phrase in phrases if phrase not in box] == []
    assert [phrase for phrase in phrases if phrase not in about] == []


def test_the_profile_is_dated_and_says_where_to_find_more(site: Path) -> None:
    for page in ("index", "about"):
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        assert words(site / f"{page}.html").lower().count("as of aug") == 1
        assert 'href="https://www.chijunsima.com"' in html
