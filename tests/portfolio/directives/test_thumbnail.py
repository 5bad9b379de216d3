"""A project's picture at card size."""

import xml.etree.ElementTree as ET

import pytest

from labs import registry
from labs.kernel.drawing import THUMBNAIL
from portfolio.directives.thumbnail import monogram, thumbnail
from support.small import Site


@pytest.mark.parametrize(
    ("title", "initials"),
    [("LLVM dominator trees", "LD"), ("ekko", "E"), ("a <b>", "A<"), ("共识 in clouds", "共I")],
)
def test_a_monogram_has_the_initials_of_two_words(title: str, initials: str) -> None:
    picture = ET.fromstring(monogram(title, "x"))

    (text,) = picture.iter("{http://www.w3.org/2000/svg}text")
    assert text.text == initials
    assert picture.get("viewBox") == "0 0 {} {}".format(*THUMBNAIL)


def test_the_lab_draws_it_where_there_is_one(small: Site) -> None:
    small.project("a", lab="consensus")
    small.project("b", title="Other thing")
    a, b = (small.catalogue().get(slug) for slug in "ab")
    assert a
    assert b

    assert thumbnail(a) == registry.figure("consensus.thumbnail")
    assert thumbnail(b) == monogram("Other thing", "b")
