"""Code examples run as in an interactive session."""

import doctest
import sys

from labs import console


def test_examples_hold() -> None:
    tried = doctest.testmod(console)
    assert tried.attempted
    assert not tried.failed


def test_values_are_shown_and_statements_are_not() -> None:
    assert console.run("a = 2\na * 3\nNone\nprint('x')\n'y'") == "6\nx\n'y'\n"


def test_an_error_ends_the_run_with_its_last_line() -> None:
    assert console.run("1\n1 / 0\n2") == "1\nZeroDivisionError: division by zero\n"
    assert console.run("(").splitlines()[-1].startswith("SyntaxError: ")
    assert console.run("import sys; sys.exit(3)") == "SystemExit: 3\n"


def test_a_session_with_prompts_runs_without_its_output() -> None:
    session = ">>> def twice(x):\n...     return 2 * x\n...\n>>> twice(4)\n9\n>>> twice(1)\n"
    assert console.run(session) == "8\n2\n"


def test_one_run_knows_nothing_of_another() -> None:
    console.run("leftover = 1")
    assert console.run("leftover").startswith("NameError: ")
    assert "leftover" not in vars(sys.modules["labs.console"])


def test_endless_output_is_cut() -> None:
    assert len(console.run("print('x' * 10**6)")) == console.MOST + 1
