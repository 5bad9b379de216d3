"""Seeded mistakes in the files that an author edits, each built and judged.

``python -m support.mutations COUNT SEED`` prints every mistake that was judged wrong, and a table
of the verdicts; with ``sheets`` behind it, the mistakes are those of style sheets and scripts. A mistake is right when the site builds, or when every line printed is one
message, one of them at the place of the mistake, give or take two lines, and the site that was
published before is as it was.
"""

# ruff: noqa: E501  tables of mistakes
import contextlib
import io
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portfolio.build.run import main

ROOT = Path(__file__).parents[1] / "portfolio" / "roots" / "mutated"
LONGEST_SECONDS = 60
"""A build that takes longer hangs."""

BUILT, SAID, NAMED = "built", "one line at its place", "its words are named elsewhere"
RIGHT = {BUILT, SAID, NAMED}


@dataclass
class Mutation:
    """One mistake: its *kind*, the *file* below the source folder, and the lines it touches.

    *refused* says that a build with it would publish something wrong. *words* are those that it
    took away or added.
    """

    kind: str
    file: str
    first: int
    last: int
    apply: Callable[[Path], None]
    detail: str = ""
    refused: bool = False
    words: set[str] = field(default_factory=set)


STRUCTURE = "{}[]()<>\"'`$|#-=,:;@\\*_~!%&/"
BYTES = (b"\xe9", b"\xff", b"\x00", b"\xc3", b"\xed\xa0\x80", b"\x1b[31m", b"\r", b"\xe2\x80\xae")

IN_PAGES: dict[str, bool] = {  # lines of Markdown, and whether a build must refuse them
    "```{note}\nnever closed": True,
    ":::{tip}\nnever closed": True,
    "<!-- never closed": True,
    "[x](javascript:alert(1))": True,
    "[x](vbscript:x)": True,
    "See {footcite:p}`nobody2000`.": True,
    "See {footcite:p}``.": True,
    "See {term}``.": True,
    "See {term}`no such term`.": True,
    "![](dot.png)": True,
    "![a picture](no.png)": True,
    "![a picture](dot%20.png)": True,
    "<script>alert(1)</script>": True,
    '<p style="color: red">red</p>': True,
    '<p onclick="x()">red</p>': True,
    '<iframe src="https://example.org/"></iframe>': True,
    '<img src="https://example.org/a.png" alt="a">': True,
    "![a](https://example.org/a.png)": True,
    "```{include} no.md\n```": True,
    "```{literalinclude} no.py\n```": True,
    "{nosuchrole}`x`": True,
    "```{nosuchdirective}\n```": True,
    "# A second title": True,
    "##### Too deep": True,
    "[a](b c.md)": True,
    "| a | b |\n| c | d |": True,
    "$\\frac{1$": True,
    "$\\nosuchmacro{1}$": True,
    "$$\n\\begin{nothing}\n$$": True,
    "```{figure} no.png\n:alt: x\n```": True,
    "[x](%00.md)": True,
    "[x](nowhere.md)": True,
    "[x](#nowhere)": True,
    "[x][nowhere] and [nowhere]: ": False,
    "```{toctree}\nnowhere\n```": True,
    "A note.[^nothing]": True,
    "{ref}`nowhere`": True,
    "{doc}`nowhere`": True,
    "{download}`no.zip`": True,
    "```{measured} nothing\n```": True,
    "```{measured} ../../etc\n```": True,
    "{measured-value}`speed | This log | Nothing`": True,
    "{measured-value}`speed`": True,
    "```{figure} dot.png\n:alt: x\n:nosuchoption: 1\n```": True,
    "```{figure} dot.png\n:alt: x\n:width: much\n```": True,
    "```pyhton\nx\n```": True,
    "```{code-block}\n:linenos: 5\nx\n```": False,
    "```{topic-projects} nothing\n```": True,
    "```{publication-list} nobody\n```": True,
    "```{glossary}\nlog\n  Again.\n```": False,
    "(how-it-works)=": False,
    "```{math}\n:label: a\nx\n```\n\n```{math}\n:label: a\nx\n```": True,
    "[x](<about.md": False,
    "{.no #id": False,
    "`````": True,
    "- [x](about.md#nowhere)": True,
    "<b>never closed": True,
    "closed too often</div>": True,
    "```{eval-rst}\n.. nothing::\n```": True,
    "```{eval-rst}\n.. raw:: html\n\n   <script>x</script>\n```": True,
    "```{raw} html\n<script>x</script>\n```": True,
    "```{raw} html\n:file: /etc/hostname\n```": False,
    "```{include} about.md\n```": False,
    "```{csv-table}\n:file: no.csv\n```": True,
    "```{list-table}\n- a\n```": True,
    "```{modeled}\n```": True,
    "{modeled}`nothing.at.all`": True,
    "```{lab} nothing\n```": True,
    "```{scenario} nothing\n```": True,
    "+++": False,
    "% a comment": False,
    "---": False,
    "\t\tindented": False,
    "\N{RIGHT-TO-LEFT OVERRIDE}reversed": False,
    "&nbsp;&#0;&#xD800;&nosuch;": False,
    "[[Another page]]": True,
    "> [!NOTE]\n> words": True,
    "!!! note": True,
    "{{ site.url }}": True,
    "- [ ] a task": True,
    "##\N{NO-BREAK SPACE}A heading": True,
    "\N{BULLET}\tan item": True,
    "A `Vec`, or Vec<T>": True,
    "it isnâ€™t": True,
    "a\x0bb": True,
    "As [@author2022home] says": True,
    "import X from 'x'": True,
}

VALUES = (
    "", "null", "yes", "5", "-1", "1_000", "0x10", "99999999999999999999999", "1e400", ".nan", ".inf",
    "[]", "{}", "[a, [b]]", "{a: {b: c}}", "[", "{", "'", '"', "a: b: c", "- a", "*nothing", "&a [*a]",
    "!!int x", "!!int 99999999999999999999999", "!!float x", "!!timestamp x", "!!binary x", "!nothing x",
    "!!python/object/apply:os.getcwd []", "2022-13-45", "2022-08-31 10:00:00", "20220831", "2022-8-1",
    "2022-02-30", "| ", "> ", "@x", "`x`", "%x", "\tx", "# x", "x #", '"\\x"', '"\\ud800"', "<T> & \"x\"",
    "'x' y", "[a, a]", "[null]", "[{a: b}]", "x" * 3000,
)  # fmt: skip

IN_CONF = (
    "None", "5", "-1", "3.5", "True", '""', '"x"', "[]", "{}", "()", '["x"]', '{"x": "y"}', '{"x": 5}',
    'b"x"', "object()", "lambda: 0", "[None]", "10**400", "undefined", "1 / 0", "__import__('nope')",
    'float("nan")', "[[]]", '{"x": None}', "{1: 2}", "..", "['..']", "'\\ud800'", "{'x'}", "print",
    "'/nowhere'", "'../..'", "[5]", "type", "[[5]]", "{'name': 5}", "Exception", "'<&\">'", "'a\\nb'",
    "'x' * 100000", "iter([])", "open",
)  # fmt: skip

CONF_LINES = (
    "raise SystemExit(3)", "raise KeyboardInterrupt", "raise RuntimeError('x')", "import nosuchmodule",
    "def f(): f()\nf()", "x = [", "  indented = 5", "html_titel = 'x'", "portfolio_topic = {}",
    "from os import *", "def setup(app): raise ValueError('x')", "def setup(app): return 5",
    "def setup(): pass", "setup = 5", "exec('1/0')", "print('x')", "assert False", "yield 5", "return",
    "x = y = z", "extensions.append('nosuchextension')", "extensions += [5]", "class A(B): pass",
    "import sys; sys.exit('x')", "import os; os._exit",
)  # fmt: skip

IN_BIBLIOGRAPHY: dict[str, bool] = {
    "@misc{new, title={T}, year={2000}}": True,
    "@misc{author={A}, title={T}, year={2000}}": True,
    "@misc{other2019, author={A}, title={T}, year={2000}}": True,
    "@nosuch{new, author={A}, title={T}}": True,
    "@misc{new, author={A}, title={T": True,
    "@misc{new, author={A} title={T}}": True,
    "@misc{new, author {A}, title={T}}": True,
    "@misc{new, author={}, title={T}}": True,
    "@misc{new, author={A, B, C, D, E}, title={T}}": True,
    "@misc{new, author={A and and B}, title={T}}": True,
    "@misc{new, author={A}, title={T}, crossref={new}}": True,
    "@misc{new, author={A}, title={T}, crossref={nobody}}": True,
    "@misc{new, author={A}, title={T}, doi={x}}": True,
    "@misc{new, author={A}, title={T}, url={x y}}": True,
    "@misc{new, author={A}, title={T}, url={javascript:alert(1)}}": True,
    "@misc{new, author={A}, title={T}, year={MMXX}}": True,
    "@misc{new, author={A}, title={T}, month={13}}": True,
    "@misc{new, author={A}, title={T}, month=june}": True,
    "@misc{new, author={A}, title={\\nosuchcommand{T}}}": True,
    "@misc{new, author={A}, title={T}, urldate={x}}": True,
    "@misc{new, author={A}, title={<script>}}": False,
    "@misc{new, author={A}, title={T}}": False,
    "@misc{new, author={A}, title={}}": True,
    "@article{new, author={A}, title={T}, year={2000}}": True,
    "words that stand in no entry": True,
    "@string{x = {y}}": False,
    "@comment{never closed": True,
    "@misc{new key, author={A}, title={T}}": True,
    "@misc{new, author={A}, title={T}, title={U}}": True,
    "@misc{new, author={{A}, title={T}}": True,
    "@misc{new, author={A}, title={$x}}": False,
    "@misc{new, author={A}, title={T}, pages={a--b--c}}": False,
    "@misc{new, author={A}, title={T}, keywords={own}}": True,
    "@online{new, author={A}, title={T}, date={2020-05}, file={/home/x.pdf}}": False,
    "@article{new, author={A}, title={T}, date={2020}, journaltitle={J}}": False,
    "@misc{new, author={A}, title={T}, date={last year}}": True,
    "@misc{new, author={A}, title={On <i>x</i> &amp; y}}": True,
    "@misc{new, author={A}, title={the systemâ€™s}}": True,
}

IN_JSON = ("null", "NaN", "-Infinity", "1e999", "[]", "{}", '""', "5", "true", "[[]]", '{"a": 1}',
           "9" * 5000, '"\\ud800"', "'x'", "undefined", "[" * 2000, "// x", '"x" "y"')  # fmt: skip

IN_ADDRESSES: dict[str, bool] = {
    "gone/page": True, "about": True, "  ": False, "# a comment": False, "../x": True, "/about": True,
    "a" * 300: True,
}  # fmt: skip


def mutations(rng: random.Random, docs: Path) -> Iterator[Mutation]:
    """Yield mistakes in the files below *docs*, without end."""
    files = sorted(path for path in docs.rglob("*") if path.is_file())
    texts = [path for path in files if path.suffix in {".md", ".bib", ".py", ".txt", ".json"}]
    while True:
        roll = rng.random()
        path = rng.choice(texts)
        name = path.relative_to(docs).as_posix()
        if roll < 0.35:
            yield general(rng, name, path)
        elif roll < 0.41:
            yield of_files(rng, rng.choice(files).relative_to(docs).as_posix())
        else:
            yield special(rng, docs, texts)


def of_sheets(rng: random.Random, docs: Path) -> Iterator[Mutation]:
    """Yield mistakes in the style sheets and scripts below *docs*, without end."""
    sheets = sorted(path for path in docs.rglob("*") if path.suffix in {".css", ".js"})
    while True:
        path = rng.choice(sheets)
        name = path.relative_to(docs).as_posix()
        yield of_files(rng, name) if rng.random() < 0.1 else general(rng, name, path)


def general(rng: random.Random, name: str, path: Path) -> Mutation:
    """Return a mistake of the fingers: a line or a sign lost, doubled, moved or damaged."""
    content = path.read_bytes()
    lines = content.split(b"\n")
    number = rng.randrange(max(1, len(lines) - 1))
    kind = rng.choice(["lose a line", "double a line", "swap lines", "lose a sign", "double a sign",
                       "bytes", "cut off", "lose a sign", "double a sign", "join lines"])  # fmt: skip
    new = list(lines)
    last = number
    if kind == "lose a line":
        del new[number]
    elif kind == "double a line":
        new.insert(number, lines[number])
    elif kind == "swap lines":
        last = min(number + 1, len(lines) - 1)
        new[number], new[last] = lines[last], lines[number]
    elif kind == "join lines":
        new[number : number + 2] = [b" ".join(lines[number : number + 2])]
    elif kind == "cut off":
        line = lines[number]
        new[number:] = [line[: rng.randrange(len(line) + 1)]]
    elif kind == "bytes":
        at = rng.randrange(len(lines[number]) + 1)
        new[number] = lines[number][:at] + rng.choice(BYTES) + lines[number][at:]
    else:
        places = [
            (n, at) for n, line in enumerate(lines) for at, sign in enumerate(line)
            if chr(sign) in STRUCTURE
        ]  # fmt: skip
        if not places:
            return general(rng, name, path)
        number, at = rng.choice(places)
        last, line = number, lines[number]
        times = 0 if kind == "lose a sign" else 2
        new[number] = line[:at] + line[at : at + 1] * times + line[at + 1 :]
    changed = lines[number : last + 1] + new[number : last + 1]
    if kind == "cut off":
        changed = lines[number:]
    return Mutation(
        kind, name, number + 1, last + 1, _writes(name, b"\n".join(new)),
        detail=repr(lines[number].decode("utf-8", "replace")), words=_words(b"\n".join(changed)),
    )  # fmt: skip


def of_files(rng: random.Random, name: str) -> Mutation:
    """Return a file that is gone, empty, or no file at all."""

    def gone(docs: Path) -> None:
        (docs / name).unlink()

    def folder(docs: Path) -> None:
        gone(docs)
        (docs / name).mkdir()

    def dangling(docs: Path) -> None:
        gone(docs)
        (docs / name).symlink_to("nowhere")

    def circle(docs: Path) -> None:
        gone(docs)
        (docs / name).symlink_to(Path(name).name)

    def pipe(docs: Path) -> None:
        gone(docs)
        os.mkfifo(docs / name)

    def renamed(docs: Path) -> None:
        (docs / name).rename((docs / name).with_name("straße %41 " + Path(name).name))

    kinds = {
        "file gone": gone, "folder in its place": folder, "dangling link": dangling,
        "link to itself": circle, "named pipe": pipe, "renamed": renamed, "emptied": _writes(name, b""),
    }  # fmt: skip
    kind = rng.choice(sorted(kinds))
    return Mutation(kind, name, 1, 10**6, kinds[kind], words={Path(name).name, Path(name).stem})


def special(rng: random.Random, docs: Path, texts: list[Path]) -> Mutation:
    """Return a mistake of those that a kind of file invites."""
    pages = [path for path in texts if path.suffix == ".md"]
    kind = rng.choice(["page", "page", "front matter", "front matter", "conf", "conf", "bibliography",
                       "json", "addresses"])  # fmt: skip
    if kind == "page":
        path = rng.choice(pages)
        lines = path.read_text().split("\n")
        start = lines.index("---", 1) + 1
        blank = [n for n in range(start, len(lines)) if not lines[n] and not _inside(lines, n)]
        markup = rng.choice(sorted(IN_PAGES))
        return _inserted(docs, path, rng.choice(blank), ["", *markup.split("\n"), ""], kind,
                         refused=IN_PAGES[markup])  # fmt: skip
    if kind == "front matter":
        path = rng.choice(pages)
        lines = path.read_text().split("\n")
        keys = [n for n in range(1, lines.index("---", 1)) if re.match(r" *\w+:", lines[n])]
        number = rng.choice(keys)
        key, _value = lines[number].split(":", 1)
        if rng.random() < 0.1:
            return _inserted(docs, path, number, [f"{key}: again"], "key twice", refused=True)
        return _replaced(docs, path, number, f"{key}: {rng.choice(VALUES)}", kind)
    if kind == "conf":
        path = docs / "conf.py"
        lines = path.read_text().split("\n")
        settings = [n for n, line in enumerate(lines) if re.match(r"\w+ = ", line)]
        if rng.random() < 0.3:
            line = rng.choice(CONF_LINES)
            return _inserted(docs, path, rng.choice(settings), line.split("\n"), "line of conf.py")
        number = rng.choice(settings)
        end = number + 1
        while lines[number].endswith(("{", "[")) and lines[end - 1] not in ("}", "]"):
            end += 1
        setting = f"{lines[number].split(' = ')[0]} = {rng.choice(IN_CONF)}"
        new = [*lines[:number], setting, *lines[end:]]
        return _written(docs, path, number, new, "value in conf.py", setting)
    if kind == "bibliography":
        path = docs / "references.bib"
        lines = path.read_text().split("\n")
        blank = [n for n, line in enumerate(lines) if not line]
        entry = rng.choice(sorted(IN_BIBLIOGRAPHY))
        return _inserted(docs, path, rng.choice(blank), ["", entry, ""], kind,
                         refused=IN_BIBLIOGRAPHY[entry])  # fmt: skip
    if kind == "json":
        path = docs / "measured" / "speed.json"
        lines = path.read_text().split("\n")
        number = rng.randrange(len(lines) - 1)
        key, colon, _ = lines[number].rpartition(": ")
        comma = "," if lines[number].endswith(",") else ""
        return _replaced(docs, path, number, f"{key}{colon}{rng.choice(IN_JSON)}{comma}", kind)
    path = docs / "addresses.txt"
    lines = path.read_text().split("\n")
    line = rng.choice(sorted(IN_ADDRESSES))
    number = rng.randrange(1, len(lines))
    return _inserted(docs, path, number, [line], kind, refused=IN_ADDRESSES[line])


def _inside(lines: list[str], number: int) -> bool:
    """Tell whether the line stands inside a fence, a list or a definition."""
    fences = sum(line.startswith(("```", ":::")) for line in lines[:number])
    indented = lines[number + 1 : number + 2] and lines[number + 1].startswith((" ", ":"))
    return fences % 2 == 1 or bool(indented)


def _words(text: bytes) -> set[str]:
    return set(re.findall(r"[\w./-]{3,}", text.decode("utf-8", "replace")))


def _writes(name: str, content: bytes) -> Callable[[Path], None]:
    def write(docs: Path) -> None:
        (docs / name).write_bytes(content)

    return write


def _written(
    docs: Path, path: Path, number: int, lines: list[str], kind: str, detail: str, **more: bool
) -> Mutation:
    name = path.relative_to(docs).as_posix()
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    last = number + 1 + detail.count("\n")
    return Mutation(kind, name, number + 1, last, _writes(name, content), detail,
                    words=_words(detail.encode("utf-8", "replace")), **more)  # fmt: skip


def _inserted(
    docs: Path, path: Path, number: int, more: list[str], kind: str, *, refused: bool = False
) -> Mutation:
    lines = path.read_text().split("\n")
    lines[number:number] = more
    return _written(docs, path, number, lines, kind, "\n".join(more), refused=refused)


def _replaced(docs: Path, path: Path, number: int, line: str, kind: str) -> Mutation:
    lines = path.read_text().split("\n")
    before, lines[number] = lines[number], line
    mutation = _written(docs, path, number, lines, kind, line)
    mutation.words |= _words(before.encode())
    return mutation


class Bench:
    """A folder with the small site, built once, in which one mistake after another is tried.

    With *sheets* it has the style sheets and scripts of this site, and its own.
    """

    def __init__(self, folder: Path, *, sheets: bool = False) -> None:
        self.folder = folder
        self.clean = folder / "clean"
        self.docs = folder / "site" / "docs"
        self.target = folder / "site" / "_build"
        self.docs.parent.mkdir()
        shutil.copytree(ROOT, self.docs)
        if sheets:
            conf = self.docs / "conf.py"
            text = conf.read_text().replace('html_theme = "basic"', 'html_theme = "portfolio"')
            conf.write_text(f'{text}html_css_files = ["extra.css"]\nhtml_js_files = ["extra.js"]\n')
        os.chdir(self.docs.parent)
        assert main(["docs", "_build"]) == 0
        shutil.copytree(self.docs.parent, self.clean, symlinks=True)
        self.before = _state(self.target / "html")

    def judge(self, mutation: Mutation) -> tuple[str, str]:
        """Build with the mistake; return the verdict, and what was printed."""
        mutation.apply(self.docs)
        status, said = self._build()
        unharmed = _state(self.target / "html") == self.before
        shutil.rmtree(self.docs.parent)
        shutil.copytree(self.clean, self.docs.parent, symlinks=True)
        os.chdir(self.docs.parent)
        return verdict(mutation, status, said, unharmed=unharmed), said

    def _build(self) -> tuple[int | None, str]:
        """Run the build in a process of its own; a status of ``None`` says that it hangs."""
        report = self.folder / "report"
        child = os.fork()
        if child == 0:
            with report.open("w", encoding="utf-8", errors="backslashreplace") as file:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
                with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
                    try:
                        status = main(["docs", "_build"])
                    except BaseException:
                        traceback.print_exc()
                        status = 70
                    file.flush()
            os._exit(status)
        for _ in range(LONGEST_SECONDS * 50):
            done, code = os.waitpid(child, os.WNOHANG)
            if done:
                said = report.read_text(encoding="utf-8", errors="replace")
                return os.waitstatus_to_exitcode(code), said
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None, report.read_text(encoding="utf-8", errors="replace")


_MESSAGE = re.compile(r"(?:docs/)(?P<file>[^\n]+?):(?P<line>\d+): (?P<text>\S[^\n]*)")


def verdict(mutation: Mutation, status: int | None, said: str, *, unharmed: bool) -> str:
    """Judge what a build said, and what it did to the site before it."""
    if status is None:
        return "HANGS"
    if status == 0:
        if mutation.refused:
            return "ACCEPTED though wrong"
        printed = mutation.detail.count("print(")  # once, by the author's own configuration
        return BUILT if said.count("\n") == 1 + printed else "BUILT but said something"
    if not unharmed:
        return "HARMED the site"
    if "Traceback (most recent call last)" in said:
        return "RAW TRACEBACK"
    if status == 130 and said.startswith("interrupted; "):
        return SAID
    lines = [line for line in said.split("\n") if line]
    if re.fullmatch(r"\d+ mistakes?; nothing was published\. The site built before was kept\.",
                    lines[-1] if lines else ""):  # fmt: skip
        lines = lines[:-1]
    if "(traceback in" in said or "src/portfolio" in said:
        return "SENT to a traceback"
    messages = [_MESSAGE.fullmatch(line) for line in lines]
    if not lines or not all(messages):
        return "NOT one line a message"
    if any(len(line) > 400 for line in lines):
        return "LONG message"
    found = [match for match in messages if match]
    if len(found) > 6:
        return "MANY messages"
    first, last = mutation.first - 2, mutation.last + 2
    if any(m["file"] == mutation.file and first <= int(m["line"]) <= last for m in found):
        return SAID
    if any("never closed" in m["text"] or "no closing" in m["text"] for m in found):
        return NAMED  # where it was opened
    said_words = "\n".join(f"{m['file']} {m['text']}" for m in found).lower()
    if any(word.lower() in said_words for word in mutation.words):
        return NAMED
    return "WRONG place"


def _state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(count: int, seed: int, *, sheets: bool) -> Iterator[tuple[Mutation, str, str]]:
    """Yield *count* mistakes, each with its verdict and what the build said."""
    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
        bench = Bench(Path(name).resolve(), sheets=sheets)
        kinds = of_sheets if sheets else mutations
        source = kinds(random.Random(seed), bench.clean / "docs")
        for _ in range(count):
            mutation = next(source)
            yield mutation, *bench.judge(mutation)
        os.chdir("/")


def _main(count: int, seed: int, *, sheets: bool) -> int:
    verdicts: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    begun = time.monotonic()
    for mutation, judged, said in run(count, seed, sheets=sheets):
        verdicts[judged] += 1
        kinds[mutation.kind, judged] += 1
        if judged not in RIGHT:
            place = f"{mutation.file}:{mutation.first}"
            sys.stderr.write(
                f"== {judged}: {mutation.kind} in {place}: {mutation.detail[:300]!r}\n"
            )
            sys.stderr.write(
                "".join(f"     {line[:300]}\n" for line in said.split("\n")[:8] if line)
            )
    table = {"count": count, "seed": seed, "seconds": round(time.monotonic() - begun),
             "verdicts": dict(verdicts.most_common()),
             "kinds": {f"{kind}: {judged}": n for (kind, judged), n in sorted(kinds.items())}}  # fmt: skip
    sys.stderr.write(json.dumps(table, indent=1) + "\n")
    return 0 if verdicts.keys() <= RIGHT else 1


if __name__ == "__main__":
    raise SystemExit(_main(*map(int, sys.argv[1:3]), sheets="sheets" in sys.argv[3:]))
