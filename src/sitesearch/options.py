"""The configuration values of the search, checked before anything is read.

============================  ======================================================================
``sitesearch_facets``         metadata key → label: what results can be filtered by
``sitesearch_values``         facet → {value: label}: the values allowed, and how they are shown
``sitesearch_kinds``          glob of page names → value of the facet ``kind``; the first match wins
``sitesearch_weights``        glob of page names → factor of a page's score; the first match wins
``sitesearch_keywords``       metadata keys whose values are other names of the page
``sitesearch_text``           metadata keys whose text is found as if it stood on the page
``sitesearch_facts``          metadata keys shown with a result, in this order
``sitesearch_synonyms``       groups of phrases; a section that says one is found by the others
``sitesearch_abbreviations``  abbreviation → its words, which find each other on any page
``sitesearch_stems``          beginnings of words, each a stem of its own: ``engineer``, no engine
``sitesearch_stop_words``     words that say nothing, besides Sphinx's of the language
============================  ======================================================================
"""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

T = TypeVar("T")

DEFAULTS: dict[str, Any] = {
    "sitesearch_facets": {},
    "sitesearch_values": {},
    "sitesearch_kinds": {},
    "sitesearch_weights": {},
    "sitesearch_keywords": ["keywords", "aliases"],
    "sitesearch_text": [],
    "sitesearch_facts": [],
    "sitesearch_synonyms": [],
    "sitesearch_abbreviations": {},
    "sitesearch_stems": [],
    "sitesearch_stop_words": [],
}


def register(app: Sphinx) -> None:
    """Register the values; a change of one rebuilds the index but no page."""
    for name, default in DEFAULTS.items():
        app.add_config_value(name, default, "", type(default))
    app.connect("config-inited", check)


def check(_app: Sphinx, config: Config) -> None:
    """Raise :class:`ConfigError`, naming the value and what it should be, if one is wrong."""
    for name in ("sitesearch_facets", "sitesearch_kinds"):
        _texts(name, _mapping(name, getattr(config, name)).items())
    for facet, labels in _mapping("sitesearch_values", config.sitesearch_values).items():
        name = f"sitesearch_values[{facet!r}]"
        if facet not in config.sitesearch_facets:
            raise ConfigError(
                f"{name}: no such facet; sitesearch_facets has {_list(config.sitesearch_facets)}"
            )
        _texts(name, _mapping(name, labels).items())
    for glob, factor in _mapping("sitesearch_weights", config.sitesearch_weights).items():
        if isinstance(factor, bool) or not isinstance(factor, int | float) or factor <= 0:
            raise ConfigError(
                f"sitesearch_weights[{glob!r}] must be a number above 0, not {factor!r}"
            )
    for name in (
        "sitesearch_keywords",
        "sitesearch_text",
        "sitesearch_facts",
        "sitesearch_stems",
        "sitesearch_stop_words",
    ):
        _texts(name, [(key,) for key in getattr(config, name)])
    name = "sitesearch_abbreviations"
    _texts(name, _mapping(name, config.sitesearch_abbreviations).items())
    _check_synonyms(config.sitesearch_synonyms)


def synonyms(config: Config) -> list[Sequence[str]]:
    """Return the groups of phrases, and each abbreviation with its words if neither is in one."""
    groups = config.sitesearch_synonyms
    grouped = {phrase.lower() for group in groups for phrase in group}
    pairs = config.sitesearch_abbreviations.items()
    return [*groups, *(p for p in pairs if not grouped & {text.lower() for text in p})]


def first_match(globs: Mapping[str, T], docname: str) -> T | None:
    """Return the value of the first glob that *docname* matches, or ``None``."""
    return next((value for glob, value in globs.items() if fnmatchcase(docname, glob)), None)


def _check_synonyms(groups: Any) -> None:
    seen: dict[str, int] = {}
    for number, group in enumerate(groups):
        name = f"sitesearch_synonyms[{number}]"
        if isinstance(group, str) or not isinstance(group, Iterable) or len(list(group)) < 2:
            raise ConfigError(f"{name} must be a list of two or more phrases, not {group!r}")
        _texts(name, [(phrase,) for phrase in group])
        for phrase in group:
            if phrase.lower() in seen:
                other = seen[phrase.lower()]
                raise ConfigError(
                    f"{name} repeats {phrase!r} of sitesearch_synonyms[{other}]; join the groups"
                )
            seen[phrase.lower()] = number


def _mapping(name: str, value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{name} must be a mapping, not {value!r}")
    return value


def _texts(name: str, items: Iterable[tuple[Any, ...]]) -> None:
    for item in items:
        for text in item:
            if not isinstance(text, str) or not text.strip():
                raise ConfigError(f"{name} may only contain texts, not {text!r}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
