"""Buttons, a list, a place, a contact are sent by keyboard alone, and without scripts; what is wrong is said."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from customers import Customer

CPF = "529.982.247-25"


def messages(customer: Customer) -> list[dict[str, object]]:
    """Return what the phone got, as the sandbox keeps it."""
    url = f"{customer.info['sandbox_control_url']}/phones/{customer.phone}/messages"
    shown = httpx.get(url, timeout=10, trust_env=False).json()["messages"]
    return [each for each in shown if each["direction"] == "out"]


@pytest.fixture
def agent(visitors, customer) -> Page:
    """Return Marina's page with the customer's conversation open, the focus outside the reply box."""
    customer.writes("bom dia, quero marcar")
    page = visitors.page("marina")
    customer.opened_by(page)
    page.locator("#conversation").focus()
    return page


def test_buttons_are_written_corrected_and_sent_without_a_pointer(agent, customer):
    agent.keyboard.press("m")
    expect(agent.locator("[data-more] a").first).to_be_focused()
    agent.keyboard.press("Enter")
    expect(agent.locator("#compose textarea[name=body]")).to_be_focused()
    expect(agent.locator("[data-more]")).not_to_have_attribute("open", "")
    agent.keyboard.type(f"É o {CPF}?")
    agent.keyboard.press("Tab")
    agent.keyboard.type("Quinta de manhã, às nove")
    agent.keyboard.press("Enter")

    title = agent.locator("#compose [name='button.1']")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(agent.locator("#compose .field-error")).to_have_text("O WhatsApp leva até 20 caracteres aqui; este tem 24.")
    title.fill("Quinta às 9h")
    agent.keyboard.press("Enter")

    body = agent.locator("#compose [name=body]")
    expect(body).to_be_focused()
    expect(agent.locator("#compose .field-error")).to_contain_text("Há um CPF aqui.")
    assert messages(customer) == []
    body.fill("Quinta às 9h?")
    title.press("Enter")

    expect(agent.locator("#compose .note")).to_contain_text("A caminho")
    expect(agent.locator("#items .msg.out")).to_contain_text("Quinta às 9h?")
    expect(agent.locator("#items .msg.out .tick")).to_contain_text("entregue")
    [got] = messages(customer)
    assert "Quinta às 9h?" in str(got)


def test_what_is_being_written_as_a_reply_is_left_alone(agent, customer):
    agent.locator("#reply").fill("um rascunho")
    agent.locator("[data-more] summary").click()
    agent.locator("[data-more] a", has_text="Contato").click()
    agent.locator("#compose [name=name]").fill("Recepção")
    agent.locator("#compose [name='phone.1']").fill("+55 11 91234-5678")
    agent.get_by_role("button", name="Mais um telefone").click()
    expect(agent.locator("#compose [name='phone.2']")).to_be_focused()
    expect(agent.locator("#compose [name=name]")).to_have_value("Recepção")
    agent.locator("#compose .send").click()

    expect(agent.locator("#compose .note")).to_be_visible()
    expect(agent.locator("#reply")).to_have_value("um rascunho")
    expect(agent.locator("#items .msg.out .tick")).to_contain_text("entregue")


def test_a_form_is_closed_and_escape_closes_the_menu(agent):
    agent.locator("[data-more] summary").press("Enter")
    agent.keyboard.press("Tab")
    agent.keyboard.press("Escape")
    expect(agent.locator("[data-more]")).not_to_have_attribute("open", "")

    agent.locator("[data-more] summary").click()
    agent.locator("[data-more] a", has_text="Lista").click()
    agent.locator("#compose .compose-head a").click()
    expect(agent.locator("#compose")).to_be_empty()


def test_without_scripts_each_form_is_a_page_that_sends(visitors, customer):
    customer.writes("onde fica?")
    opened = visitors.page("marina")
    conversation = customer.opened_by(opened)
    page = visitors.page("marina", java_script_enabled=False)
    page.goto(f"/atendimento/c/{conversation}/compor/lugar")
    page.locator("[name=name]").fill("Clínica Aurora")
    page.locator("[name=latitude]").fill("-23,5614")
    page.locator("[name=longitude]").fill("-460")
    page.locator(".compose .send").click()
    expect(page.locator(".field-error")).to_have_text("Vai de -180 a 180.")
    page.locator("[name=longitude]").fill("-46,6559")
    page.locator(".compose .send").click()

    page.wait_for_url(f"**/atendimento/c/{conversation}")
    expect(opened.locator("#items .msg.out .tick")).to_contain_text("entregue")
    assert "-23.5614" in str(messages(customer))
