"""Which modules of the labs a browser needs."""

from labs import registry
from portfolio.interactive import modules


def test_what_only_a_terminal_or_the_build_needs_is_in_no_archive() -> None:
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


def test_a_module_and_its_file_name_each_other() -> None:
    for path in modules.all_modules():
        assert modules.file_of(modules.name_of(path)) == path
    assert modules.file_of("labs.kernel") == modules.SOURCE / "kernel/__init__.py"
    assert modules.file_of("labs.nothing") is None
    assert modules.file_of("os.path") is None


def test_imports_are_found_in_every_block_and_names_may_be_modules() -> None:
    source = b"""
try:
    import a
except ImportError:
    from b import c as d
def f(x):
    match x:
        case 1:
            while x:
                import e.f
            else:
                import g
    from . import h
    from .i import j
"""
    assert sorted(modules.import_statements(source)) == [
        ("a", []), ("b", ["c"]), ("e.f", []), ("g", []),
    ]  # fmt: skip

    path = modules.SOURCE / "kernel/drawing.py"
    found = [*modules.imports(path)]
    assert found[-1] == "labs.kernel", "a package comes with its modules"
    assert "labs.kernel.formatting.fixed" in found
    assert "labs.kernel.formatting" in found


def test_what_an_example_imports_travels_too() -> None:
    name = "labs.dominators.page"
    (path,) = {modules.file_of(name)}
    assert path not in modules.shipped_modules()
    assert path in modules.archives([name])["dominators"]
