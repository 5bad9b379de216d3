"""The domain keeps the catalogue, and whether it differs from that of the last build."""

from types import SimpleNamespace
from typing import Any

import pytest

from portfolio.content import domain
from portfolio.content.domain import PortfolioDomain, portfolio_domain
from portfolio.content.period import Month
from support.small import Site
from support.stub_app import StubApp


@pytest.fixture
def app(small: Site) -> Any:
    """Return an application whose portfolio is a domain of Sphinx's kind, still empty."""
    app = StubApp(small)
    app.env.domaindata = {}
    cite = app.env.get_domain("cite")
    own = PortfolioDomain(app.env)  # type: ignore[arg-type]
    app.env.get_domain = {"portfolio": own, "cite": cite}.__getitem__
    app.setup_extension = app.add_domain = lambda _: None  # type: ignore[attr-defined]
    domain.setup(app)  # type: ignore[arg-type]
    return app


def test_the_catalogue_is_read_before_any_page(app: Any, small: Site) -> None:
    small.project("a")
    app.emit("builder-inited")

    own = portfolio_domain(app.env)
    assert [project.slug for project in own.catalogue] == ["a"]
    assert own.data["changed"]
    assert (own.profile_date, list(own.topics)) == (Month(2022, 8), ["cloud-systems", "compilers"])


def test_a_build_without_a_change_is_told_from_one_with(app: Any, small: Site) -> None:
    small.project("a")
    app.emit("builder-inited")
    app.emit("builder-inited")
    assert not portfolio_domain(app.env).data["changed"]

    small.project("a", claim="It does more.")
    app.emit("builder-inited")
    assert portfolio_domain(app.env).data["changed"]


def test_processes_that_read_pages_have_nothing_to_add(app: Any) -> None:
    own = portfolio_domain(app.env)
    before = dict(own.data)
    own.merge_domaindata(["a"], {"catalogue": SimpleNamespace()})

    assert own.data == before
    assert own.resolve_any_xref() == []
