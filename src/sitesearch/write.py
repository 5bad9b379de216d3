"""The index as files: classic scripts, so that they load from ``file://`` and under any policy.

=================  =============================================================================
``core.js``        facets and the ranges of the other files; needed by every query
``p0.js`` …        titles, addresses and facts of pages; a small site has them in the core
``s0.js`` …        shards: ranges of the vocabulary with their postings
``g0.js``          pictures of pages, for the dialog in which nothing is asked yet
``t0.js`` …        blocks of text, for the anchors, headings and sentences of results
``v0.js`` …        lexicons, by initials: the words of four pages or more and of headings, for a
                   word that no shard explains
=================  =============================================================================

Every file carries the version of the index, so that files of two builds are never mixed.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sitesearch.index import (
    DIGITS,
    Index,
    Page,
    encode_vocabulary,
    endings,
    lexicons,
    page_names,
    shards,
)

PAGES = 64  # in one file


def files(
    index: Index,
    stem: Callable[[str], str],
    facets: dict[str, str],
    labels: dict[str, dict[str, str]],
    most: int,
) -> dict[str, Any]:
    """Return the content of every file, by name.

    *facets* maps facets to labels; *labels* the values of a facet to theirs; *most* is the size
    of a block of text, in characters.
    """
    found: dict[str, Any] = {}
    ranges = shards(index, stem)
    words = lexicons(index)
    stops = sorted(index.stop_words)
    sheets = [_sheet(index.pages[at : at + PAGES]) for at in range(0, len(index.pages), PAGES)]
    starts, blocks = _blocks(index, most)
    pictures = [(number, page.picture) for number, page in enumerate(index.pages) if page.picture]
    found["core"] = {
        "pages": sheets[0] if len(sheets) == 1 else PAGES,
        "counts": [len(page.sections) for page in index.pages],
        "lengths": "".join(map(str, index.lengths)),
        "heads": "".join(DIGITS[number] for number in index.heads),
        "blocks": starts,
        "cuts": " ".join(shard.first for shard in ranges),
        "initials": [lexicon.first for lexicon in words],
        "endings": endings(index, stem),
        "stops": encode_vocabulary(stops, stops),
        "facets": [_facet(index, name, facets[name], labels.get(name, {})) for name in facets],
        "weights": _weights(index.pages),
        "names": page_names(index),
        "pictures": len(pictures),
    }
    if pictures:
        found["g0"] = pictures
    for number, shard in enumerate(ranges):
        found[f"s{number}"] = [shard.vocabulary, shard.postings]
    for number, lexicon in enumerate(words):
        found[f"v{number}"] = [lexicon.vocabulary, lexicon.marks]
    for number, sheet in enumerate(sheets if len(sheets) > 1 else []):
        found[f"p{number}"] = sheet
    for number, block in enumerate(blocks):
        found[f"t{number}"] = block
    return found


def _sheet(pages: Sequence[Page]) -> list[list[str]]:
    """Return the titles, the addresses and, unless no page has any, the facts of *pages*."""
    facts = [page.facts for page in pages]
    return [
        [page.title for page in pages],
        [page.url for page in pages],
        facts if any(facts) else [],
    ]


def _weights(pages: Sequence[Page]) -> list[float]:
    """Return the weight of every page, or nothing if all weigh the same."""
    weights = [page.weight for page in pages]
    return weights if set(weights) - {1.0} else []


def _facet(index: Index, name: str, label: str, labels: dict[str, str]) -> list[Any]:
    """Return [name, label, [[value, its label]…], [indices of each page's values]…]."""
    used = {value for page in index.pages for value in page.facets.get(name, [])}
    values = [value for value in labels if value in used] + sorted(used - labels.keys())
    number = {value: at for at, value in enumerate(values)}
    return [
        name,
        label,
        [[value, labels.get(value, value)] for value in values],
        [sorted(number[v] for v in page.facets.get(name, [])) for page in index.pages],
    ]


def _blocks(index: Index, most: int) -> tuple[str, list[list[list[str]]]]:
    """Cut the sections into blocks of about equal size, none with text of two pages.

    Returns a mark for each section, 1 where it begins a block, and the blocks' sections:
    [anchor, heading, text].
    """
    starts: list[str] = []
    blocks: list[list[list[str]]] = []
    for page in index.pages:
        size = most
        for number, section in enumerate(page.sections):
            begins = number == 0 or size + len(section.text) > most
            if begins:
                blocks.append([])
                size = 0
            starts.append("1" if begins else "0")
            size += len(section.text)
            blocks[-1].append(
                [section.anchor, section.heading if section.anchor else "", section.text]
            )
    return "".join(starts), blocks


def write(folder: Path, content: dict[str, Any]) -> str:
    """Write *content* into *folder*; return the index's version.

    A file that is already as it should be is left alone; data files that are no longer part
    of the index are removed.
    """
    texts = {
        name: json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        for name, data in content.items()
    }
    digest = hashlib.sha256("\n".join(f"{n} {t}" for n, t in sorted(texts.items())).encode())
    version = digest.hexdigest()[:6]
    scripts = {
        f"{name}.js": f'$found("{name}","{version}",{text})\n' for name, text in texts.items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in folder.glob("*.js")}
    for name in there - scripts.keys():
        if _is_data(name):
            (folder / name).unlink()
    for name, text in scripts.items():
        data = text.encode()
        if name not in there or (folder / name).read_bytes() != data:
            (folder / name).write_bytes(data)
    return version


def _is_data(name: str) -> bool:
    return name[0] in "gpstv" and name[1:-3].isdigit()


def update(path: Path, text: str) -> None:
    """Write *text* unless the file already says so."""
    if not path.is_file() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.M)
DECLARED = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.M)


def join(entry: Path) -> str:
    """Return the module *entry* and all it imports as one script, in a scope of their own.

    Modules do not load from ``file://``, one script does. A module stands behind those it
    imports; a name that two of them declare is an error, since they share the scope.
    """
    texts: dict[Path, str] = {}
    _gather(entry, texts)
    joined = "\n".join(texts.values())
    twice = [name for name, count in Counter(DECLARED.findall(joined)).items() if count > 1]
    if twice:
        raise ValueError(f"two modules declare {', '.join(twice)}")
    return f'(() => {{\n"use strict";\n{joined}\n}})();\n'


def _gather(path: Path, texts: dict[Path, str]) -> None:
    if path in texts:
        return
    text = path.read_text("utf-8")
    texts[path] = ""  # modules that import each other: the one asked for first stands behind
    for name in IMPORT.findall(text):
        _gather(path.with_name(name), texts)
    del texts[path]
    texts[path] = EXPORT.sub("", IMPORT.sub("", text))
