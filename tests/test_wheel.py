"""The wheel, installed elsewhere: other people's sites get the search, and the labs."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from support import ROOT

CONF = """
extensions = {extensions}
html_theme = "alabaster"
bibtex_bibfiles = []
portfolio_person = {{"name": "A", "job": "B", "employer": "C", "university": "D", "links": []}}
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has the wheel, and the locked packages.

    The locked packages are those of this environment, named by a path; the line that makes this
    project importable here is not followed from there.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT]
    subprocess.run(wheel, check=True)
    venv.create(folder / "environment", with_pip=False)
    python = folder / "environment/bin/python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([python, "-c", code], text=True).strip())
    (packages / "locked.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    (file,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", packages, file], check=True)
    return python


def build(python: Path, folder: Path, extensions: list[str], text: str) -> Path:
    """Build a site of one page in *folder*, with warnings as errors; return the output folder."""
    docs = folder / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(CONF.format(extensions=extensions))
    (docs / "index.md").write_text(f"# Home\n\n{text}\n")
    command = [python, "-m", "sphinx", "-q", "-W", "-n", "docs", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_the_packages_are_those_of_the_wheel(elsewhere: Path) -> None:
    code = "import labs, portfolio, sitesearch; print(labs, portfolio, sitesearch)"
    named = subprocess.check_output([elsewhere, "-c", code], text=True, cwd=elsewhere.parent)
    assert named.count(str(elsewhere.parents[1])) == 3


def test_a_site_of_others_gets_the_search(elsewhere: Path, tmp_path: Path) -> None:
    text = "Hop counts and other wonders."
    out = build(elsewhere, tmp_path, ["myst_parser", "sitesearch"], text)
    assert (out / "_static/search/app.js").stat().st_size > 10_000
    assert "wonders" in "".join(
        path.read_text("utf-8") for path in (out / "_static/search").glob("*.js")
    )


def test_a_site_of_others_gets_a_lab(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    text = "It runs.\n\n```{lab} dominators\n```"
    extensions = ["myst_parser", "sphinxcontrib.bibtex", "portfolio"]
    out = build(elsewhere, tmp_path, extensions, text)
    drawing = "_static/lab/still/dominators.fan.1.svg"
    assert f'src="{drawing}"' in (out / "index.html").read_text("utf-8")
    assert (out / drawing).read_text("utf-8").startswith("<svg")
    (worker,) = out.glob("_static/lab/*/worker.js")
    assert any((worker.parent / "python").iterdir())


def test_the_command_runs_in_any_folder(tmp_path: Path) -> None:
    command = [Path(sysconfig.get_path("scripts"), "labs"), "dominators", "--scenario", "fan"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "vertices" in done.stdout
