"""The drawings show what the model counted."""

from xml.etree import ElementTree

from labs.ekko import figures, numbers
from labs.ekko.example import TOPOLOGY, exchange

SVG = "{http://www.w3.org/2000/svg}"


def test_overview_draws_one_accented_line_for_each_wide_area_copy() -> None:
    root = ElementTree.fromstring(figures.overview())
    accented = [e.tag for e in root if (e.get("class") or "").startswith("fig-line-accent")]

    # Upper half: a line for each replica. Lower half: one for each leader.
    bends = [e.attrib["points"] for e in root.iter(SVG + "polyline")]
    assert max(float(p.partition(",")[2].split()[0]) for p in bends) < 404 / 2
    assert accented.count(SVG + "polyline") == TOPOLOGY.direct_copies()
    assert accented.count(SVG + "line") == TOPOLOGY.leader_copies()
    assert len(list(root.iter(SVG + "circle"))) == 2 * TOPOLOGY.direct_copies()


def test_the_pull_of_the_page() -> None:
    b, known, pull = exchange()

    assert (known, b.outside) == (8, {"B": 7})
    assert (pull.compared, pull.sent) == (("h", "c", "a"), ("c", "a"))
    root = ElementTree.fromstring(figures.pull())
    signs = [e.text for e in root.iter(SVG + "text") if set("≤>") & set(e.text or "")]
    assert sorted(map(str, signs)) == ["10 > 8", "11 > 8", "8 ≤ 8"]


def test_bars_carry_the_numbers_of_the_table() -> None:
    words = [e.text for e in ElementTree.fromstring(figures.comparisons()).iter(SVG + "text")]

    for number in (numbers.compared_all, numbers.compared_cache, numbers.compared_version):
        assert number() in words


def test_numbers_of_the_worked_example() -> None:
    """100 GB, five data centres, 5 Gbit/s; 3.08 % of 800 s."""
    assert numbers.whole_model_seconds() == "800"
    assert numbers.changed_share_seconds() == "25"
    assert (numbers.direct_copies(), numbers.leader_copies()) == ("12", "3")


def test_numbers_of_the_captions() -> None:
    assert (numbers.data_centres(), numbers.replicas()) == ("three", "four")
    assert (numbers.pull_compared(), numbers.pull_sent()) == ("three", "two")
