"""The main job: a customer writes too much, an agent answers, nothing sensitive is exposed."""

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from shown_value import shown_value
from started import eventually, rows

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
CPF = "529.982.247-25"
CHIPS = "#items .msg.in .chip"
CPF_CHIP = "#items .msg.in button.chip:has-text('CPF')"
REVEALED = "[data-revealed]"
_STORAGE = """async () => {
  const caches_ = "caches" in window ? await caches.keys() : [];
  const databases = await indexedDB.databases();
  return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, caches_, databases, history.state,
    name, location.href, [...document.querySelectorAll("input, textarea")].map((each) => each.value)]);
}"""


def kept_by(page: Page) -> str:
    """Everything the page holds: its nodes, its title, every field and every store of the browser for it."""
    return eventually(lambda: _kept_by(page))


def _kept_by(page: Page) -> str | None:
    try:
        return "\n".join([page.content(), page.title(), page.evaluate(_STORAGE), str(page.context.storage_state())])
    except PlaywrightError:  # it is on its way to another page
        return None


def reveals(info, contact) -> list[tuple[int]]:
    query = (
        "SELECT l.index FROM ledger.entry e JOIN ledger.leaf l ON l.entry_id = e.id "
        "WHERE e.contact_id = %s AND e.tag = 'datum:reveal' AND e.result = 'done' ORDER BY 1"
    )
    return [row[0] for row in rows(info["database_url"], query, contact)]


def ask_and_show(page: Page) -> None:
    """R, 1, Enter on the CPF."""
    page.locator(CPF_CHIP).focus()
    page.keyboard.press("r")
    page.locator("#reveal[open] [data-reveal-form]").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(shown_value(page)).to_have_text(CPF)


@pytest.fixture
def agent(visitors, customer):
    """Return Marina's page with the customer's conversation open, before anything sensitive was written."""
    page = visitors.page("marina")
    page.clock.install()
    customer.writes("Oi, bom dia!")
    customer.opened_by(page)
    return page


def test_chips_are_on_the_open_page_by_themselves(agent, customer):
    """How soon, ``make bench ARGS="latency"`` measures."""
    customer.sends(CARD)

    expect(agent.locator(CHIPS)).to_have_count(4)


def test_chips_follow_what_is_typed_on_the_phone(agent, visitors, customer):
    phone = visitors.page()
    phone.goto(customer.phone_url)
    phone.locator(".field").press_sequentially(CARD)

    phone.keyboard.press("Enter")

    expect(agent.locator(CHIPS)).to_have_count(4)


def test_a_cpf_is_shown_for_a_reason_leaves_by_itself_and_is_on_record_with_a_proof(agent, customer, visitors, info):
    contact = customer.contact(customer.writes(CARD))
    expect(agent.locator(CHIPS)).to_have_count(4)

    ask_and_show(agent)
    agent.clock.fast_forward(31_000)
    expect(agent.locator(REVEALED)).to_have_count(0)

    assert CPF not in kept_by(agent)
    [index] = eventually(lambda: reveals(info, contact))
    officer = visitors.page("helena")
    officer.goto(f"/auditoria/{index}")
    expect(officer.locator(".drawer .badge.ok")).to_have_count(1)
    expect(officer.locator(".drawer .facts")).to_contain_text("Emitir nota fiscal")
    expect(officer.locator(f"[data-row='{index}'] .who")).to_contain_text("Marina Lopes")
    assert CPF not in kept_by(officer)


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda page: page.evaluate("dispatchEvent(new Event('blur'))"), id="the window loses focus"),
        pytest.param(lambda page: page.keyboard.press("Escape"), id="escape"),
        pytest.param(lambda page: page.locator("[data-row]:not(.selected) a").first.click(), id="another conversation"),
        pytest.param(lambda page: page.goto("/auditoria"), id="another page"),
    ],
)
def test_a_shown_value_leaves_at_once_with(agent, customer, leave):
    customer.writes(CARD)
    ask_and_show(agent)

    leave(agent)

    expect(agent.locator(REVEALED)).to_have_count(0)
    assert CPF not in kept_by(agent)
    agent.go_back()
    assert CPF not in kept_by(agent)


def test_a_value_is_refused_without_a_reason_of_eight_letters_and_nothing_is_on_record(agent, customer, info):
    contact = customer.contact(customer.writes(CARD))
    agent.locator(CPF_CHIP).click()
    agent.locator("#reveal input[value=other]").check()
    agent.locator("#reveal-other").fill("porque s")
    agent.locator("#reveal-other").evaluate("field => { field.value = 'curto'; field.removeAttribute('minlength') }")

    agent.locator("#reveal [type=submit]").click()

    expect(agent.locator("#reveal [data-error]")).to_be_visible()
    expect(agent.locator(REVEALED)).to_have_count(0)
    assert reveals(info, contact) == []


def test_a_card_number_has_no_key_that_shows_it(agent, customer):
    customer.writes(CARD)
    agent.locator(CHIPS).nth(3).wait_for()

    chips = agent.locator("#items .msg.in button.chip")
    shown = [chip.inner_text() for chip in chips.and_(agent.locator("[data-compare]")).all()]
    only_why = [chip.get_attribute("data-url") or "" for chip in chips.and_(agent.locator(".gone")).all()]

    assert len(shown) == 2
    assert not any("4444" in each or "CVV" in each for each in shown)
    assert [address.endswith("/motivo") for address in only_why] == [True, True]


def test_the_answer_reaches_the_phone(agent, customer, visitors, info):
    customer.writes(CARD)
    agent.locator(CHIPS).nth(3).wait_for()
    answer = "Obrigada! Não precisamos do cartão por aqui."

    agent.locator("#reply").fill(answer)
    agent.keyboard.press("Enter")

    expect(agent.locator("#items .msg.out .text", has_text=answer)).to_have_count(1)
    expect(agent.locator("#reply")).to_have_value("")
    eventually(lambda: answer in customer.received())
    phone = visitors.page()
    phone.goto(customer.phone_url)
    expect(phone.locator(".bubble", has_text=answer)).to_have_count(1)


def test_a_card_in_an_answer_is_held_back_and_leaves_hidden(agent, customer):
    customer.writes("Pode confirmar o CPF que tem aí?")

    agent.locator("#reply").fill(f"Temos o {CPF}, certo?")
    agent.keyboard.press("Enter")
    agent.locator("[data-guard]").wait_for()
    assert customer.received() == []
    agent.keyboard.press("Enter")

    [sent] = eventually(customer.received)
    assert sent == "Temos o •• 25, certo?"
    expect(agent.locator("#items .msg.out .text")).to_have_text(sent)
    assert CPF not in kept_by(agent)
