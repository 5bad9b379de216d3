"""The repository holds what it needs and nothing else; its settings are real settings."""

import ast
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from bs4 import Tag

from portfolio.content.config import PREFIX, SETTINGS
from support import ROOT
from support.pages import pages

TRACKED = sorted(
    path
    for name in subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    if name and (path := ROOT / name).is_file()
)
CONF = ast.parse((ROOT / "docs/conf.py").read_text("utf-8"))
CONF_NAMES = {
    target.id
    for node in CONF.body
    if isinstance(node, ast.Assign)
    for target in node.targets
    if isinstance(target, ast.Name)
}
# The words are put together here so that this file does not contain them.
SECRETS_OF_THE_WORKSHOP = {
    "a path of the machine it was written on": re.compile(
        r"(?<![\w.-])/(?:root|work|home/\w+|Users/\w+)/|/tmp/te" + "am"
    ),
    "a folder outside the repository": re.compile(r"\.\./sha" + r"red\b|work/sha" + "red"),
    "a registry of packages": re.compile(
        r"regis" + r"try\.npmjs\.org|files\.pythonho" + r"sted\.org|pypi\.org/sim" + "ple"
    ),
    "a mark of something unfinished": re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b"),
}


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_conf_holds_choices_only() -> None:
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

    assert [node for node in ast.walk(CONF) if isinstance(node, defined)] == []


def test_every_setting_in_conf_exists(tmp_path: Path) -> None:
    """Sphinx ignores a misspelt setting without a word."""
    code = (
        "import sys; from sphinx.application import Sphinx; "
        f"app = Sphinx('docs', 'docs', {str(tmp_path)!r}, {str(tmp_path)!r}, 'html', status=None); "
        "print('\\n'.join(app.config.values))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    known = set(done.stdout.split())

    assert "html_theme" in known
    assert "html_css" not in known  # a misspelling seen in the wild
    assert CONF_NAMES - known == {"extensions"}  # what conf.py is for, and not a setting


def test_every_setting_of_our_own_is_read() -> None:
    code = "".join(_text(path) for path in ROOT.glob("src/portfolio/**/*.py"))
    registered = {PREFIX + setting.name for setting in SETTINGS}

    assert not re.search(r'add_config_value\(\s*"', code), "settings stand in content/config.py"
    for name in registered:
        assert re.search(rf"config\.{name}\b", code), f"nothing reads {name}"


def test_folders_named_in_conf_exist() -> None:
    for node in CONF.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in (
            "templates_path",
            "html_static_path",
        ):
            for folder in ast.literal_eval(node.value):
                assert (ROOT / "docs" / folder).is_dir(), folder


@pytest.mark.parametrize("suffix", [".css", ".js", ".mjs", ".svg", ".png", ".html"])
def test_every_asset_is_named_somewhere(suffix: str) -> None:
    """A style sheet, script, template or picture that nothing names is dead."""
    assets = [p for p in TRACKED if p.suffix == suffix and _name(p).startswith(("docs/", "src/"))]
    texts = {path: _text(path) for path in TRACKED if path.suffix not in (".png", ".json")}

    for asset in assets:
        inherited = ROOT / "src/portfolio/theme/site" in asset.parents
        name = re.compile(rf'"{asset.stem}"|\b{re.escape(asset.name)}|{asset.stem}\.js')
        namers = [path for path, text in texts.items() if path != asset and name.search(text)]
        assert namers or inherited, f"nothing names {_name(asset)}"


@pytest.mark.parametrize("what", SECRETS_OF_THE_WORKSHOP)
def test_no_file_mentions_what_does_not_belong_here(what: str) -> None:
    pattern = SECRETS_OF_THE_WORKSHOP[what]
    found = [
        f"{_name(path)}:{number}: {line.strip()[:80]}"
        for path in TRACKED
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if pattern.search(line)
        and not (_name(path) == ".ci/run" and "LAB_DATA" in line)  # other people's test data
    ]

    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of the machine it was written on", "see /root" + "/x"),
        ("a folder outside the repository", "see ../shar" + "ed/x"),
        ("a registry of packages", "https://regis" + "try.npmjs.org/x"),
        ("a mark of something unfinished", "# TO" + "DO: x"),
    ],
)
def test_the_check_sees_a_mention(what: str, line: str) -> None:
    assert SECRETS_OF_THE_WORKSHOP[what].search(line)


NAMED_FILE = re.compile(
    r"(?<![\w/.])(?:tests|src|docs)/[\w./-]+\.(?:py|js|mjs|md|json|css|html|txt|tsv)\b"
)
EXAMPLES = {
    "tests/path.py",
    "docs/projects/x.md",
    "docs/projects/my-project.md",
    "src/labs/NAME/page.py",
}
"""Names that stand for any such file."""


def test_files_named_in_code_and_pages_exist() -> None:
    readers = [path for path in TRACKED if _name(path).startswith(("src/", "docs/"))]
    readers += [ROOT / name for name in ("ARCHITECTURE.md", "README.md", "Makefile")]
    named = {name: _name(path) for path in readers for name in NAMED_FILE.findall(_text(path))}

    assert len(named) > 40
    assert named.keys() >= EXAMPLES
    missing = {name: by for name, by in named.items() if not (ROOT / name).exists()}
    assert missing.keys() == EXAMPLES, missing


OF_MORE_THAN_ONE_MODULE = {
    "tests/portfolio/interactive/test_scripts.py": "the scripts of a panel",
    "tests/portfolio/test_broken_site.py": "one site with every mistake",
    "tests/portfolio/test_mutations.py": "seeded mistakes of all kinds",
    "tests/portfolio/theme/test_templates.py": "the templates of the theme",
    "tests/sitesearch/test_extension.py": "the search as Sphinx builds it",
    "tests/sitesearch/test_large.py": "a site of many pages",
    "tests/sitesearch/test_queries.py": "what is found on this site, and how well",
}
"""Files of tests that are called by no module's name, and what they are about."""


def _not_mirrored(root: Path) -> set[str]:
    """Return the modules below *root* without tests of their name, and tests without a module.

    Tests of labs are by concept.
    """
    modules = {
        path.relative_to(root / "src").with_suffix("")
        for package in ("portfolio", "sitesearch")
        for path in root.glob(f"src/{package}/**/*.py")
    }
    packages = {name.parent for name in modules}
    tests = {
        path.relative_to(root / "tests").with_name(path.stem.removeprefix("test_"))
        for package in ("portfolio", "sitesearch")
        for path in root.glob(f"tests/{package}/**/test_*.py")
    }
    files = {name for name in modules if not name.name.startswith("__")}
    return {f"src/{name}.py" for name in files - tests} | {
        f"tests/{name.with_name(f'test_{name.name}.py')}" for name in tests - files - packages
    }


def test_tests_mirror_modules() -> None:
    """Whoever changes a module finds its tests in the same folder, by the same name."""
    assert _not_mirrored(ROOT) == OF_MORE_THAN_ONE_MODULE.keys()


def test_the_check_sees_what_is_not_mirrored(tmp_path: Path) -> None:
    for name in (
        "src/portfolio/__init__.py", "src/portfolio/a/__init__.py", "src/portfolio/a/b.py",
        "src/portfolio/a/c.py", "src/sitesearch/d.py", "src/labs/e.py",
        "tests/portfolio/test_a.py", "tests/portfolio/a/test_b.py", "tests/portfolio/test_c.py",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert _not_mirrored(tmp_path) == {
        "src/portfolio/a/c.py", "src/sitesearch/d.py", "tests/portfolio/test_c.py",
    }  # fmt: skip


def test_every_folder_of_tests_is_looked_into(pytestconfig: pytest.Config) -> None:
    """Pytest leaves out folders of some names, without a word."""
    left_out = pytestconfig.getini("norecursedirs")
    folders = {parent for path in ROOT.glob("tests/**/test_*.py") for parent in path.parents}
    inside = {folder for folder in folders if folder.is_relative_to(ROOT / "tests")}

    assert ROOT / "tests/portfolio/build" in inside
    assert [f for f in sorted(inside) if any(fnmatch(f.name, name) for name in left_out)] == []


def test_nothing_made_by_a_tool_is_tracked() -> None:
    made = re.compile(
        r"(^|/)(__pycache__|_build|node_modules|\.venv|\.DS_Store|.*\.(pyc|orig|rej|log))(/|$)"
    )

    assert [_name(path) for path in TRACKED if made.search(_name(path))] == []


def test_no_file_is_large() -> None:
    """A large file needs a reason: locks are long, and the README has one picture."""
    large = {_name(path) for path in TRACKED if path.stat().st_size > 100_000}

    assert large <= set(LARGE)


LARGE = {
    "requirements/test.txt": "a lock",
    ".github/home.png": "the README's picture",
    "tests/labs/dominators/data/largest.txt": "the largest functions of other programs",
    "tests/labs/dominators/data/sqlite.txt": "real control-flow graphs to test on",
    "tests/sitesearch/strangers.tsv": "the queries of strangers, all sets",
}


def test_every_large_file_is_still_large_and_there() -> None:
    for name in LARGE:
        assert (ROOT / name).stat().st_size > 100_000, f"{name} needs no exception"


def test_text_files_end_in_one_newline_and_have_no_carriage_returns() -> None:
    """The fixture of broken pages is allowed to be broken."""
    for path in TRACKED:
        if path.suffix in (".png", ".pdf") or "roots/broken" in _name(path):
            continue
        content = path.read_bytes()
        assert b"\r" not in content, _name(path)
        assert not content or (content.endswith(b"\n") and not content.endswith(b"\n\n")), _name(
            path
        )


def test_pages_carry_no_handlers_and_no_styles_in_attributes(site: Path) -> None:
    """A policy without ``unsafe-inline`` would ignore them."""
    found = [
        f"{page}: <{element.name} {attribute}={element[attribute]!r}>"
        for page, soup in pages(site).items()
        for element in soup.find_all(True)
        if isinstance(element, Tag)
        for attribute in element.attrs
        if attribute == "style" or attribute.startswith("on")
    ]

    assert found == []


def test_published_files_name_no_folder_of_this_machine(site: Path) -> None:
    here = {str(ROOT), str(Path(sys.prefix)), str(site), str(Path.home()) + "/"}
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for folder in here:
                assert folder.encode() not in content, (path, folder)
