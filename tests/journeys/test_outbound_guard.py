"""A full number does not leave, by whatever way it is sent, and the way on is one key away.

Source: ux.md 7.3 and acceptance check 6.
"""

import pytest
from playwright.sync_api import Page, expect

from journeys.test_card_by_mistake import kept_by
from started import eventually

CARD, CPF = "5555 5555 5555 4444", "529.982.247-25"
TEXT = f"Achei! Vou usar o cartão {CARD} e o CPF {CPF} que já temos, certo?"
HIDDEN = "Achei! Vou usar o cartão •••• 4444 e o CPF •• 25 que já temos, certo?"


@pytest.fixture
def agent(visitors, customer) -> Page:
    page = visitors.page("marina")
    customer.writes("bom dia, não achei a segunda via")
    customer.opened_by(page)
    return page


def marked(page: Page) -> list[str]:
    return page.locator(".underlines mark").all_inner_texts()


def paste(page: Page, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("#reply").focus()
    page.keyboard.press("Control+v")


def post(page: Page, text: str) -> None:
    """Send the form as a program would, without the page's own hands."""
    status = page.evaluate(
        """async (text) => {
          const form = document.querySelector("[data-composer]");
          const token = document.querySelector("meta[name=csrf-token]").content;
          const body = new URLSearchParams({text, seen: form.elements.seen.value});
          return (await fetch(form.action, {method: "POST", body, headers: {"X-CSRFToken": token}})).status; }""",
        text,
    )
    assert status == 422


WAYS = {
    "the button": lambda page, text: (page.locator("#reply").fill(text), page.locator(".send").click()),
    "the key": lambda page, text: (page.locator("#reply").fill(text), page.locator("#reply").press("Enter")),
    "a paste": lambda page, text: (paste(page, text), page.keyboard.press("Enter")),
    "a program": post,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_full_card_does_not_leave_by(agent, customer, way):
    with agent.expect_response(lambda answer: answer.url.endswith("/responder")) as answered:
        WAYS[way](agent, TEXT)

    assert answered.value.status == 422
    expect(agent.locator(".send")).to_be_enabled()
    agent.locator("#reply").fill("até já")
    agent.locator("#reply").press("Enter")
    assert eventually(customer.received) == ["até já"]


def test_while_it_is_typed_brass_marks_it_and_the_line_counts_it(agent):
    agent.locator("#reply").press_sequentially(f"o cartão {CARD}")
    expect(agent.locator(".guard-state .when-found")).to_have_text("1 dado sensível")
    assert marked(agent) == [CARD]

    agent.locator("#reply").press_sequentially(f" e o cpf {CPF}")
    expect(agent.locator(".guard-state .when-found")).to_have_text("2 dados sensíveis")
    assert marked(agent) == [CARD, CPF]

    agent.locator("#reply").fill("")
    expect(agent.locator(".guard-state .when-clear")).to_be_visible()
    assert marked(agent) == []


def test_the_marks_lie_exactly_under_the_words(agent):
    long = f"Achei! {'Segue o que combinamos na semana passada. ' * 6}Cartão {CARD}, ok?"
    agent.locator("#reply").fill(long)
    agent.locator(".underlines mark").wait_for()

    same = agent.evaluate(
        """() => {
          const text = document.querySelector("#reply"), layer = document.querySelector(".underlines");
          const names = ["fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "fontFeatureSettings",
            "textRendering", "whiteSpace", "overflowWrap", "paddingLeft", "paddingTop", "width", "height"];
          const [one, other] = [getComputedStyle(text), getComputedStyle(layer)];
          return names.filter((name) => one[name] !== other[name]).map((name) => [name, one[name], other[name]]); }"""
    )
    assert same == []
    assert agent.evaluate("document.querySelector('.underlines').textContent.length") <= len(long)


def test_the_guard_shows_what_will_leave_explains_itself_and_enter_sends_it(agent, customer):
    agent.locator("#reply").fill(TEXT)
    agent.locator("#reply").press("Enter")

    guard = agent.locator("[data-guard]")
    expect(guard.locator("h3")).to_have_text("Antes de enviar: há um cartão e um CPF neste texto")
    expect(guard.locator("input[value=mask]")).to_be_focused()
    expect(guard.locator(".option-text").first).to_have_text(f"“{HIDDEN}”")
    expect(agent.locator("#why")).to_contain_text("Por que apareceu este aviso?")
    assert marked(agent) == [CARD, CPF]
    agent.keyboard.press("Enter")

    assert eventually(customer.received) == [HIDDEN]
    expect(agent.locator("#items .msg.out .text")).to_have_text(HIDDEN)
    expect(agent.locator("#why")).to_be_hidden()
    assert [value for value in (CARD, CPF) if value in kept_by(agent)] == []


def test_escape_goes_back_to_the_text_as_it_was(agent, customer):
    agent.locator("#reply").fill(TEXT)
    agent.locator("#reply").press("Enter")
    agent.locator("[data-guard]").wait_for()

    agent.keyboard.press("Escape")

    expect(agent.locator("[data-guard]")).to_have_count(0)
    expect(agent.locator("#reply")).to_be_focused()
    expect(agent.locator("#reply")).to_have_value(TEXT)
    assert customer.received() == []


def test_a_refresh_meanwhile_leaves_the_explanation_and_the_choice_where_they_are(agent, customer):
    agent.locator("#reply").fill(TEXT)
    agent.locator("#reply").press("Enter")
    agent.locator("[data-guard]").wait_for()

    customer.writes("e então?")

    expect(agent.locator("#items .msg.in")).to_have_count(2)
    expect(agent.locator("#why")).to_contain_text("Por que apareceu este aviso?")
    expect(agent.locator("[data-guard] input[value=mask]")).to_be_focused()


def test_when_a_colleague_was_faster_the_first_key_shows_it_and_the_second_sends(agent, customer, visitors):
    agent.locator("#reply").fill("Segue a segunda via.")
    colleague = visitors.page("rui")
    customer.opened_by(colleague)
    colleague.locator("#reply").fill("Já enviei por e-mail.")
    colleague.locator("#reply").press("Enter")
    expect(agent.locator("#items .msg.out")).to_have_count(1)

    agent.locator("#reply").press("Enter")
    notice = agent.locator("[data-held]")
    expect(notice.locator("h3")).to_contain_text("respondeu há")
    expect(notice.locator("[data-first]")).to_be_focused()
    agent.keyboard.press("Enter")

    expect(agent.locator("#reply")).to_be_focused()
    expect(agent.locator("#reply")).to_have_value("Segue a segunda via.")
    assert len(eventually(customer.received)) == 1
    agent.keyboard.press("Enter")
    eventually(lambda: customer.received() == ["Já enviei por e-mail.", "Segue a segunda via."])


def test_a_greeting_to_another_customer_asks_before_it_leaves(agent, customer, info, visitors):
    from customers import new_customer

    new_customer(info, name="Rosamunda Vasconcelos").writes("oi")
    agent.locator("#reply").fill("Bom dia, Rosamunda! Seu exame fica pronto na sexta.")
    agent.locator("#reply").press("Enter")

    expect(agent.locator("[data-held] h3")).to_contain_text("O texto fala com Rosamunda.")
    assert customer.received() == []
    agent.get_by_role("button", name="Enviar mesmo assim").click()
    assert eventually(customer.received) == ["Bom dia, Rosamunda! Seu exame fica pronto na sexta."]
