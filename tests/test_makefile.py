"""The Makefile explains itself and its messages are clear."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from support import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)


def make(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run make in the repository, without what an outer make told this process."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "VENV")}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """Return a Python that writes down how it was called and cannot make environments."""
    script = tmp_path / "python3"
    script.write_text(
        "#!/bin/sh\n"
        f'echo "$*" >> "{tmp_path}/calls"\n'
        'case "$*" in *venv*) echo "a page of noise"; exit 1;; esac\n'
        f'exec "{sys.executable}" "$@"\n'
    )
    script.chmod(0o755)
    return script


def test_help_lists_every_target_with_its_comment() -> None:
    listed = re.findall(r"^  make ([a-z-]+) +(\S.*)$", make("help").stdout, re.MULTILINE)

    assert [target for target, _ in listed] == TARGETS
    assert {"html", "test", "live", "linkcheck", "lint", "new", "bench", "clean"} <= set(TARGETS)


def test_help_is_what_make_alone_says() -> None:
    assert make().stdout == make("help").stdout


def test_every_target_is_phony() -> None:
    """A file that happens to be called ``test`` must not stop ``make test``."""
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert phony
    assert set(phony[1].split()) == set(TARGETS)


@pytest.mark.parametrize("page", ["README.md", "docs/authors.md", "docs/colophon.md"])
def test_commands_in_the_prose_exist(page: str) -> None:
    named = set(re.findall(r"`make ([a-z][a-z-]*)", (ROOT / page).read_text()))

    assert {name for name in named if not name.startswith("bench-")} <= set(TARGETS)
    for name in named:
        if name.startswith("bench-"):
            assert (ROOT / f"tests/bench/{name.removeprefix('bench-')}.py").exists()


def test_a_python_that_cannot_make_environments_gets_one_message(
    tmp_path: Path, python: Path
) -> None:
    done = make("html", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")

    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[:-1] == [
        f"{python} cannot make a virtual environment; "
        "on Debian or Ubuntu: apt-get install python3-venv"
    ]


def test_an_environment_without_pip_is_made_anew(tmp_path: Path, python: Path) -> None:
    """Debian's Python without python3-venv leaves an environment that has no pip."""
    (tmp_path / "venv/bin").mkdir(parents=True)
    (tmp_path / "venv/pyvenv.cfg").touch()
    (tmp_path / "venv/bin/python").symlink_to("/bin/false")

    make("html", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")

    assert f"-m venv --clear {tmp_path / 'venv'}" in (tmp_path / "calls").read_text().splitlines()


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path, python: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/file").touch()

    done = make("html", f"PYTHON={python}", f"VENV={tmp_path / 'precious'}")

    assert "is not a virtual environment; name another: make VENV=folder html" in done.stderr
    assert (tmp_path / "precious/file").exists()


def test_a_folder_without_links_gets_one_message(tmp_path: Path, python: Path) -> None:
    """A stick with FAT has none, and an environment needs them."""
    (tmp_path / "ln").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "ln").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"

    done = make("html", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}", PATH=path)

    assert done.stderr.splitlines()[:-1] == [
        "this folder cannot have links, as on some USB sticks; "
        "name another: make VENV=$HOME/portfolio html"
    ]
    assert not (tmp_path / "venv").exists()


def test_an_old_python_gets_one_message(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    done = make("html", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")

    assert done.stderr.splitlines()[:-1] == [
        f"{old} is not Python 3.11 or newer; name one: make PYTHON=/path/to/python3 html"
    ]


def test_the_users_settings_of_pip_and_python_stay_outside(tmp_path: Path) -> None:
    """``PIP_USER`` in the environment, or the same in pip.conf, must not reach the one of ours."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sphinx-build").write_text(f'#!/bin/sh\nenv > "{tmp_path}/seen"\nexit 1\n')
    (tmp_path / "bin/sphinx-build").chmod(0o755)
    for name in (".html", ".test"):
        (tmp_path / name).touch()  # as if all were installed

    make("linkcheck", f"VENV={tmp_path}", "-o", f"{tmp_path}/.html", PIP_USER="1",
         PYTHONPATH="/elsewhere", PIP_TARGET="/elsewhere", PYTHONWARNINGS="error")  # fmt: skip

    seen = dict(
        line.split("=", 1) for line in (tmp_path / "seen").read_text().splitlines() if "=" in line
    )
    assert seen["PIP_USER"] == "0"
    assert not {"PYTHONPATH", "PIP_TARGET", "PYTHONWARNINGS"} & seen.keys()


def test_a_folder_that_may_not_be_written_is_said_so() -> None:
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(ROOT / "Makefile", name)
        for file in ("requirements/html.txt", "pyproject.toml", "package-lock.json"):
            Path(name, file).parent.mkdir(exist_ok=True)
            Path(name, file).touch()
        Path(name).chmod(0o555)
        done = subprocess.run(
            ["make", "--no-print-directory", "html", "PYTHON=true"],
            cwd=name,
            user="nobody" if os.geteuid() == 0 else None,  # root may write anywhere
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.stderr.splitlines()[0] == f"this folder may not be written: {name}"


@pytest.mark.parametrize("title", ["Costs $5 a day", "It's $(HOME)", 'A "b" `c` \\ $$'])
def test_a_title_arrives_as_it_was_typed(tmp_path: Path, title: str) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").write_text(f'#!/bin/sh\nprintf %s "$TITLE" > "{tmp_path}/seen"\n')
    (tmp_path / "bin/python").chmod(0o755)

    done = make("new", f"VENV={tmp_path}", "-o", f"{tmp_path}/.html", f"TITLE={title}")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "seen").read_text() == title
