"""Starts the page of a project: ``make new SLUG=my-project TITLE="My project"``.

The page has every key of front matter and every part of the skeleton, explained in comments,
and builds as it stands. Its address is entered in the ledger of addresses that must live on.
"""

import json
import os
import sys
from pathlib import Path
from string import Template

from portfolio.build import conf_check
from portfolio.content import frontmatter
from portfolio.content.catalogue import FOLDER, INDEX
from portfolio.content.diagnostic import ContentError
from portfolio.content.project import INVERSE, SLUG, SLUG_RULE
from portfolio.metadata.redirects import PUBLISHED_PAGES, register

PAGE = Template("""\
---
# What this page says of itself; cards, gallery, topic pages and the time line are made from it.
title: $title
claim: One sentence that says what it does and for whom.
role: What you did, in a short phrase
period: $month to present  # or "2018-05 to 2019-02"
organization: Where it was made
collaborators: []  # names: [Ada Lovelace, Charles Babbage]
venue: null  # where it was published, for instance OSDI '22
status: In progress
topics: [$topic]  # of: $topics
keywords: []  # what people would type: abbreviations, synonyms, neighboring terms
related: []
#  - $kind: other-project  # or: $kinds; the other page shows the inverse by itself
#    why: One short clause.
publications: []  # keys of docs/references.bib
lab: null  # a package under src/labs, if it has one; until then its initials are its picture
headline: null  # {value: 2.4 s, label: what it measures, source: key of docs/references.bib}
---

% A line that begins with a percent sign is a comment. Aim for 900 to 1,400 words, and for
% headings that can be scanned. Every number needs a citation in its sentence.

```{at-a-glance}
```

:::{admonition} In my words
:class: summary
What you state about it, in the first person, complete.
:::

## The problem

Why is this hard? Write it so that a bright outsider sees it.

## The idea

One thought, one figure.

% ```{drawing} my_lab.overview
% What the figure shows.
% ```

## How it works

Precise enough that an expert nods.

## Try it

What a reader can do to see it for themselves.

## Reported and modeled

What was measured, by whom, and where that is written.

## My part

What you did, and what others did.

% :::{admonition} What is not public
% :class: note
% What this page cannot tell.
% :::

## Related

```{related-projects}
```

## Sources

What each source supports. A citation is written as the role footcite:p with a key of
`docs/references.bib`.

```{footbibliography}
```
""")


LONGEST_SLUG = 100
"""File systems allow 255 bytes, of which the Markdown twin and partial files take some."""


class RefusedError(ValueError):
    """Why no page was written, in one sentence."""


def create(source: Path, slug: str, title: str) -> Path:
    """Write the page of the project *slug* below *source* and return its path.

    Raises :class:`RefusedError` for a bad slug, an empty title, or one that another page has.
    """
    title = title.strip()
    folder = source / FOLDER
    if not SLUG.fullmatch(slug) or slug == INDEX:
        raise RefusedError(
            f'bad SLUG "{slug}"; allowed: {SLUG_RULE}, not "{INDEX}": SLUG=my-project'
        )
    if len(slug) > LONGEST_SLUG:
        raise RefusedError(f"SLUG has {len(slug)} letters; allowed: at most {LONGEST_SLUG}")
    if not title or not title.isprintable():
        raise RefusedError('TITLE must be one line of text, for instance TITLE="My project"')
    path = folder / f"{slug}.md"
    if path.exists():
        raise RefusedError(f"{path} exists; nothing was overwritten")
    for other in sorted(folder.glob("[!.]*.md")):
        if _title(other).casefold() == title.casefold():
            raise RefusedError(f'"{title}" is already the title of {other}')
    conf = conf_check.check(source / "conf.py", str(source / "conf.py"))
    if conf.mistakes:
        raise RefusedError(str(conf.mistakes[0]))
    for name in ("portfolio_topics", "portfolio_profile_date"):
        if name not in conf.values:
            raise RefusedError(f"{source / 'conf.py'} has no {name}, which a new page starts with")
    topics = list(conf.values["portfolio_topics"])
    first_kind, *other_kinds = INVERSE
    text = PAGE.substitute(
        title=json.dumps(title, ensure_ascii=False),  # quoted as YAML accepts it too
        month=conf.values["portfolio_profile_date"],
        topic=topics[0],
        topics=", ".join(topics),
        kind=first_kind,
        kinds=", ".join(other_kinds),
    )
    folder.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    if (source / PUBLISHED_PAGES).exists():
        register(source / PUBLISHED_PAGES, f"{FOLDER}/{slug}")
    return path


def _title(path: Path) -> str:
    try:
        field = frontmatter.read(path, path.name).get("title")
    except ContentError:  # the build says what is wrong with that page
        return ""
    return str(field.value) if field else ""


def main() -> int:
    """Take SLUG and TITLE from the environment, where make puts them."""
    try:
        path = create(Path("docs"), os.environ.get("SLUG", ""), os.environ.get("TITLE", ""))
    except (RefusedError, OSError) as refused:
        sys.stderr.write(f"make new: {refused}\n")
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
