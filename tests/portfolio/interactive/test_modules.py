"""Which modules of the labs a browser needs."""

from labs import registry
from portfolio.interactive import modules


def test_what_only_a_terminal_or_the_build_needs_stays_at_home() -> None:
    held = {modules.name_of(path) for path in modules.shipped_modules()}
    assert not held & {"labs.__main__", "labs.cli", "labs.dominators.page"}
    assert {name.split(".")[1] for name in held if name.count(".") > 1} == {
        "kernel", *registry.NAMES,
    }  # fmt: skip


def test_each_lab_has_an_archive_of_its_own_beside_the_kernel() -> None:
    archives = modules.archives()
    assert list(archives) == ["kernel", *registry.NAMES]
    every = [path for paths in archives.values() for path in paths]
    assert len(every) == len(set(every)), "no module travels twice"
    for name, paths in archives.items():
        folders = {path.relative_to(modules.SOURCE).parts[0] for path in paths}
        if name == "kernel":
            assert not folders & {*registry.NAMES}
        else:
            assert folders == {name}
