"""The index as files, and the scripts that read it as one."""

from pathlib import Path

import pytest

from sitesearch.write import join, join_later


def test_the_scripts_are_joined_by_their_imports(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nb();\n')
    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nexport const b = () => c;\n')
    (tmp_path / "c.js").write_text("export const c = 1;\nconst d = 2;\n")

    joined = join(tmp_path / "a.js")
    assert "import" not in joined
    assert "export" not in joined
    assert joined.index("const c") < joined.index("const b") < joined.index("b();")

    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nexport function d() {}\n')
    with pytest.raises(ValueError, match="two modules declare d"):
        join(tmp_path / "a.js")


def test_what_is_loaded_later_takes_what_it_needs_from_the_first_script(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nb();\n')
    (tmp_path / "b.js").write_text("export const b = () => c;\nexport const c = 1;\n")
    (tmp_path / "late.js").write_text(
        'import { b, c } from "./b.js";\nimport { d } from "./d.js";\nexport const e = b(c, d);\n'
    )
    (tmp_path / "d.js").write_text("export const d = 2;\n")

    joined = join(tmp_path / "a.js", [tmp_path / "late.js"])
    later = join_later(tmp_path / "late.js", tmp_path / "a.js")
    assert "siteSearch.shared = { b, c };" in joined
    assert later.startswith('$file("", (() => {\n"use strict";\nconst { b, c } = ')
    assert later.index("const d = 2") < later.index("const e") < later.index("return { e };")
    assert "const b" not in later
