"""A minute without a network loses nothing that was written, nothing that arrived, and does not move the page.

Source: ux.md section 4 and acceptance check 19.
"""

import itertools

import pytest
from playwright.sync_api import Page, expect

from started import eventually

DRAFT = "Bom dia! Já estou vendo isso para você."
_FAILING_STREAM = """() => {
  window.tries = [];
  window.EventSource = class extends EventTarget {
    constructor() {
      super();
      tries.push(Date.now());
      setTimeout(() => this.dispatchEvent(new Event("error")), 0);
    }
    close() {}
  }; }"""
_TOP = """() => {
  const scroll = document.querySelector("#scroll").getBoundingClientRect().top;
  const first = [...document.querySelectorAll("#items [data-message]")]
    .find((each) => each.getBoundingClientRect().bottom > scroll);
  return [first.id, Math.round(first.getBoundingClientRect().top)]; }"""


@pytest.fixture
def agent(visitors, customer) -> Page:
    """Return Marina's page with a conversation too long for the window, its time under the test's control."""
    for number in range(14):
        customer.writes(f"mensagem número {number}, com algumas palavras a mais para ocupar uma linha inteira")
    page = visitors.page("marina", height=700)
    page.clock.install()
    customer.opened_by(page)
    expect(page.locator("#items .msg.in")).to_have_count(14)
    return page


def unplug(page: Page) -> None:
    """Take the network away; no stream that opens in that very moment is cut, so the page is told until it asks."""
    page.context.set_offline(True)
    eventually(lambda: is_told(page))
    page.clock.fast_forward(60_000)


def is_told(page: Page) -> bool:
    page.evaluate("() => { dispatchEvent(new Event('offline')); }")
    page.wait_for_timeout(200)
    return page.locator("#connection").is_visible()


def plug_in(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator("#connection")).to_be_hidden()


def scroll_to(page: Page, share: float) -> None:
    page.locator("#scroll").evaluate("(box, share) => { box.scrollTop = box.scrollHeight * share; }", share)


@pytest.mark.parametrize("share", [0.3, 1], ids=["reading above", "at the end"])
def test_a_minute_offline_loses_nothing_and_does_not_jump(agent, customer, share):
    agent.locator("#reply").fill(DRAFT)
    scroll_to(agent, share)
    before = agent.evaluate(_TOP)

    unplug(agent)
    expect(agent.locator("#connection")).to_contain_text("Sem conexão desde")
    expect(agent.locator("#connection")).to_contain_text("O que você escrever fica nesta aba e sai quando voltar.")
    for number in range(3):
        customer.writes(f"chegou enquanto isso {number}")
    plug_in(agent)

    expect(agent.locator("#items .msg.in")).to_have_count(17)
    expect(agent.locator("#pill")).to_have_text("3 mensagens novas")
    assert agent.evaluate(_TOP) == before
    expect(agent.locator("#reply")).to_have_value(DRAFT)
    agent.locator("#pill").click()
    expect(agent.locator("#pill")).to_be_hidden()
    expect(agent.locator("#items .msg.in").last).to_be_in_viewport()


def test_what_is_sent_offline_waits_and_leaves_by_itself_when_nobody_wrote_meanwhile(agent, customer):
    unplug(agent)
    agent.locator("#reply").fill(DRAFT)
    agent.locator("#reply").press("Enter")

    expect(agent.locator("[data-held]")).to_contain_text("Seu texto sai quando ela voltar")
    expect(agent.locator("#reply")).to_have_value(DRAFT)
    plug_in(agent)

    assert eventually(customer.received) == [DRAFT]
    expect(agent.locator("#reply")).to_have_value("")


def test_what_is_sent_offline_waits_for_its_writer_when_somebody_wrote_meanwhile(agent, customer):
    unplug(agent)
    agent.locator("#reply").fill(DRAFT)
    agent.locator("#reply").press("Enter")
    customer.writes("deixa, já resolvi")
    plug_in(agent)

    expect(agent.locator("[data-held]")).to_contain_text("Veja antes de enviar; seu texto está aqui.")
    expect(agent.locator("#reply")).to_have_value(DRAFT)
    assert customer.received() == []
    agent.locator("#reply").press("Enter")
    assert eventually(customer.received) == [DRAFT]


def test_what_was_to_be_sent_can_be_taken_back_before_the_network_returns(agent, customer):
    unplug(agent)
    agent.locator("#reply").fill(DRAFT)
    agent.locator("#reply").press("Enter")
    agent.get_by_role("button", name="Não enviar").click()
    plug_in(agent)
    customer.writes("oi?")

    expect(agent.locator("#items .msg.in").last).to_contain_text("oi?")
    expect(agent.locator("#reply")).to_have_value(DRAFT)
    assert customer.received() == []


def test_offline_nothing_is_asked_of_a_protected_datum_and_the_page_says_why(agent, customer):
    customer.writes("meu cpf é 529.982.247-25")
    agent.locator("#items button.chip").wait_for()
    asked = []
    agent.on("request", lambda request: asked.append(request.url) if "/dado/" in request.url else None)
    unplug(agent)

    agent.locator("#items button.chip").click()
    expect(agent.locator("#reveal[open]")).to_contain_text("Sem conexão")
    assert asked == []
    plug_in(agent)
    agent.get_by_role("button", name="Tentar de novo").click()
    expect(agent.locator("#reveal[open] [data-reveal-form]")).to_be_visible()


def test_it_asks_again_after_one_two_five_ten_and_thirty_seconds(agent):
    agent.clock.pause_at(agent.evaluate("Date.now() + 1000"))
    agent.evaluate(_FAILING_STREAM)
    agent.evaluate("window.dispatchEvent(new Event('online'))")

    agent.clock.run_for(80_000)
    expect(agent.locator("#connection")).to_have_text("Reconectando…")
    tries = agent.evaluate("tries")

    assert [round((later - one) / 1000) for one, later in itertools.pairwise(tries)] == [1, 2, 5, 10, 30, 30]
