"""Modules that a compiler made: two lexers of JavaScript, in C, from packages that are locked.

Each stands in its package as Base64, and is asked to parse a JavaScript text. A caller puts the
text into memory at the address that the module's ``sa`` returns, as UTF-16.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from labs.lightning.instance import Instance

PACKAGES = Path(__file__).parents[3] / "node_modules"
HEAP = 16
"""Pages that a caller adds to the memory, as the packages do for a long text."""


class Compiled(NamedTuple):
    """A module, and how its parser is called."""

    content: bytes
    parse: str
    takes_address: bool


def modules() -> dict[str, Compiled]:
    """Return the modules by name."""
    return {
        "cjs-module-lexer": Compiled(_inside("cjs-module-lexer/dist/lexer.js"), "parseCJS", True),
        "es-module-lexer": Compiled(
            _inside("es-module-lexer/dist/lexer.minimal.cjs"), "parse", False
        ),
    }


def _inside(path: str) -> bytes:
    text = (PACKAGES / path).read_text("utf-8")
    found = re.search(r"AGFzbQEAAA[A-Za-z0-9+/]+=*", text)
    assert found is not None
    return b64decode(found.group())


def javascript(times: int) -> str:
    """Return a text for the lexers, longer with *times*."""
    return "".join(
        f"const a{i} = require('./m{i}'); exports.b{i} = a{i} * {i}; /* {i} */ import('x{i}');\n"
        f"exports.f{i} = function (x) {{ return x ? `t${{x}}` : /[a-z]+/.test('q') }} // {i}\n"
        for i in range(times)
    )


def asked(
    module: Compiled,
    text: str,
    invoke: Callable[[str, Sequence[int]], int],
    write: Callable[[int, bytes], None],
) -> int:
    """Let *module* parse *text*; return its answer and the place it got to, as one number."""
    address = invoke("sa", [len(text) + (1 if module.takes_address else 0)])
    write(address, text.encode("utf-16-le") + b"\0\0")
    answer = invoke(module.parse, [address, len(text), *4 * [0]] if module.takes_address else [])
    return answer * 1_000_000 + invoke("e", [])


def ours(module: Compiled, text: str, instance: Instance) -> int:
    """Return what *instance*, of this engine, answers."""

    def invoke(name: str, given: Sequence[int]) -> int:
        return int(instance.invoke(name, given) or 0)

    def write(at: int, content: bytes) -> None:
        instance.memory.data[at : at + len(content)] = content

    return asked(module, text, invoke, write)
