"""Runs the lines of a code example and returns what an interactive Python would print.

A page's examples are edited and run by readers in their own browser. Lines may have the prompts
``>>>`` and ``...`` of an interactive session; then the lines without a prompt are earlier output
and are left out.
"""

import ast
import io
import traceback
from contextlib import redirect_stdout

MOST = 20_000
"""How many characters of output are returned; a page shows no more."""


def run(text: str) -> str:
    """Run *text* in a namespace of its own; return what it prints, and the values it names.

    An error ends the run; its last line, as Python writes it, ends the output.
    """
    out = io.StringIO()
    namespace: dict[str, object] = {"__name__": "__console__"}
    with redirect_stdout(out):
        try:
            for statement in ast.parse(source(text)).body:
                _execute(statement, namespace, out)
        except BaseException as error:  # SystemExit too: the lines are a reader's
            out.write("".join(traceback.format_exception_only(error)))
    written = out.getvalue()
    return written if len(written) <= MOST else written[:MOST] + "…"


def source(text: str) -> str:
    r"""Return the code in *text* without prompts, and without the output between them.

    >>> source(">>> a = 1\n... \n>>> a\n1\n")
    'a = 1\n\na'
    >>> source("a = 1\nprint(a)")
    'a = 1\nprint(a)'
    """
    lines = [f"{line} " for line in text.splitlines()]
    if not any(line.startswith(">>> ") for line in lines):
        return text
    return "\n".join(line[4:-1] for line in lines if line.startswith((">>> ", "... ")))


def _execute(statement: ast.stmt, namespace: dict[str, object], out: io.StringIO) -> None:
    if isinstance(statement, ast.Expr):
        value = eval(compile(ast.Expression(statement.value), "<example>", "eval"), namespace)
        if value is not None:
            out.write(f"{value!r}\n")
    else:
        exec(compile(ast.Module([statement], []), "<example>", "exec"), namespace)
