"""What the customer says on the phone is checked against what they sent, and nobody sees either.

Source: ux.md 7.2 step 4 and acceptance check 5.
"""

import pytest
from playwright.sync_api import Page, expect

from journeys.test_card_by_mistake import kept_by
from started import eventually, rows

CPF, OTHER = "529.982.247-25", "111.444.777-35"
CHIP = "#items .msg.in button.chip:has-text('CPF')"
FORM = "#reveal[open] [data-compare-form]"
ANSWER = "#compare-said b"


@pytest.fixture
def agent(visitors, customer) -> Page:
    """Return Marina's page with the customer's conversation open."""
    page = visitors.page("marina")
    customer.writes(f"meu cpf é {CPF}")
    customer.opened_by(page)
    page.locator(CHIP).wait_for()
    return page


def check(page: Page, typed: str) -> str:
    page.locator(FORM).wait_for()
    page.keyboard.type(typed)
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/conferir" in answer.url):
        page.keyboard.press("Enter")
    page.locator(f"{ANSWER}, #reveal [data-refused]").first.wait_for()
    return page.locator(ANSWER).inner_text() if page.locator(ANSWER).count() else ""


def compared(info, contact) -> list[tuple[str]]:
    query = "SELECT result FROM ledger.entry WHERE contact_id = %s AND tag = 'datum:compare' ORDER BY id"
    return [row[0] for row in rows(info["database_url"], query, contact)]


def test_c_and_what_was_said_answers_yes_or_no_and_the_page_keeps_neither(agent, customer, info):
    contact = customer.contact(customer.writes("pode conferir?"))
    agent.keyboard.press("c")
    assert check(agent, CPF.replace(".", "")) == "Confere"
    assert check(agent, OTHER) == "Não confere"
    agent.keyboard.press("Escape")

    expect(agent.locator("#reveal[open]")).to_have_count(0)
    held = kept_by(agent)
    assert [value for value in (CPF, CPF.replace(".", ""), OTHER) if value in held] == []
    assert eventually(lambda: compared(info, contact)) == ["done", "done"]
    assert agent.evaluate("document.activeElement.matches('[data-chip]')")


def test_the_question_before_a_reveal_leads_there_too(agent):
    agent.keyboard.press("r")
    agent.locator("#reveal[open] [data-reveal-form]").wait_for()

    agent.keyboard.press("c")

    expect(agent.locator(FORM)).to_be_visible()
    expect(agent.locator("#typed")).to_be_focused()


def test_three_tries_and_then_no_field_and_a_refusal_for_whoever_asks_around_it(agent):
    agent.keyboard.press("c")
    action = agent.locator(FORM).get_attribute("action")
    assert [check(agent, typed) for typed in (OTHER, OTHER, CPF)] == ["Não confere", "Não confere", "Confere"]

    expect(agent.locator("#typed")).to_have_count(0)
    expect(agent.locator("#compare-said")).to_contain_text("Chega de tentativas por agora. Peça por formulário seguro.")
    fourth = agent.evaluate(
        """async ([action, typed]) => {
          const token = document.querySelector("meta[name=csrf-token]").content;
          const headers = {"X-CSRFToken": token, "HX-Request": "true"};
          const answer = await fetch(action, {method: "POST", body: new URLSearchParams({typed}), headers});
          return [answer.status, await answer.text()]; }""",
        [action, CPF],
    )
    assert fourth[0] == 429
    assert "Chega de tentativas por agora. Peça por formulário seguro." in fourth[1]
    assert "onfere<" not in fourth[1]
