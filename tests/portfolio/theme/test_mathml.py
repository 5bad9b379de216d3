"""Formulas as MathML; what cannot be read is a message at its line."""

from support.small import Site


def test_a_formula_that_cannot_be_read_is_a_message(small: Site) -> None:
    small.page("bad", "Bad", "Words.\n\n```{math}\n\\frac{a}{\n```\n\nAnd {math}`\\nosuch{x}`.")

    messages = small.build()

    assert [message.split(": ")[0] for message in messages] == ["docs/bad.md:5", "docs/bad.md:9"]
    assert all("the formula" in message for message in messages)
