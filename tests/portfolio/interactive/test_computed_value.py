"""The role that takes a number from a lab."""

from pathlib import Path

from support.small import make_html, write_site


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
