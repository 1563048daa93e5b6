"""On a phone, what has no tab of its own stands behind «Mais»: by finger, by keyboard and to a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from visitor import Complaints

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(visitors) -> Page:
    page = visitors.let_in("caio", **PHONE)
    page.goto("/meus-acessos")
    return page


def test_numbers_and_templates_are_two_taps_away(page):
    complaints = Complaints(page)
    more = page.get_by_role("navigation", name="Principal").locator("details.nav-more")
    expect(page.get_by_role("link", name="Números")).to_be_hidden()

    for name, path in (("Números", "/ajustes/numeros"), ("Modelos", "/modelos")):
        more.locator("summary").click()
        more.get_by_role("link", name=name).click()
        page.wait_for_url(f"**{path}")
        expect(page.locator(".nav-more [aria-current]")).to_contain_text(name)  # what waits there is counted beside it

    assert complaints.take() == []


def test_by_keyboard_it_opens_goes_on_inside_and_closes_where_it_was_opened(page):
    summary = page.locator(".nav-more summary")
    summary.focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".nav-more .menu-item").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(summary).to_be_focused()
    expect(page.locator(".nav-more .menu-panel")).to_be_hidden()


def test_a_tap_elsewhere_closes_it(page):
    page.locator(".nav-more summary").click()
    expect(page.locator(".nav-more .menu-panel")).to_be_visible()

    page.locator("main h2").first.click()

    expect(page.locator(".nav-more .menu-panel")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_it_has_no_fault_and_fits(page, theme, width):
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 844})
    page.locator(".nav-more summary").click()

    said = Axe().run(page).response["violations"]
    found = [each["id"] for each in said if each["impact"] in {"serious", "critical"} or "nav-more" in str(each)]
    box = page.locator(".nav-more .menu-panel").bounding_box()

    assert found == []
    assert (box["x"] >= 0, box["x"] + box["width"] <= width, box["y"] >= 0) == (True, True, True)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_where_there_is_room_everything_stands_in_the_column_and_nothing_behind_it(visitors):
    page = visitors.let_in("caio")
    page.goto("/meus-acessos")

    expect(page.locator(".nav-more")).to_be_hidden()
    expect(page.get_by_role("link", name="Números")).to_be_visible()
