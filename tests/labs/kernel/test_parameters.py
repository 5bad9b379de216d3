"""A parameter is declared once; whatever is put in comes out with its type, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.parameters import (
    Choice,
    InputError,
    Parameter,
    VisibleIf,
    typed_lines,
    validate,
)


def no_blank(text: str) -> None:
    if " " in text:
        raise ValueError("Name must not have a blank.")


SIZE = Parameter(
    name="size",
    label="Size",
    kind="int",
    default=4,
    help="How many.",
    low=1,
    high=2000,
    unit="rows",
)
SHARE = Parameter(
    name="share", label="Share", kind="float", default=0.5, help="Part.", low=0.25, high=1
)
Color = Parameter(
    name="color",
    label="Color",
    kind="choice",
    default="red",
    help="Which.",
    choices=(Choice("red", "Red"), Choice("green", "Green"), Choice("blue", "Blue")),
)
NAME = Parameter(
    name="name", label="Name", kind="text", default="", help="Who.", limit=10, check=no_blank,
    visible_if=(VisibleIf("color", ("red",)),),
)  # fmt: skip
LOUD = Parameter(name="loud", label="Loud", kind="flag", default=False, help="Whether.")
ALL = (SIZE, SHARE, Color, NAME, LOUD)


def test_defaults_fill_what_is_not_given() -> None:
    values = validate(ALL, {"size": 7})

    assert dict(values) == {"size": 7, "share": 0.5, "color": "red", "name": "", "loud": False}
    assert (values.whole("size"), values.number("share"), values.text("color")) == (7, 0.5, "red")
    assert values.flag("loud") is False
    assert len(values) == len(ALL)


@pytest.mark.parametrize(
    ("parameter", "raw", "value"),
    [
        (SIZE, "12", 12),
        (SIZE, 12.0, 12),
        (SIZE, " 12 ", 12),
        (SHARE, "0.25", 0.25),
        (SHARE, 1, 1.0),
        (Color, "blue", "blue"),
        (LOUD, "true", True),
        (LOUD, "0", False),
        (LOUD, True, True),
    ],
)
def test_strings_of_an_address_bar_become_values(
    parameter: Parameter, raw: object, value: object
) -> None:
    read = parameter.read(raw)

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("parameter", "raw", "sentence"),
    [
        (SIZE, "many", "Size must be a whole number from 1 to 2,000 rows, not “many”."),
        (SIZE, 0, "Size must be a whole number from 1 to 2,000 rows, not “0”."),
        (SIZE, 2001, "Size must be a whole number from 1 to 2,000 rows, not “2001”."),
        (SIZE, 1.5, "Size must be a whole number from 1 to 2,000 rows, not “1.5”."),
        (SIZE, True, "Size must be a whole number from 1 to 2,000 rows, not “True”."),
        (SIZE, None, "Size must be a whole number from 1 to 2,000 rows, not nothing."),
        (SIZE, float("inf"), "Size must be a whole number from 1 to 2,000 rows, not “inf”."),
        (
            SIZE,
            10**400,
            "Size must be a whole number from 1 to 2,000 rows, not a whole number of more than 40"
            " digits.",
        ),
        (SIZE, "9" * 5000, f"Size must be a whole number from 1 to 2,000 rows, not “{'9' * 40}”."),
        (
            SHARE,
            10**1000,
            "Share must be a number from 0.25 to 1, not a whole number of more than 40 digits.",
        ),
        (SHARE, "nan", "Share must be a number from 0.25 to 1, not “nan”."),
        (SHARE, 0.2, "Share must be a number from 0.25 to 1, not “0.2”."),
        (Color, "pink", "Color must be red, green or blue, not “pink”."),
        (Color, ["red"], "Color must be red, green or blue, not a list."),
        (NAME, "a b", "Name must not have a blank."),
        (NAME, "x" * 11, "Name must be text of at most 10 characters, and this has 11."),
        (NAME, 3, "Name must be text of at most 10 characters, not “3”."),
        (LOUD, "yes", "Loud must be true or false, not “yes”."),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(
    parameter: Parameter, raw: object, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        parameter.read(raw)

    assert str(refused.value) == sentence


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(InputError) as refused:
        validate(ALL, {"sise": 3, "size": 0, "loud": "perhaps"})

    assert refused.value.errors == {
        "sise": "There is no parameter “sise” here; there are size, share, color, name, loud.",
        "size": "Size must be a whole number from 1 to 2,000 rows, not “0”.",
        "loud": "Loud must be true or false, not “perhaps”.",
    }


def test_a_default_that_is_not_allowed_is_a_mistake_of_the_declaration() -> None:
    with pytest.raises(ValueError, match="Size must be a whole number from 1 to 3"):
        Parameter(name="size", label="Size", kind="int", default=4, help="", low=1, high=3)


@pytest.mark.parametrize(("color", "relevant"), [("red", True), ("blue", False)])
def test_a_parameter_may_be_relevant_only_beside_another(color: str, relevant: bool) -> None:
    assert NAME.is_relevant(validate(ALL, {"color": color})) is relevant
    assert SIZE.is_relevant(validate(ALL, {"color": color}))


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.binary(), st.booleans()))
def test_nothing_but_a_value_or_a_sentence_comes_out(raw: object) -> None:
    for parameter in ALL:
        try:
            sentence, value = None, parameter.read(raw)
        except ValueError as refused:
            sentence, value = str(refused), parameter.default
        assert parameter.read(value) == value
        assert sentence is None or (sentence.startswith(parameter.label) and sentence[-1] == ".")


def test_typed_lines_are_numbered_without_comments_and_blanks() -> None:
    text = "# a graph\nA -> B # the first edge\n\n   \n B -> C "

    assert list(typed_lines(text)) == [(2, "A -> B"), (5, "B -> C")]
    assert list(typed_lines(text, 7)) == [(8, "A -> B"), (11, "B -> C")]
