"""The settings of this package, ``portfolio_…`` in ``conf.py``, each with its purpose."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

PREFIX = "portfolio_"


@dataclass(frozen=True)
class Setting:
    """One setting; its type is that of its *default*. A change makes every page be read again."""

    name: str
    default: str | dict[str, Any]
    purpose: str


SETTINGS = (
    Setting("profile_date", "2022-08", "month of the owner's profile; “present” is as of then"),
    Setting("topics", {}, "slug and label of each topic that front matter may name"),
    Setting("person", {}, "the owner for JSON-LD: the fields of Person"),
    Setting("feed_authority", "", "domain and year that the feed's ids begin with (RFC 4151)"),
    Setting("abbreviations", {}, "short and long form of each that is no term of the glossary"),
    Setting("repository", "", "address of the repository; the role {repository} links to it"),
    Setting("code", "", "state of this package's code; the build sets it"),
)


@dataclass(frozen=True)
class Person:
    """The owner: name, job and employer since when, university, and addresses of profiles."""

    name: str
    job: str
    employer: str
    university: str
    links: tuple[str, ...] = ()
    since: str = ""


def person(config: Config) -> Person:
    """Return the setting ``portfolio_person``; raises ``ConfigError`` if it is incomplete."""
    values: Mapping[str, Any] = config.portfolio_person
    allowed = {field.name for field in fields(Person)}
    if unknown := sorted(values.keys() - allowed):
        raise ConfigError(f"portfolio_person has no {unknown[0]!r}; it has {sorted(allowed)}")
    try:
        return Person(**{**values, "links": tuple(values.get("links", ()))})
    except TypeError:
        required = ("name", "job", "employer", "university")
        missing = [name for name in required if name not in values]
        raise ConfigError(f"portfolio_person needs {', '.join(missing)}") from None


def _check(_app: Sphinx, config: Config) -> None:
    if config.portfolio_person:
        person(config)


def setup(app: Sphinx) -> None:
    """Register the settings."""
    for setting in SETTINGS:
        app.add_config_value(PREFIX + setting.name, setting.default, "env", type(setting.default))
    app.connect("config-inited", _check)
