"""The role that takes a number from a lab."""

from pathlib import Path

import pytest

from support.small import Site, make_html, text, write_site


def test_in_a_page_it_is_marked_as_computed_and_a_mistake_ends_the_build(tmp_path: Path) -> None:
    write_site(tmp_path, index="# Index\n\nIt takes {modeled}`ekko.leader_copies` copies.\n")
    done = make_html(tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert '<span class="pf-computed">3</span>' in page

    write_site(tmp_path, index="# Index\n\nIt takes\n{modeled}`ekko.sum` copies.\n")
    done = make_html(tmp_path)
    assert done.returncode != 0
    assert "index.md:" in done.stderr
    assert "There is no value of ekko “sum”; there are: " in done.stderr


@pytest.mark.usefixtures("ring")
def test_a_number_stands_in_prose(small: Site) -> None:
    small.page("a", "A", "It has {modeled}`ring.large.vertices_drawn` vertices.")
    assert small.build() == []
    value = small.page_of("a").select_one("p .pf-computed")
    assert text(value) == "1,500"
    assert "pf-computed" in value["class"]


@pytest.mark.usefixtures("ring")
def test_a_name_that_does_not_exist_ends_the_build(small: Site) -> None:
    small.page("a", "A", "Some text.\n\nNow {modeled}`ring.large.edges`.")
    (told,) = small.build()
    assert "a.md:5" in told
    assert "There is no value of ring.large “edges”; there are: vertices_drawn" in told
