"""The demonstration's page: a phone, the desk beside it, and what really happened, for whoever opens it."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from started import eventually, rows

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
BEATRIZ = "Beatriz Nogueira"


@pytest.fixture
def page(visitors) -> Page:
    """Return the page as a stranger gets it."""
    page = visitors.page()
    page.goto("/demo")
    return page


def type_on_phone(page: Page, text: str) -> None:
    field = page.frame_locator("iframe.phone").locator(".field")
    field.fill(text)
    field.press("Enter")


def cipher(page: Page) -> str:
    shown = page.locator("#database .cipher")
    return "".join(shown.inner_text().split()) if shown.count() else ""


def newest_body(info) -> str:
    query = "SELECT body FROM channel_message WHERE direction = 'in' ORDER BY arrival DESC LIMIT 1"
    return base64.b64encode(rows(info["database_url"], query)[0][0]).decode()


def test_a_stranger_writes_on_the_phone_and_sees_the_desk_protect_it(page):
    type_on_phone(page, CARD)

    expect(page.locator("#items .msg.in").last.locator(".chip")).to_have_count(4)
    expect(page.locator("#trace .trace-steps li.done time")).to_have_count(6)
    times = page.locator("#trace time").all_inner_texts()
    assert [time for time in times if not re.fullmatch(r"\d+(,\d)? ms", time)] == []
    milliseconds = [float(time.removesuffix(" ms").replace(",", ".")) for time in times]
    assert milliseconds == sorted(milliseconds)


def test_the_guide_goes_on_when_a_step_was_really_done(page):
    page.locator("form[action='/demo/reset'] button").click()
    step = page.locator(".trace-hint[data-guide=card] .step")
    expect(step).to_have_text("passo 1 de 4")

    type_on_phone(page, CARD)
    expect(step).to_have_text("passo 2 de 4")

    page.locator("[data-scenario='']").click()
    expect(step).to_be_hidden()
    expect(page.locator(".trace-hint[data-guide='']")).to_be_visible()


def test_the_block_shows_the_first_bytes_of_the_very_row_and_changes_with_each_message(page, info):
    shown = []
    for text in ("primeira", "segunda", CARD):
        before = cipher(page)
        type_on_phone(page, text)
        eventually(lambda before=before: cipher(page) not in {"", before})
        shown.append(cipher(page))
        assert newest_body(info).startswith(shown[-1])
        assert len(shown[-1]) >= 96

    assert len(set(shown)) == 3


def test_the_scenario_is_typed_by_the_phone(page):
    page.locator("[data-scenario]").first.click()
    phone = page.frame_locator("iframe.phone")

    expect(phone.locator(".bubble", has_text="5555 5555 5555 4444").or_(phone.locator(".field")).first).to_be_visible()
    eventually(
        lambda: "5555 5555 5555 4444" in phone.locator("body").inner_text() + phone.locator(".field").input_value()
    )


def test_starting_over_empties_phone_and_desk(page, info):
    before = cipher(page)
    type_on_phone(page, CARD)
    eventually(lambda: cipher(page) not in {"", before})

    page.locator("form[action='/demo/reset'] button").click()

    expect(page.locator("#thread-none")).to_be_visible()
    assert cipher(page) == ""
    expect(page.frame_locator("iframe.phone").locator(".bubble")).to_have_count(0)
    type_on_phone(page, "de novo")
    expect(page.locator("#items .msg.in .text")).to_have_text(["de novo"])
    expect(page.locator("#conversation")).to_have_text(BEATRIZ)
