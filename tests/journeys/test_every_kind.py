"""A customer sends more than text: the agent sees what each thing is, its data hidden, and no table holds a word."""

from typing import Any

import pytest
from playwright.sync_api import expect

import traces
from customers import Customer
from desvelo.sandbox import attachments
from opening import dumped
from phone import Sender, attach
from shown_value import shown_value
from started import eventually

CPF = "529.982.247-25"
VALUES = {
    "cpf": (CPF, "52998224725"),
    "place": ("-23.55052", "-46.633308"),
    "street": ("Rua das Acácias, 731",),
    "file": ("laudo-",),
    "answer": ("é esse mesmo, 7391",),
}


@pytest.fixture
def sender(info: dict[str, Any], customer: Customer) -> Sender:
    return Sender(info, customer)


def test_each_kind_is_shown_as_what_it_is_and_nothing_of_it_is_readable(visitors, customer, sender, info):
    agent, phone = visitors.page("marina"), visitors.page()
    first = sender.sends("text", f"bom dia, meu cpf é {CPF}")
    customer.opened_by(agent)
    phone.goto(customer.phone_url)
    attach(phone, "eu.png", "image/png", attachments.png(300, 200), caption=f"esta sou eu, cpf {CPF}")
    attach(phone, f"laudo-{CPF}.pdf", "application/pdf", attachments.pdf("ok"), caption="segue o laudo")
    place = {"latitude": -23.55052, "longitude": -46.633308, "name": "Casa", "address": "Rua das Acácias, 731"}
    sender.sends("location", place)
    sender.sends("reaction", {"message_id": first, "emoji": "👍"})
    sender.sends("text", "é esse mesmo, 7391", reply_to=first)

    items = agent.locator("#items .msg.in")
    expect(items).to_have_count(5)
    greeting, picture, document, location, reply = items.all()

    expect(greeting.locator(".reaction")).to_contain_text("👍")
    expect(picture.locator(".attachment")).to_contain_text("Imagem protegida")
    expect(picture.locator(".text button.chip")).to_contain_text("CPF")
    expect(document.locator(".attachment")).to_contain_text("Documento protegido")
    expect(document.locator(".attachment-name button.chip")).to_contain_text("CPF")
    expect(document.locator(".text")).to_have_text("segue o laudo")
    expect(location.locator(".attachment-name button.chip").last).to_contain_text("Coordenadas")
    expect(reply.locator(".quoted")).to_contain_text("bom dia, meu cpf é")
    expect(reply.locator(".quoted .chip")).to_contain_text("CPF")
    expect(agent.locator("[data-row].selected .row-preview")).to_have_text("é esse mesmo, 7391")

    # What Meta says of the files arrives by itself, without a reload.
    expect(picture.locator(".attachment-facts")).to_contain_text("PNG · ")
    expect(document.locator(".attachment-facts")).to_contain_text("PDF · ")

    shown = agent.content()
    assert [value for name in ("cpf", "place") for value in VALUES[name] if value in shown] == []
    assert traces.report([("pg_dump", dumped(info))], {**VALUES, "wamid": (first, customer.phone)}) == []


def test_a_quote_leads_to_what_it_quotes(visitors, customer, sender):
    agent = visitors.page("marina")
    first = sender.sends("text", "pode ser quinta?")
    for at in range(12):
        sender.sends("text", f"linha {at}")
    sender.sends("text", "então?", reply_to=first)
    customer.opened_by(agent)

    agent.locator("#items .quoted").click()

    expect(agent.locator("#items .msg", has_text="pode ser quinta?").first).to_be_in_viewport()


def test_coordinates_are_shown_for_a_reason_like_any_datum(visitors, customer, sender):
    agent = visitors.page("marina")
    sender.sends("location", {"latitude": -23.55052, "longitude": -46.633308})
    customer.opened_by(agent)

    agent.locator("#items button.chip").focus()
    agent.keyboard.press("r")
    agent.locator("#reveal[open] [data-reveal-form]").wait_for()
    expect(agent.locator("#reveal-title")).to_contain_text("estas coordenadas")
    agent.keyboard.press("1")
    agent.keyboard.press("Enter")

    expect(shown_value(agent)).to_have_text("-23.55052, -46.633308")


def test_the_tools_of_a_message_do_not_push_the_newest_out_of_sight_on_a_phone(visitors, customer, sender):
    for at in range(8):
        sender.sends("text", f"linha {at}, com bastante texto para encher a tela de um celular")
    agent = visitors.page("marina", width=390, height=700)
    customer.opened_by(agent)

    agent.locator("#items .msg.in").last.hover()
    agent.locator("[data-tools]").wait_for()

    expect(agent.locator("#items .msg.in time").last).to_be_in_viewport()
    eventually(lambda: at_the_bottom(agent))


FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_what_grows_in_the_moment_of_a_scroll_moves_nobody_and_who_went_up_stays_there(visitors, customer, sender):
    for at in range(8):
        sender.sends("text", f"linha {at}, com bastante texto para encher a tela de um celular")
    agent = visitors.page("marina", width=390, height=700)
    customer.opened_by(agent)
    expect(agent.locator("#items .msg.in")).to_have_count(8)
    grows = """tall => {
        const scroll = document.getElementById("scroll");
        scroll.scrollTop += 1;
        scroll.style.paddingBottom = tall;
    }"""

    agent.evaluate("() => { document.getElementById('scroll').scrollTop -= 5; }")
    agent.evaluate(FRAMES)
    agent.evaluate(grows, "200px")
    eventually(lambda: at_the_bottom(agent))

    agent.locator("#scroll").hover()
    agent.mouse.wheel(0, -400)
    eventually(lambda: not at_the_bottom(agent))
    agent.evaluate(grows, "400px")
    agent.evaluate(FRAMES)
    assert not at_the_bottom(agent)


def at_the_bottom(agent):
    return agent.evaluate(
        "scroll => scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 2",
        agent.locator("#scroll").element_handle(),
    )
