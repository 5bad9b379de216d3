"""Write this folder's data again: control-flow graphs of real functions, with LLVM's answers.

    python regenerate.py SQLITE3_C CLANG OPT IR…

SQLITE3_C is the amalgamation ``sqlite3.c`` of SQLite 3.53.2 (public domain; the npm package
better-sqlite3 12.11.1 carries it), CLANG and OPT are LLVM 14.0.6's (Debian's clang-14 and
llvm-14). Nothing here runs in the tests; they read what it wrote.

``functions.py`` of the lab has the graphs of a few functions, to be picked by a reader.
``sqlite.txt`` has functions of SQLite compiled with ``-O0``. ``random.txt`` has random graphs, many
with infinite loops and unreachable parts, turned into IR: real code has few of those.
``largest.txt`` has the largest function of every file IR, which is another program's, compiled
with the same flags:

* ``ceval.ll``: ``Python/ceval.c`` of CPython 3.11.2 (PSF license; Debian's source package), with
  ``-DPy_BUILD_CORE``, the ``pyconfig.h`` of Debian's libpython3.11-dev, and DTrace's probes off;
* ``quickjs.ll``: ``quickjs.c`` of QuickJS (MIT license; PyPI's quickjs 1.19.4), with
  ``-D_GNU_SOURCE -DCONFIG_VERSION='"x"' -DCONFIG_BIGNUM``;
* ``cpp.ll``: ``src/parser.c`` of tree-sitter's grammar of C++ (MIT license; npm's
  tree-sitter-cpp 0.23.4), made by a program; ``optnone``, which its source asks for and which
  makes ``opt`` pass functions over, taken out of the IR.

All three ask ``opt -passes='print<domtree>,print<postdomtree>'``.

One line is one function::

    name|successors of block 0|of block 1|…#immediate dominators#immediate post-dominators

Blocks are numbered in the order of the source. To stay small, every block is written as its
distance from the block whose entry it is in (``1`` is the next block, ``-3`` the third before);
``.`` stands for "none": an unreachable block, or the root of the tree, ``*`` for the virtual
exit.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from textwrap import wrap

HERE = Path(__file__).parent
SHORTEST = 5
"""Blocks of the smallest function kept: below, every graph is in the exhaustive tests."""
LARGEST, OTHERS = 12, 700
"""How many functions of SQLite are kept: the largest, and the others in the source's order."""

SHOWN = (
    "sqlite3Utf8CharLen",
    "sqlite3LogEst",
    "sqlite3_strnicmp",
    "sqlite3HashInsert",
    "sqlite3Insert",
    "sqlite3VdbeExec",
)
"""The functions that the lab itself offers, for their graphs alone."""
MODULE = HERE.parents[3] / "src" / "labs" / "dominators" / "functions.py"

Graph = dict[str, list[str]]


def functions(text: str) -> Iterator[tuple[str, Graph]]:
    """Yield name and graph of every function defined in the IR *text*; "" is the entry."""
    for match in re.finditer(r"^define [^@]*@(\S+?)\(.*?\{\n(.*?)^\}", text, re.M | re.S):
        graph: Graph = {}
        block = ""
        open_switch = False
        for line in match[2].splitlines():
            label = re.match(r'("?[\w.$-]+"?):', line)
            if label:
                block = label[1]
            graph.setdefault(block, [])
            if open_switch or re.match(r"  (br|switch|indirectbr|invoke|ret|unreachable)\b", line):
                targets = re.findall(r'label %("?[\w.$-]+"?)', line)
                graph[block] += [t for t in targets if t not in graph[block]]
                open_switch = (open_switch or "switch" in line[:8]) and "]" not in line
        yield match[1], graph


def trees(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield kind, function and immediate dominators of every tree that opt printed."""
    for part in re.split(r"^(?=(?:Post)?DominatorTree for function: )", text, flags=re.M)[1:]:
        head, *lines = part.splitlines()
        kind, name = re.match(r"(\w+) for function: (\S+)", head).groups()  # type: ignore[union-attr]
        idoms: dict[str, str] = {}
        path: list[str] = []
        for line in lines:
            node = re.match(r" *\[(\d+)\] (?:%(\S+)| <<exit node>>) \{", line)
            if node:
                level = int(node[1]) - 1
                del path[level:]
                block = node[2] or "*"
                idoms[block] = path[-1] if path else "."
                path.append(block)
        yield kind, name, idoms


def encode(name: str, graph: Graph, idoms: dict[str, str], post: dict[str, str]) -> str:
    """Return the line for one function."""
    entry = next(block for block, parent in idoms.items() if parent == ".")
    blocks = {block or entry: index for index, block in enumerate(graph)}

    def step(block: str, other: str) -> str:
        return other if other in {".", "*"} else str(blocks[other] - blocks[block])

    successors = (" ".join(step(b or entry, s) for s in graph[b]) for b in graph)
    tables = (" ".join(step(b, table.get(b, ".")) for b in blocks) for table in (idoms, post))
    return "#".join(["|".join([name, *successors]), *tables])


def ask(opt: str, ir: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, line) for every function of the IR file *ir*."""
    passes = "print<domtree>,print<postdomtree>"
    done = subprocess.run(
        [opt, f"-passes={passes}", "-disable-output", str(ir)],
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[tuple[str, str], dict[str, str]] = {
        (kind, name): idoms for kind, name, idoms in trees(done.stderr)
    }
    for name, graph in functions(ir.read_text()):
        forward, post = answers["DominatorTree", name], answers["PostDominatorTree", name]
        yield name, encode(name, graph, forward, post)


def _blocks(line: str) -> int:
    """Return how many blocks the function has."""
    return line.count("|")


def sqlite(source: Path, clang: str, opt: str) -> list[str]:
    """Return lines for functions of SQLite, no graph twice."""
    with TemporaryDirectory() as folder:
        ir = Path(folder) / "sqlite3.ll"
        flags = ["-O0", "-Xclang", "-disable-O0-optnone", "-w", "-S", "-emit-llvm"]
        subprocess.run([clang, *flags, str(source), "-o", str(ir)], check=True)
        lines = dict(ask(opt, ir))
    shapes = {line.partition("|")[2]: line for line in lines.values()}
    distinct = [line for line in shapes.values() if _blocks(line) >= SHORTEST]
    largest = sorted(distinct, key=_blocks, reverse=True)[:LARGEST]
    return largest + [line for line in distinct if line not in largest][:OTHERS]


def random_ir(count: int) -> str:
    """Return IR of *count* functions whose graphs are random; an entry has no predecessors."""
    parts = []
    for index in range(count):
        luck = Random(f"llvm/{index}")
        size = luck.randrange(3, 14)
        parts.append(f"define void @random{index}(i32 %x) {{\nentry:\n  br label %b0\n")
        for block in range(size):
            targets = luck.sample(range(size), luck.choice((0, 1, 1, 2, 2, 3)) % size)
            lines = [f"b{block}:"]
            if not targets and luck.random() < 0.8:
                lines.append(f"  br label %b{block}")
            elif not targets:
                lines.append("  ret void")
            else:
                first, *rest = targets
                cases = " ".join(f"i32 {case}, label %b{t}" for case, t in enumerate(rest))
                lines.append(f"  switch i32 %x, label %b{first} [ {cases} ]")
            parts.append("\n".join(lines) + "\n")
        parts.append("}\n")
    return "".join(parts)


def module(lines: list[str]) -> str:
    """Return the lab's module ``functions.py``."""
    graphs = {line.partition("|")[0]: line.partition("|")[2].partition("#")[0] for line in lines}
    parts = [MODULE.read_text().partition("FUNCTIONS = {\n")[0], "FUNCTIONS = {\n"]
    for name in SHOWN:
        rows = wrap(graphs[name].replace(" ", ","), 88, break_on_hyphens=False)
        text = "\n".join(f'        "{row}"' for row in rows)
        parts.append(f'    "{name}": "{rows[0]}",\n' if len(rows) == 1 else "")
        parts.append(f'    "{name}": (\n{text}\n    ),\n' if len(rows) > 1 else "")
    return "".join([*parts, "}\n"])


def main() -> None:
    """Write all files."""
    source, clang, opt, *others = Path(sys.argv[1]), *sys.argv[2:]
    lines = sqlite(source, clang, opt)
    (HERE / "sqlite.txt").write_text("\n".join(lines) + "\n")
    MODULE.write_text(module(lines))
    found = [max(dict(ask(opt, Path(ir))).values(), key=_blocks) for ir in others]
    (HERE / "largest.txt").write_text("\n".join(sorted(found, key=_blocks)) + "\n")
    with TemporaryDirectory() as folder:
        ir = Path(folder) / "random.ll"
        ir.write_text(random_ir(600))
        (HERE / "random.txt").write_text("\n".join(line for _, line in ask(opt, ir)) + "\n")


if __name__ == "__main__":
    main()
