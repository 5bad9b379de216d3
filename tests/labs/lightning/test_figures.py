"""The drawings show what the model computed."""

from xml.etree import ElementTree

from labs.lightning import figures, numbers
from labs.lightning.memory import LARGEST_INDEX

SVG = "{http://www.w3.org/2000/svg}"


def test_of_the_three_accesses_one_works_and_none_leaves_the_reservation() -> None:
    words = [e.text for e in ElementTree.fromstring(figures.overview()).iter(SVG + "text")]

    assert words.count("works") == 1
    assert words.count("stops") == 2
    for _, index, offset in figures.ACCESSES:
        assert index <= LARGEST_INDEX
        assert index + offset < figures.RESERVED


def test_the_race_has_one_accented_bar_for_each_stretch_at_full_speed() -> None:
    root = ElementTree.fromstring(figures.race())

    assert len([e for e in root if e.get("class") == "fig-box-accent"]) == 3
    ends = [e.text for e in root if e.get("class") == "fig-label-accent"]
    assert ends == ["90 s", "92 s", "71 s", "63 s"]


def test_under_fuel_the_counts_agree_and_under_epochs_they_do_not() -> None:
    root = ElementTree.fromstring(figures.meters())
    counts = [e.text for e in root if e.get("class") == "fig-label-accent"]

    assert len(set(counts[:3])) == 1
    assert len(set(counts[3:])) == 3


def test_numbers_of_the_page() -> None:
    assert numbers.past_reservation() == "6"
    assert numbers.unchecked_offset() == "33,554,425"
    assert numbers.reservations() == "16,384"
    assert numbers.race() == "90, 92, 71 and 63"
    assert (numbers.width(), numbers.work()) == ("eight", "60")
    assert (numbers.optimising(), numbers.slower()) == ("30", "50")
    assert (numbers.baseline(), numbers.loading()) == ("two", "three")
