"""Text to words, the same way in Python (the index) and in JavaScript (the query).

``tokens.js`` is this file's twin; ``tests/sitesearch/test_tokens.py`` runs one table through both.

A *run* is an unbroken stretch of letters, digits, underscores, inner apostrophes and points
between digits. Its *whole* is the run folded and without underscores and apostrophes; its
*parts* are what a reader sees inside it: the words of ``DomTreeUpdater`` and ``flush_barrier``,
the number in ``1980x`` and in ``0.15s``, the pairs of characters of a Chinese sentence. Indexing
wholes and parts lets ``domtreeupdater``, ``dom tree updater`` and ``updater`` find the same place.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Scripts written without spaces: kana, Han, Hangul.
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"

_MARKS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not decompose, and signs that do not show.
_FOLDED = str.maketrans({
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l",
    "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    "\u00ad": "", "\u200b": "", "\u2060": "",
})  # fmt: skip
_POSSESSIVE = re.compile(r"([^\W_])['’]s(?![^\W_])")
_RUN = re.compile(r"\w+(?:['’]\w+|(?<=[0-9])\.(?=[0-9])\w+)*")
_GROUPING = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")  # the comma of 1,980
_DIGITS = "0123456789"
_ZEROS = re.compile("^0+(?=[0-9])")
_JOINTS = re.compile("[_'’]")
_PART = re.compile(
    rf"[{CJK}]+"  # a stretch of Chinese, Japanese or Korean
    r"|[0-9]+(?:\.[0-9]+)*"  # a number
    r"|[A-Z]{2,}s(?![a-z])"  # the plural of an acronym: APIs
    r"|[A-Z]+(?![a-z])"  # an acronym: the DOM of DOMTree
    rf"|[A-Z]?[^A-Z0-9_'’.{CJK}]+"  # an ordinary word, perhaps capitalised
)
_CJK_RUN = re.compile(rf"[{CJK}]+")


class Run(NamedTuple):
    """One run of text: its folded *whole* and the *parts* it is made of (at least one)."""

    whole: str
    parts: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Return what is indexed for this run: the whole and, when there are several, the parts."""
        if len(self.parts) == 1:
            return self.parts
        return tuple(dict.fromkeys((self.whole, *self.parts)))


def normalize(text: str) -> str:
    """Return *text* with accents, width variants, possessives and 1,980 folded; case is kept."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFKC", _MARKS.sub("", decomposed)).translate(_FOLDED)
    text = _GROUPING.sub("", text) if "," in text else text
    return _POSSESSIVE.sub(r"\1", text) if "'" in text or "’" in text else text


def runs(text: str) -> list[Run]:
    """Return the runs of *text* in order; a run without a letter or digit is left out."""
    found = (_run(match) for match in _RUN.findall(normalize(text)))
    return [run for run in found if run is not None]


@lru_cache(maxsize=65536)
def _run(text: str) -> Run | None:
    parts: list[str] = []
    for part in _PART.findall(text):
        if _CJK_RUN.match(part):
            parts.extend(_pairs(part))
        elif part[0] in _DIGITS:
            parts.append(_ZEROS.sub("", part))
        else:
            parts.append(part.lower())
    if not parts:
        return None
    if len(parts) == 1:
        return Run(parts[0], (parts[0],))
    if _CJK_RUN.search(text):  # a sentence is not a word: it has no whole
        return Run(parts[0], tuple(dict.fromkeys(parts)))
    return Run(_JOINTS.sub("", text).lower(), tuple(parts))


def is_cjk(text: str) -> bool:
    """Whether *text* has a character of a script without spaces."""
    return _CJK_RUN.search(text) is not None


def _pairs(text: str) -> list[str]:
    """Return the overlapping pairs of characters, and the last character on its own.

    With the last character every single character of the text begins some term, so that a
    query of one character finds it as a prefix.
    """
    return [text[i : i + 2] for i in range(len(text))]
