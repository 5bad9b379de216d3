"""Everything the owner says of himself in his summary stands on the site.

The summary's statements, in our words: what is said, the page that says it, and phrases that
page must show. An editor who moves a statement moves its row.
"""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

FACTS = [
    ("who he is", "about", ["senior system software developer", "researcher"]),
    ("where he works", "about", ["infrastructure team", "Tencent"]),
    ("work with a professor on Ekko", "about", ["fortunate", "Prof. Luo Mai", "Ekko"]),
    ("degree", "about", ["Bachelor’s degree", "South China University of Technology"]),
    ("advisor", "about", ["advised by Prof. Qianli Ma"]),
    ("open source", "about", ["open-source contributor", "LLVM", "backend"]),
    ("interests", "about", ["Computer systems", "cloud systems", "machine-learning systems"]),
    ("interests, too", "about", ["serverless", "compilers"]),
    ("since when at Tencent", "about", ["July 2020 to the present"]),
    ("Ekko: designed and built", "about", ["Designed and implemented", "recommender system"]),
    ("Ekko: with whom", "about", ["Tencent and the University of Edinburgh"]),
    ("Ekko: paper", "about", ["OSDI ’22"]),
    ("Ekko: latency", "about", ["model updates", "low latency", "lower than that of earlier"]),
    ("Ekko: users", "about", ["over a billion users daily"]),
    ("Ekko: use", "about", ["widely used inside Tencent", "profitability of several recommenders"]),
    ("Lightning: what", "about", ["software fault isolation on WebAssembly"]),
    ("Lightning: storage", "about", ["storage functions", "multi-tenant", "Ekko and PaxosStore"]),
    ("Lightning: serverless", "about", ["in wide use there as a serverless runtime"]),
    ("Lightning: tenants", "about", ["control over what a tenant may consume is tighter"]),
    ("Lightning: scale", "about", ["Tiered compilation and a compilation cache", "scale better"]),
    ("Elastic: what", "about", ["scheduler inside Ekko that places model shards"]),
    ("Elastic: how", "about", ["operations research", "what different models need"]),
    ("Elastic: gain", "about", ["up to 30 %", "static provisioning"]),
    ("Consensus: what", "about", ["library of consensus algorithms", "wide-area networks"]),
    (
        "Consensus: how",
        "about",
        ["parallel phase 2", "adaptive batching", "latency and throughput"],
    ),
    (
        "Consensus: use",
        "about",
        ["geo-replication at Tencent", "message queue system inside WeChat"],
    ),
    ("Consensus: users", "about", ["serves over a billion users"]),
    ("since when at LLVM", "about", ["May 2018 to the present"]),
    ("LLVM: Semi-NCA", "about", ["Semi-NCA", "preserve the dominator tree along the optimisation"]),
    ("LLVM: gain", "about", ["up to 1980 times on real-world samples"]),
    ("LLVM: releases", "about", ["LLVM 9.0", "LLVM 7.0", "in wide use"]),
    ("LLVM: interface", "about", ["Unified the interface for updating dominators"]),
    ("LLVM: mentor", "about", ["mentored by Jakub Kuderski"]),
    ("who he is, at the door", "index", ["Senior system software developer", "Tencent"]),
    ("Ekko has its page", "projects/ekko", ["Ekko", "University of Edinburgh", "billion"]),
    ("Lightning has its page", "projects/lightning", ["WebAssembly", "PaxosStore", "serverless"]),
    ("Elastic has its page", "projects/ekko-elastic", ["shard", "30 %", "static provisioning"]),
    ("Consensus has its page", "projects/consensus", ["adaptive batching", "over a billion users"]),
    ("LLVM has its page", "projects/llvm", ["1980", "Jakub Kuderski", "LLVM 9.0", "LLVM 7.0"]),
]


def words(page: Path) -> str:
    """Return what a reader of *page* sees in its article, without marks of citation."""
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html5lib").find("article")
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


def test_the_profile_is_dated_and_says_where_to_find_more(site: Path) -> None:
    for page in ("index", "about"):
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        assert "August 2022" in words(site / f"{page}.html")
        assert 'href="https://www.chijunsima.com"' in html
