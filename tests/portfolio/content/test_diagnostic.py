"""Mistakes are reported once each, in the order of files and lines."""

from portfolio.content.diagnostic import ContentError, Diagnostic


def test_a_mistake_is_a_line_with_its_place() -> None:
    assert str(Diagnostic("docs/a.md", 7, "unknown topic")) == "docs/a.md:7: unknown topic"


def test_lines_are_ordered_as_numbers_and_files_by_name() -> None:
    given = [Diagnostic(file, line, "x") for file, line in (("b", 1), ("a", 10), ("a", 9))]

    assert str(ContentError(given)) == "a:9: x\na:10: x\nb:1: x"


def test_the_same_mistake_found_twice_is_one() -> None:
    error = ContentError(iter([Diagnostic("a", 1, "x"), Diagnostic("a", 1, "x"),
                               Diagnostic("a", 1, "y")]))  # fmt: skip

    assert error.mistakes == (Diagnostic("a", 1, "x"), Diagnostic("a", 1, "y"))
