"""Words lead to the repository once its address is known, and are words before."""

import pytest

from support.small import Site, words


@pytest.mark.parametrize("address", ["", "https://example.org/site"])
def test_words_become_a_link_when_there_is_an_address(small: Site, address: str) -> None:
    conf = (small.docs / "conf.py").read_text(encoding="utf-8")
    small.write("conf.py", f"{conf}\nportfolio_repository = {address!r}\n")
    small.page("about", "About", "Read {repository}`the source`.")
    assert small.build() == []
    article = small.article("about")

    assert "Read the source" in words(article)
    assert [link["href"] for link in article.select("p a.external")] == [address][: bool(address)]
