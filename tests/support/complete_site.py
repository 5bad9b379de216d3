"""A copy of our code with a small site that has one of everything: to edit, and to build anew."""

import shutil
from pathlib import Path

from support.copies import copy_repository
from support.small import BIBLIOGRAPHY, CONF, FACTS

PROJECT = """
It works {{footcite:p}}`own2003` as {{term}}`batching` does.

So many copies: {{modeled}}`ekko.leader_copies`.

{lab}

## The rule

Words.

```{{footbibliography}}
```
"""
LAB = """```{lab} dominators
```"""
INCLUDING = """# Zebra

Text.

```{include} ../beside.txt
```
"""
MEASURED = """{
  "caption": "Two sizes.", "command": "make sizes", "machine": "Linux", "versions": {},
  "columns": ["what", "size"], "rows": [["a", 1], ["b", 2]], "notes": []
}
"""
PAGES = {
    "index": "# Home\n\nHi.\n\n```{project-cards}\n```\n\n```{toctree}\n:glob:\n\n*\n*/*\n```\n",
    "about": "# About\n\nText.\n\n```{measured} sizes\n```\n",
    "glossary": "# Glossary\n\nTerms.\n\n```{glossary}\nbatching\n  Many at once.\n```\n",
    "publications": "# Publications\n\nPapers.\n\n```{publication-list}\n```\n",
    "topics/cloud-systems": "# Cloud systems\n\nText.\n\n```{topic-projects} cloud-systems\n```\n",
    "topics/compilers": "# Compilers\n\nOn compilers.\n",
    "zebra": INCLUDING,
}


def write(folder: Path) -> None:
    """Write the site into *folder*/docs, in place of what is there."""
    docs = folder / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    for name, text in PAGES.items():
        page = docs / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    for slug, more in {"ekko": {}, "llvm": {"lab": "dominators"}}.items():
        facts = FACTS | {"title": slug, "publications": "[own2003]"} | more
        front = "\n".join(f"{key}: {value}" for key, value in facts.items())
        text = PROJECT.format(lab=LAB if more else "")
        page = docs / "projects" / f"{slug}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\n{front}\n---\n{text}", "utf-8")
    (docs / "measured").mkdir()
    (docs / "measured/sizes.json").write_text(MEASURED, "utf-8")
    (docs / "references.bib").write_text(BIBLIOGRAPHY, "utf-8")
    (docs / "conf.py").write_text(
        CONF.replace('"basic"', '"portfolio"') + 'html_title = "Small"\nmyst_heading_anchors = 2\n',
        "utf-8",
    )
    (folder / "beside.txt").write_text("What the file says.\n", "utf-8")


def make(folder: Path, source: Path) -> Path:
    """Copy the code of *source* into *folder*, write the site beside it, return the folder."""
    copy_repository(folder, source)
    write(folder)
    return folder
