"""The tests find a browser in a fixed order and say what to do when there is none."""

import sys

import pytest

from support import browsers


class Machine:
    """A machine: what is installed, what starts, what Playwright can download, what we ran."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **state: bool) -> None:
        self.state = state
        self.ran: list[str] = []
        monkeypatch.setattr(browsers.shutil, "which", self._which)
        monkeypatch.setattr(browsers, "_run", self._run)
        monkeypatch.setattr(browsers, "find_or_install", self._package)

    def _which(self, name: str) -> str | None:
        there = {"chromium": "installed", "chromium-headless-shell": "shell"}.get(name)
        return f"/usr/bin/{name}" if there and self.state.get(there) else None

    def _run(self, command: list[str]) -> str | None:
        if command[0] in {"/usr/bin/chromium", "/usr/bin/chromium-headless-shell"}:
            return "Chromium 1" if self.state.get("starts", True) else None
        if command[0] == "/cache/chrome":
            downloaded = self.state.get("cached") or "install" in self.ran
            return "Chromium 2" if downloaded and not self.state.get("no_libraries") else None
        assert command[0] == sys.executable
        if command[1] == "-c":
            return "/cache/chrome\n"
        assert command[1:] == ["-m", "playwright", "install", "chromium"]
        if not self.state.get("online"):
            return None
        self.ran.append("install")
        return ""

    def _package(self, names: tuple[str, ...], package: str) -> str:
        assert names == browsers.CHROMIUM
        self.ran.append(f"package {package}")
        if not self.state.get("root"):
            raise RuntimeError("chromium is missing; run: sudo apt-get install chromium")
        return "/usr/bin/chromium"


@pytest.mark.parametrize(
    ("state", "path", "ran"),
    [
        ({"installed": True, "cached": True}, "/usr/bin/chromium", []),
        ({"installed": True, "shell": True}, "/usr/bin/chromium-headless-shell", []),
        ({"installed": True, "starts": False, "cached": True}, "/cache/chrome", []),
        ({"cached": True}, "/cache/chrome", []),
        ({"online": True}, "/cache/chrome", ["install"]),
        (
            {"online": True, "no_libraries": True, "root": True},
            "/usr/bin/chromium",
            ["install", "package chromium-headless-shell"],
        ),
        ({"root": True}, "/usr/bin/chromium", ["package chromium-headless-shell"]),
    ],
)
def test_the_first_that_starts_is_taken(
    monkeypatch: pytest.MonkeyPatch, state: dict[str, bool], path: str, ran: list[str]
) -> None:
    machine = Machine(monkeypatch, **state)

    assert browsers.chromium_path.__wrapped__() == path
    assert machine.ran == ran


def test_without_any_the_error_is_the_command_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    Machine(monkeypatch)

    with pytest.raises(RuntimeError, match=r"run: sudo apt-get install chromium$"):
        browsers.chromium_path.__wrapped__()


def test_the_browser_found_here_starts() -> None:
    assert browsers._starts(browsers.chromium_path())
    assert not browsers._starts("/nowhere/chromium")
    assert not browsers._starts("/bin/false")
