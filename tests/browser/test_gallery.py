"""The gallery filters in place, and the address bar follows."""

from playwright.sync_api import Browser, Locator, Page, expect

PAGE = "projects/index.html"


def shown(page: Page) -> list[str]:
    return page.locator(".pf-gallery__title:visible").all_inner_texts()


def choice(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label)


def test_filter_and_address(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}")
    page.get_by_text("Filter the projects").click()
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    everything = shown(page)
    assert len(everything) == 5
    choice(page, "Topic").select_option("compilers")
    assert shown(page) == ["LLVM dominator trees"]
    assert page.url.endswith("?topic=compilers")
    expect(page.locator(".gallery-count")).to_have_text("1 of 5 projects")
    choice(page, "Topic").select_option("")
    choice(page, "Year").select_option("2019")
    assert shown(page) == ["LLVM dominator trees"]
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == everything
    assert page.url.endswith(PAGE)


def test_every_choice_leaves_something(page: Page, address: str) -> None:
    """No option of any choice is a dead end."""
    page.goto(f"{address}/{PAGE}")
    page.get_by_text("Filter the projects").click()
    for label in ("Topic", "Role", "Where", "Year"):
        select = choice(page, label)
        values = select.locator("option").evaluate_all("(all) => all.map((o) => o.value)")
        assert len(values) > 1
        for value in values:
            select.select_option(value)
            assert shown(page), (label, value)
        select.select_option("")


def test_a_shared_address_filters_on_arrival(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}?topic=serverless&role=implementation")
    assert [title.split()[0] for title in shown(page)] == ["Lightning"]
    expect(choice(page, "Topic")).to_have_value("serverless")


def test_an_address_nobody_made_shows_everything(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}?topic=<b>x</b>&year=__proto__&role=constructor")
    assert len(shown(page)) == 5
    assert page.locator(".gallery-filter b").count() == 0


def test_plain_list_without_a_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    assert len(shown(page)) == 5
    expect(page.locator(".gallery-filter")).to_be_hidden()
    context.close()
