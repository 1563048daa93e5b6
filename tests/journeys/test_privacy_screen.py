"""Whoever stands behind the agent, opens the drawer of the printer or goes back in the browser finds nothing.

Source: ux.md section 10.
"""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from journeys.test_card_by_mistake import ask_and_show, kept_by
from shown_value import shown_value

CPF = "529.982.247-25"
MESSAGE = f"Bom dia. Meu CPF é {CPF}\ne o email é bia@exemplo.example, pode ser?"
_VISIBLE = """() => [...document.body.querySelectorAll("*")].filter((each) =>
  each.checkVisibility({visibilityProperty: true}) && [...each.childNodes].some((node) => node.nodeType === 3
    && node.textContent.trim())).map((each) => each.textContent.trim())"""
_HIDE = """hidden => {
  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange")); }"""


@pytest.fixture
def agent(visitors, customer) -> Page:
    page = visitors.page("marina")
    page.clock.install()
    customer.writes(MESSAGE)
    customer.opened_by(page)
    page.locator("#items button.chip").nth(1).wait_for()
    return page


def blurred(page: Page) -> bool:
    return "blur" in page.locator("#items").evaluate("each => getComputedStyle(each).filter")


def copy_all(page: Page, selector: str) -> str:
    """Select an element, copy it as a person does, and return what the clipboard holds."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(selector).last.evaluate("each => getSelection().selectAllChildren(each)")
    page.keyboard.press("Control+c")
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(
    ("leave", "come_back"),
    [
        pytest.param("dispatchEvent(new Event('blur'))", "dispatchEvent(new Event('focus'))", id="the window"),
        pytest.param(f"({_HIDE})(true)", f"({_HIDE})(false)", id="the tab"),
    ],
)
def test_ten_seconds_after_it_is_left_the_thread_is_blurred_until_somebody_is_back(agent, leave, come_back):
    agent.evaluate(leave)
    agent.clock.run_for(9_800)
    assert not blurred(agent)
    agent.clock.run_for(400)
    assert blurred(agent)

    agent.evaluate(come_back)

    assert not blurred(agent)


def test_who_comes_back_in_time_sees_no_blur(agent):
    agent.evaluate("dispatchEvent(new Event('blur'))")
    agent.clock.run_for(9_000)
    agent.evaluate("dispatchEvent(new Event('focus'))")
    agent.clock.run_for(60_000)

    assert not blurred(agent)


def test_a_shown_value_leaves_at_once_when_the_tab_is_left(agent):
    ask_and_show(agent)

    agent.evaluate(f"({_HIDE})(true)")

    expect(agent.locator("[data-revealed]")).to_have_count(0)
    assert CPF not in kept_by(agent)


def test_while_a_value_is_shown_the_thread_carries_the_name_of_who_looks(agent):
    expect(agent.locator("#watermark")).to_be_hidden()
    ask_and_show(agent)

    expect(agent.locator("#watermark span").first).to_have_text(
        re.compile(r"Marina Lopes · \d\d/\d\d \d\d:\d\d · \w{4}")
    )
    agent.keyboard.press("Escape")
    expect(agent.locator("#watermark")).to_be_hidden()


@pytest.mark.parametrize("path", ["", "/atendimento/minhas", "/auditoria"])
def test_on_paper_there_is_one_sentence(agent, path):
    if path:
        agent.goto(path)
    agent.emulate_media(media="print")

    assert agent.evaluate(_VISIBLE) == [
        "Impressão desativada nesta tela. Para levar uma cópia, use Exportar, que pede motivo."
    ]


def test_copying_a_message_takes_its_masks_along(agent):
    assert copy_all(agent, "#items .msg.in .text") == "Bom dia. Meu CPF é CPF •• 25\ne o email é E-mail , pode ser?"


def test_copying_while_a_value_is_shown_takes_the_mask_and_never_the_value(agent):
    ask_and_show(agent)

    copied = copy_all(agent, "#items .msg.in .text")

    expect(agent.locator("[data-revealed]")).to_have_count(1)
    assert (CPF in copied, "CPF •• 25" in copied) == (False, True)


def test_copying_the_shown_value_itself_takes_nothing(agent):
    agent.context.grant_permissions(["clipboard-read", "clipboard-write"])
    agent.evaluate("navigator.clipboard.writeText('before')")
    ask_and_show(agent)

    assert CPF not in copy_all(agent, "[data-revealed]")
    shown_value(agent).evaluate("each => getSelection().selectAllChildren(each)")
    agent.keyboard.press("Control+c")
    assert CPF not in agent.evaluate("navigator.clipboard.readText()")


def test_what_one_writes_oneself_is_copied_as_it_is(agent):
    agent.context.grant_permissions(["clipboard-read", "clipboard-write"])
    agent.locator("#reply").fill("até quinta")
    agent.locator("#reply").press("Control+a")
    agent.keyboard.press("Control+c")

    assert agent.evaluate("navigator.clipboard.readText()") == "até quinta"


def test_the_title_counts_and_names_nobody(agent, customer, info):
    from customers import new_customer

    expect(agent).to_have_title(re.compile(r"^(\(\d+\) )?Atendimento$"))
    before = int(re.search(r"\d+", agent.title())[0]) if "(" in agent.title() else 0

    new_customer(info).writes("oi")

    expect(agent).to_have_title(f"({before + 1}) Atendimento")


@pytest.mark.asvs("3.4.5", "14.2.1")
def test_no_address_carries_a_name_a_number_or_a_protocol_and_none_tells_where_one_came_from(agent, customer):
    asked = []
    agent.on("request", lambda request: asked.append((unquote(request.url), request.headers.get("referer") or None)))
    agent.locator("[data-row]:not(.selected) a").first.click()
    customer.opened_by(agent)
    ask_and_show(agent)
    agent.locator("#reply").fill("até quinta")
    agent.locator("#reply").press("Enter")
    expect(agent.locator("#items .msg.out")).to_have_count(1)
    agent.goto("/auditoria")

    links = agent.evaluate("[...document.querySelectorAll('a, form')].map((each) => each.href ?? each.action)")
    told = [
        customer.name,
        customer.name.split()[-1],
        customer.phone,
        customer.phone[-4:],
        "Nogueira",
        "529.982",
        "247-25",
    ]
    assert [(word, url) for url in [*links, *(url for url, _ in asked)] for word in told if word in url] == []
    assert len(asked) > 10
    assert {referrer for _, referrer in asked} == {None}
    assert agent.evaluate("document.referrer") == ""


@pytest.mark.asvs("14.3.2")
def test_going_back_in_the_browser_asks_the_server_again(agent):
    agent.evaluate("window.here = true")
    agent.goto("/auditoria")

    agent.go_back()

    agent.locator("#conversation").wait_for()
    assert agent.evaluate("window.here ?? false") is False


@pytest.mark.asvs("14.3.3")
def test_the_browser_keeps_the_address_of_where_it_is_and_no_word_of_it(agent, customer):
    customer.opened_by(agent)
    stores = agent.evaluate(
        """async () => [{...localStorage}, document.cookie, "caches" in window ? await caches.keys() : [],
          await indexedDB.databases(), {...sessionStorage}]"""
    )

    assert stores[:-1] == [{}, "", [], []]
    where = re.compile(r"/atendimento/c/\w{22}\?view=todas")
    assert {name: bool(where.fullmatch(path)) for name, path in stores[-1].items()} == {
        "htmx-current-path-for-history": True
    }
