"""Images are named as links name files."""

from support.small import Site


def test_a_picture_may_be_named_as_a_link_names_a_file(small: Site) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    for name in ("my pic.svg", "100%25.svg"):
        small.write(name, svg)
    shown = "![one](my%20pic.svg) ![again](<my pic.svg>) ![other](100%2525.svg) ![it](100%25.svg)"
    small.page("pictures", "Pictures", f"{shown} ![none](no%20pic.svg)")

    assert small.build() == [
        'docs/pictures.md:3: there is no image file "no%20pic.svg"; its path is relative to docs/'
    ]
