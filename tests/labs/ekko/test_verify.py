"""The checks complain of each kind of damage to a cluster, and of nothing in a sound one."""

import pytest

from labs.ekko.replica import Replica
from labs.ekko.verify import convergence, invariants
from labs.ekko.version import UNWRITTEN, Version

PAIRS = ((0, 1), (1, 0))


def sound() -> tuple[Replica, Replica, dict[Version, int]]:
    """Return a reader that has rows 0 to 3 of the writer, which has since written row 3 again."""
    reader, writer = (Replica.empty(place, 4, 2) for place in range(2))
    written: dict[Version, int] = {}
    for row in (0, 1, 2, 3, 3):
        if len(written) == 4:
            answer = writer.answer(reader.known)
            reader = reader.receive(answer.rows, 2).raised(answer.vector)
        writer = writer.write(row, 2)
        written[writer.rows[row]] = row
    return reader, writer, written


def test_a_sound_cluster_has_no_complaint() -> None:
    reader, writer, written = sound()

    assert invariants([reader, writer], PAIRS, written) == []
    assert convergence([reader, writer], PAIRS, 2) == []


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ({"rows": (UNWRITTEN, *[Version(c, 1) for c in (2, 3, 4)])}, "claims to know write 1"),
        ({"known": (0, 5)}, "claims to know write 5"),
        ({"outside": (0, 1)}, "newer than its bound"),
        ({"recent": (0, 1)}, "newer than its bound"),
    ],
)
def test_damage_to_a_reader_is_seen(damage: dict[str, object], complaint: str) -> None:
    reader, writer, written = sound()
    complaints = invariants([reader._replace(**damage), writer], PAIRS, written)

    assert any(complaint in one for one in complaints)


def test_a_cache_that_hides_an_update_is_seen() -> None:
    _, writer, written = sound()
    late = Replica.empty(0, 4, 2)

    assert invariants([late, writer], PAIRS, written, "outside") == [
        "The cache of {1} hides an update from {0}."
    ]


def test_an_update_that_never_arrives_is_seen() -> None:
    reader, writer, _ = sound()
    blind = reader._replace(known=(0, 5))

    assert convergence([blind, writer], PAIRS, 2) == ["{0} never gets write 5 of {1}."]
