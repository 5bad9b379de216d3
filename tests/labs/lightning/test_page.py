"""The drawing of the page shows what was computed."""

from xml.etree import ElementTree

from labs.lightning import page

SVG = "{http://www.w3.org/2000/svg}"


def test_of_the_three_accesses_one_works_and_none_leaves_the_reservation() -> None:
    words = [e.text for e in ElementTree.fromstring(page.overview()).iter(SVG + "text")]

    assert words.count("works") == 1
    assert words.count("stops") == 2
    for _, index, offset in page.ACCESSES:
        assert index <= page.LARGEST_INDEX
        assert index + offset < page.RESERVED


def test_one_byte_further_the_largest_unchecked_offset_leaves_the_reservation() -> None:
    last = page.LARGEST_INDEX + int(page.unchecked_offset().replace(",", "")) + page.WIDEST - 1

    assert last < page.SMALL_RESERVATION <= last + 1


def test_numbers_of_the_page() -> None:
    assert page.past_reservation() == "6"
    assert page.unchecked_offset() == "33,554,425"
    assert page.reservations() == "16,384"
