"""TeX in the bibliography comes out as the text that is meant, in everything that shows it."""

# ruff: noqa: E501  tables of TeX
import json

import pytest
from pybtex.database import parse_string

from portfolio.content.tex import not_understood, plain
from support.small import BIBLIOGRAPHY, CONF, Site, words


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\"U}ber {\'E}t{\'e}, \v{c}, \c{c}, \aa, {\O}, \d{a} and stra\ss e", "Über Été, č, ç, å, Ø, ạ and straße"),
        (r"A~B --- C -- D, ``quoted'' and `so'", "A B — C – D, “quoted” and ‘so’"),
        (r"50\% of \$5 \& C\# a\_b, 50% more", "50% of $5 & C# a_b, 50% more"),
        (r"\emph{On} \textit{{GPU}s}, {\em in} \texttt{code}", "On GPUs, in code"),
        (r"$O(n \log n)$ and $x_1 \le y^{2}$", "O(n log n) and x₁ ≤ y²"),
        (r"$\mathcal{O}(\sqrt{n})$, $2^{O(n)}$, $\frac{1}{2}$, $n^{1/2}$", "O(√n), 2^(O(n)), 1/2, n^(1/2)"),
        (r"$\lambda$-calculus, \(\alpha\), $K$-means, $<$", "λ-calculus, α, K-means, <"),
        (r"H\textsubscript{2}O, 10\textsuperscript{th}", "H₂O, 10ᵗʰ"),
        (r"{\LaTeX} and \TeX\ x, \textgreater{} \textellipsis", "LaTeX and TeX x, > …"),
        (r"Fran{\c c}ois, Erd{\H o}s, {\v S}ime, Mart{\'{\i}}n", "François, Erdős, Šime, Martín"),
        (r"\noopsort{a}B, \href{https://example.org/}{the page}", "B, the page"),
        ("关于 日本語 Größe", "关于 日本語 Größe"),
    ],
)  # fmt: skip
def test_each_kind_of_tex(tex: str, text: str) -> None:
    assert plain(tex) == text
    assert list(not_understood(tex)) == []


@pytest.mark.parametrize("tex", [r"\nosuch{x}", "$x", r"\{x\}", "x\\", r"$\nosuch$", r"a \\ b"])
def test_what_would_reach_a_reader_as_tex_is_named(tex: str) -> None:
    assert list(not_understood(tex))


TITLE = r"{\"U}ber~$O(n^2 \log n)$ \emph{Shards} \& 50\% of {GPU}s"
READ = "Über O(n² log n) Shards & 50% of GPUs"
ENTRY = (
    r"@article{tex2004, title={" + TITLE + r"}, journal={J.~of {\'E}tudes}, year={2004},"
    r"author={Chijun Sima and de la Cr{\"u}z, Zo{\'{e}} and Mart{\'{\i}}n, Fran{\c c}ois and {A \& B Group}}, month={7},"
    r"url={https://example.org/a\_b~c}, doi={https://doi.org/10.1000/a\_b}, keywords={own}}"
)


def test_every_output_has_the_text_that_is_meant(small: Site) -> None:
    small.write("conf.py", f'{CONF}bibtex_default_style = "linked"\n')
    small.write("references.bib", BIBLIOGRAPHY + ENTRY)
    small.page("cites", "Cites", "{footcite:p}`tex2004`\n\n```{footbibliography}\n```")
    assert small.build() == []

    item = small.article("publications").select("#publication-tex2004")[0]
    for shown in (item.select(".pf-publication__reference")[0], small.article("cites")):
        assert READ in words(shown)
        assert "Zoé de la Crüz" in words(shown)
        assert "François Martín" in words(shown)
    assert words(item.select(".pf-venue")[0]) == "J. of Études"

    graph = small.page_of("publications").select("script[type='application/ld+json']")[0]
    (article,) = (n for n in json.loads(graph.string or "")["@graph"] if n.get("name") == READ)
    names = [author["name"] for author in article["author"]]
    assert names == ["Chijun Sima", "Zoé de la Crüz", "François Martín", "A & B Group"]
    assert article["isPartOf"]["name"] == "J. of Études"
    assert article["datePublished"] == "2004-07"
    assert article["url"] == "https://example.org/a_b~c"
    assert article["sameAs"] == "https://doi.org/10.1000/a_b"

    (csl,) = json.loads(small.file("csl/tex2004.json").read_text("utf-8"))
    assert (csl["title"], csl["container-title"]) == (READ, "J. of Études")
    assert csl["DOI"] == "10.1000/a_b"
    assert csl["author"] == [
        {"family": "Sima", "given": "Chijun"},
        {"family": "de la Crüz", "given": "Zoé"},
        {"family": "Martín", "given": "François"},
        {"literal": "A & B Group"},
    ]

    bibtex = item.select("details pre")[0].get_text()
    again = parse_string(bibtex, "bibtex").entries["tex2004"]
    assert again.fields["title"] == TITLE
    assert again.fields["url"] == "https://example.org/a_b~c"
    assert again.fields["doi"] == "10.1000/a_b"
    assert [str(person) for person in again.persons["author"]] == [
        "Sima, Chijun",
        r"de la Cr{\"u}z, Zo{\'{e}}",
        r"Mart{\'{\i}}n, Fran{\c c}ois",
        r"{A \& B Group}",
    ]
