"""What a reader types: faults and round trips, with a sentence for each mistake."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.consensus.faults import Fault, read_faults
from labs.consensus.wan import NAMED, PLACES, named, read_trips, typed

PLACES5 = named("aws5").places


def refusal(read: Callable[[str], object], text: str) -> str | None:
    """Return the sentence with which *text* is refused; None if it is read."""
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return None


def test_every_kind_of_line_is_read() -> None:
    text = """
        at 2000 restart California
        at 300 lose accept 6
        at 310 ms lose vote 3 Tokyo
        at 420 crash California
        at 500 cut Tokyo Singapore
        at 900 mend
    """

    assert read_faults(text, PLACES5) == [
        Fault(300_000, "lose", (), "accept", 5),
        Fault(310_000, "lose", (3,), "vote", 2),
        Fault(420_000, "crash", (0,)),
        Fault(500_000, "cut", (3, 4)),
        Fault(900_000, "mend"),
        Fault(2_000_000, "restart", (0,)),
    ]


def test_names_of_two_words_are_read() -> None:
    places = named("asia").places
    assert read_faults("at 1 cut Hong Kong Taiwan", places)[0].places == (0, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "at 1 cut Tokyo Ireland\nat 5 crash Paris",
            "Line 2 of the faults names “Paris”; there are California, Virginia, Ireland, Tokyo"
            " and Singapore.",
        ),
        ("\n\ncrash Tokyo", "Line 3 must begin with “at” and a time in milliseconds."),
        ("at soon crash Tokyo", "Line 1 must begin with “at” and a time in milliseconds."),
        ("at 1 mend", "Line 1 mends a cut that was not made."),
        ("at 9 mend\nat 1 cut Tokyo Ireland\nat 10 mend", "Line 3 mends a cut that was not made."),
        ("at 1 crash Tokyo Ireland", "Line 1 of the faults must name one place."),
        ("at 1 cut Tokyo", "Line 1 of the faults must name two places."),
        ("at 1 cut Tokyo Tokyo", "Line 1 of the faults cuts Tokyo from itself."),
        ("at 1 mend Tokyo", "Line 1 of the faults mends every cut and names none."),
        ("at 1 crash Tokyo\nat 2 crash Tokyo", "Line 2 crashes Tokyo, which is down already."),
        ("at 1 restart Tokyo", "Line 1 restarts Tokyo, which is not down."),
        ("at 1", "Line 1 of the faults must say lose, crash, restart, cut or mend after the time."),
        (
            "at 1 lose beat 3",
            "Line 1 of the faults must lose accept, vote or learned and the number of a slot,"
            " such as “lose accept 6”.",
        ),
    ],
)
def test_faults_that_are_wrong_get_a_sentence(text: str, sentence: str) -> None:
    assert refusal(lambda text: read_faults(text, PLACES5), text) == sentence


LINES = st.lists(
    st.text("at 0123456789 crashmendlosevcupTokyoHngK\n“é\t", max_size=30)
    | st.sampled_from(["at 5 crash Tokyo", "at 7 restart Tokyo", "at 9 cut Tokyo Ireland"]),
    max_size=5,
)


@given(LINES)
def test_any_text_is_read_or_refused_in_a_sentence(lines: list[str]) -> None:
    for read in (lambda text: read_faults(text, PLACES5), typed):
        sentence = refusal(read, "\n".join(lines))
        assert sentence is None or (sentence[0].isupper() and sentence.endswith("."))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "California California 5",
            "Line 1 of the round trips gives no time between California and itself to change.",
        ),
        (
            "Tokyo Osaka 9\nOsaka Singapore 70",
            "The pair Tokyo–Singapore has no round trip.",
        ),
        (
            "Tokyo Osaka",
            "Line 1 of the round trips must be two places and the milliseconds between them, such"
            " as “California Tokyo 111.7”, not “Tokyo Osaka”.",
        ),
        ("A B 0", "Line 1 of the round trips must give more than 0 and at most 10,000 ms."),
        ("", "The round trips must name 2 to 9 places, and name 0."),
    ],
)
def test_round_trips_that_are_wrong_get_a_sentence(text: str, sentence: str) -> None:
    assert refusal(read_trips, text) == sentence


def test_a_typed_group_is_the_one_typed() -> None:
    group = typed("A B 10\nB C 20.5\n\nA C 4", stretch=2)

    assert group.places == ("A", "B", "C")
    assert [group.round_trip(0, 1), group.round_trip(1, 2), group.round_trip(2, 0)] == [
        20_000,
        41_000,
        8_000,
    ]
    assert (group.best(), group.rows(1), group.commit(1, 3)) == (0, [1, 0, 2], 41_000)


@pytest.mark.parametrize("name", NAMED)
def test_named_groups_are_symmetric_and_their_places_can_be_chosen(name: str) -> None:
    group = named(name)

    assert set(group.places) <= set(PLACES)
    for a in range(len(group)):
        assert group.one_way[a][a] == 0
        assert all(group.one_way[a][b] == group.one_way[b][a] > 0 for b in range(a))
