"""The index as files: classic scripts, so that they load from ``file://`` and under any policy.

=================  =============================================================================
``core.js``        facets and the ranges of the other files; needed by every query
``p0.js`` …        titles, addresses and facts of pages; a small site has them in the core
``s0.js`` …        shards: ranges of the vocabulary with their postings
``g0.js``          pictures of pages, for the dialog in which nothing is asked yet
``t0.js`` …        blocks of text, for the anchors, headings and sentences of results
``h0.js`` …        anchors and headings, for the sections that are listed under the best page
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
    character_shards,
    encode_vocabulary,
    lexicons,
    page_names,
    shards,
    suffixes,
)

PAGES = 64  # in one file
HEADINGS = 12


def files(
    index: Index,
    stem: Callable[[str], str],
    facets: dict[str, str],
    labels: dict[str, dict[str, str]],
    most: int,
) -> dict[str, Any]:
    """Return the content of every file, by name.

    *facets* maps facets to labels; *labels* the values of a facet to theirs; *most* is the size
    of a block of text, in characters; 0 for a block a section.
    """
    found: dict[str, Any] = {}
    ranges = shards(index, stem)
    characters = character_shards(index)
    cuts = [shard.first for shard in ranges]
    words = lexicons(index)
    stops = sorted(index.stop_words)
    sheets = [_sheet(index.pages[at : at + PAGES]) for at in range(0, len(index.pages), PAGES)]
    starts, blocks = _blocks(index, most)
    pictures = [(n, _nameless(page.picture)) for n, page in enumerate(index.pages) if page.picture]
    found["core"] = [  # in the order in which store.js reads it
        sheets[0] if len(sheets) == 1 else PAGES,
        [len(page.sections) for page in index.pages],
        "".join(map(str, index.lengths)),
        "".join(DIGITS[number] for number in index.heads),
        starts,
        encode_vocabulary(cuts, cuts),
        len(characters),
        [lexicon.first for lexicon in words],
        suffixes(index, stem),
        encode_vocabulary(stops, stops),
        [_facet(index, name, facets[name], labels.get(name, {})) for name in facets],
        _weights(index.pages),
        page_names(index),
        len(pictures),
    ]
    if pictures:
        found["g0"] = pictures
    for number, shard in enumerate([*ranges, *characters]):
        found[f"s{number}"] = [shard.vocabulary, shard.postings]
    for number, lexicon in enumerate(words):
        found[f"v{number}"] = [lexicon.vocabulary, lexicon.marks]
    for number, sheet in enumerate(sheets if len(sheets) > 1 else []):
        found[f"p{number}"] = sheet
    for number, block in enumerate(blocks):
        found[f"t{number}"] = block
    for number, headings in enumerate(_headings(index, len(sheets) > 1)):
        found[f"h{number}"] = headings
    return found


def _nameless(svg: str) -> str:
    """Return a drawing without its name and description: beside a title it only decorates.

    >>> _nameless('<svg role="img" aria-labelledby="t"><title id="t">A</title><path/></svg>')
    '<svg><path/></svg>'
    """
    svg = re.sub(r"<(title|desc)\b.*?</\1>", "", svg, flags=re.S)
    return re.sub(r' (?:role|aria-\w+)="[^"]*"', "", svg)


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


def _headings(index: Index, large: bool) -> list[list[list[str]]]:
    """Return [anchor, heading] of the sections below the pages, :data:`HEADINGS` a file.

    No file has those of two pages, unless there are so many pages that it would be too many files.
    """
    found: list[list[list[str]]] = []
    heads = iter(index.heads)
    for page in index.pages:
        begins = not large
        for number, (section, head) in enumerate(zip(page.sections, heads, strict=False)):
            if number == 0 or not head:
                continue
            if begins or not found or len(found[-1]) == HEADINGS:
                found.append([])
                begins = False
            found[-1].append([section.anchor, section.heading])
    return found


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
    version = "".join(DIGITS[byte & 63] for byte in digest.digest()[:4])
    scripts = {f"{name}.js": f'$file("{version}",{text})' for name, text in texts.items()}
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
    return name[0] in "ghpstv" and name[1:-3].isdigit()


def update(path: Path, text: str) -> None:
    """Write *text* unless the file already says so."""
    if not path.is_file() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.M)
EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let) (\w+)", re.M)
DECLARED = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.M)


def join(entry: Path, later: Sequence[Path] = ()) -> str:
    """Return the module *entry* and all it imports as one script, in a scope of their own.

    Modules do not load from ``file://``, one script does. A module stands behind those it
    imports; a name that two of them declare is an error, since they share the scope. What the
    modules that are loaded *later* take from these is shared with them.
    """
    texts = _gather(entry)
    shared = sorted({name for module in later for name in _taken(module, texts)})
    more = f"siteSearch.shared = {{ {', '.join(shared)} }};\n" if later else ""
    return f'(() => {{\n"use strict";\n{_scope(texts)}\n{more}}})();\n'


def join_later(module: Path, entry: Path) -> str:
    """Return *module* as a file that a store loads: its content is what the module exports.

    What it imports of the modules joined in *entry* is taken from there.
    """
    given = _gather(entry)
    texts = {path: text for path, text in _gather(module).items() if path not in given}
    taken, exports = ", ".join(_taken(module, given)), ", ".join(EXPORTED.findall(texts[module]))
    scope = f'"use strict";\nconst {{ {taken} }} = siteSearch.shared;\n{_scope(texts)}\n'
    return f'$file("", (() => {{\n{scope}return {{ {exports} }};\n}})());\n'


def _taken(module: Path, given: dict[Path, str]) -> list[str]:
    """Return the names that *module* imports of the modules *given*."""
    return [
        name
        for names, file in IMPORT.findall(module.read_text("utf-8"))
        if module.with_name(file) in given
        for name in names.replace(",", " ").split()
    ]


def _scope(texts: dict[Path, str]) -> str:
    """Return modules as one text without imports and exports."""
    joined = "\n".join(EXPORT.sub("", IMPORT.sub("", text)) for text in texts.values())
    twice = [name for name, count in Counter(DECLARED.findall(joined)).items() if count > 1]
    if twice:
        raise ValueError(f"two modules declare {', '.join(twice)}")
    return joined


def _gather(path: Path, texts: dict[Path, str] | None = None) -> dict[Path, str]:
    """Return the text of a module and of all it imports, each behind those it imports."""
    texts = {} if texts is None else texts
    if path in texts:
        return texts
    text = path.read_text("utf-8")
    texts[path] = ""  # modules that import each other: the one asked for first stands behind
    for _, name in IMPORT.findall(text):
        _gather(path.with_name(name), texts)
    del texts[path]
    texts[path] = text
    return texts
