"""Copies and seconds."""

from labs.ekko.paths import Topology, broadcast_seconds


def test_leaders_divide_the_wide_area_copies_by_the_replicas() -> None:
    assert Topology(3, 4).direct_copies() == 12
    assert Topology(3, 4).leader_copies() == 3


def test_the_textbook_example() -> None:
    """100 GB to five data centres over 5 Gbit/s: openmlsys-zh, case_study.md."""
    assert broadcast_seconds(100, 5, 5) == 800
