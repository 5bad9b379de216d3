"""Scripts: read, written again, refused with a sentence; and played."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.ekko.exchange import play, written
from labs.ekko.script import MOST, Ask, Write, read_script, write_script
from labs.ekko.verify import claims, invariants

CATCH_UP = "T: abcdefgh\nA < T\nT: c c a\nA < T"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "T: a\nA > T",
            "Line 2: a line is a write such as “T: a b”, a pull such as “A < T”, or a pull that"
            " breaks off such as “A < T 1”, not “A > T”.",
        ),
        ("T: a\n\nC < T", "Line 3: there is no replica “C”; there are T, A and B."),
        ("T < T", "Line 1: T cannot pull from itself."),
        ("T: a\n#\n\nT: a zz", "Line 4: a key is one letter from a to h, not “zz”."),
        (
            "T: a\nA < T 0",
            "Line 2: an answer has at least one packet; “A < T 0” asks for none.",
        ),
        ("T: a\n" * 52, f"The script has 52 lines; at most {MOST} are played."),
        ("# nothing", "The script is empty: type at least one line such as “T: a b”."),
    ],
)
def test_bad_scripts_are_refused_with_the_line(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as refused:
        read_script(text)
    assert str(refused.value) == sentence


LINES = st.one_of(
    st.builds(
        Write, st.integers(0, 2), st.lists(st.integers(0, 7), min_size=1, max_size=9).map(tuple)
    ),
    st.builds(
        lambda pair, packets: Ask(*pair, packets),
        st.sampled_from([(a, b) for a in range(3) for b in range(3) if a != b]),
        st.none() | st.integers(1, 9),
    ),
)


@given(st.lists(LINES, min_size=1, max_size=MOST))
def test_a_script_written_is_read_again(lines: list[Write | Ask]) -> None:
    assert read_script(write_script(lines)) == lines


@given(st.lists(LINES, min_size=1, max_size=20), st.integers(1, 8), st.integers(1, 8))
def test_as_described_every_moment_is_sound(
    lines: list[Write | Ask], cache: int, packet: int
) -> None:
    moments = play(lines, cache, packet)
    pairs = [(a, b) for a in range(3) for b in range(3) if a != b]
    for step, moment in enumerate(moments):
        assert invariants(moment.replicas, pairs, written(moments[: step + 1])) == []


def test_a_row_written_thrice_travels_once() -> None:
    moments = play(read_script(CATCH_UP), cache=3, packet=2)

    assert [moment.phase for moment in moments[8:]] == [
        "write",
        "ask",
        "compare",
        "packet",
        "raise",
    ]
    answer = moments[-1].answer
    assert answer is not None
    assert answer.hit
    assert [row for row, _ in answer.rows] == [2, 0]


def test_an_unchanged_shard_is_skipped_by_its_version() -> None:
    assert play(read_script("T: a\nA < T\nA < T"), 3, 2)[-1].phase == "skip"
    assert play(read_script("A < T"), 3, 2)[0].phase == "skip"


def test_a_pull_that_breaks_off_is_made_up_for_later() -> None:
    moments = play(read_script("T: a b c\nA < T 1\nA < T"), 8, 1)

    phases = " ".join(moment.phase for moment in moments)
    assert phases == "write ask compare packet lose ask compare packet packet packet raise"
    lost = moments[4]
    assert [row for row, _ in lost.delivered] == [1, 2]
    assert lost.replicas[0].known == (0, 0, 0)


def test_a_vector_raised_early_claims_what_was_lost() -> None:
    moments = play(read_script("T: a b\nA < T 1\nA < T"), 8, 1, "early")

    complaints = [*claims(moments[-1].replicas[0], written(moments))]
    assert complaints == ["{0} claims to know write 2 of {2}, but lacks it."]
    assert moments[-1].phase == "raise"
    assert moments[-1].replicas[0].rows[1].clock == 0
