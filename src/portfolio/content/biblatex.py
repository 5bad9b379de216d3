"""Rewrites entries of BibLaTeX, as reference managers export them, in the terms of BibTeX.

Zotero and JabRef export ``@online``, ``journaltitle`` and ``date = {2022-07}``; what this site
shows and offers is BibTeX: ``@misc``, ``journal``, ``year`` and ``month``.
"""

import re
from collections.abc import Mapping

from pybtex.database.input.bibtex import month_names

KINDS = {
    "collection": "book",
    "conference": "inproceedings",
    "dataset": "misc",
    "electronic": "misc",
    "mvbook": "book",
    "mvcollection": "book",
    "online": "misc",
    "patent": "misc",
    "report": "techreport",
    "software": "misc",
    "thesis": "phdthesis",
    "www": "misc",
}
"""Kinds of entries that BibTeX lacks, and the kind that is meant."""

ORIGIN = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "year": "date",
    "month": "date",
}
"""Fields, and the field of BibLaTeX that has their content."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?(?:/[\d-]*)?")
_TYPES = {"phdthesis", "mathesis", "mastersthesis", "techreport"}


def as_bibtex(kind: str, fields: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return kind and fields of an entry as BibTeX has them; what is BibTeX stays as it is.

    >>> as_bibtex("online", {"title": "T", "date": "2022-07"})
    ('misc', {'title': 'T', 'year': '2022', 'month': 'July'})
    """
    meant, result = KINDS.get(kind, kind), dict(fields)
    type_ = result.get("type", "").strip().lower()
    if kind == "thesis" and type_.startswith(("ma", "bachelor")):
        meant = "mastersthesis"
    if kind == "inbook" and "booktitle" in fields:
        meant = "incollection"
    if type_ in _TYPES:
        del result["type"]
    for ours in ("journal", "address", *(("school",) if kind == "thesis" else ())):
        if ORIGIN[ours] in result and ours not in result:
            result[ours] = result.pop(ORIGIN[ours])
    if date := _DATE.fullmatch(result.get("date", "").strip()):
        del result["date"]
        result.setdefault("year", date[1])
        if date[2]:
            result.setdefault("month", date[2])
    month = result.get("month", "").strip()
    if month.isdecimal() and 1 <= int(month) <= 12:
        result["month"] = list(month_names.values())[int(month) - 1]
    return meant, result
