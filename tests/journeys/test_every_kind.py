"""A customer sends more than text: the agent sees what each thing is, its data hidden, and no table holds a word."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

import traces
from customers import Customer
from desvelo.sandbox import attachments
from opening import dumped
from started import eventually, rows

CPF = "529.982.247-25"
VALUES = {
    "cpf": (CPF, "52998224725"),
    "place": ("-23.55052", "-46.633308"),
    "street": ("Rua das Acácias, 731",),
    "file": ("laudo-",),
    "answer": ("é esse mesmo, 7391",),
}


class Sender:
    """Sends as the customer's phone does, and waits until the desk took each thing in."""

    def __init__(self, info: dict[str, Any], customer: Customer) -> None:
        self._info, self._customer = info, customer

    def sends(self, kind: str, content: object, **more: object) -> str:
        """Send one message of *kind*; return Meta's name for it."""
        before, asked = self._count(), {"from": self._customer.phone, "name": self._customer.name, "type": kind, **more}
        url = f"{self._info['sandbox_control_url']}/messages"
        body = {**asked, "text": content} if kind == "text" else {**asked, "content": content}
        answer = httpx.post(url, json=body, timeout=10, trust_env=False).raise_for_status()
        eventually(lambda: self._count() > before)
        return str(answer.json()["wamid"])

    def _count(self) -> int:
        return int(
            rows(self._info["database_url"], "SELECT count(*) FROM channel_message WHERE direction = 'in'")[0][0]
        )


@pytest.fixture
def sender(info: dict[str, Any], customer: Customer) -> Sender:
    return Sender(info, customer)


def attach(phone: Page, name: str, mime_type: str, content: bytes, *, caption: str) -> None:
    """Attach a file on the phone, with *caption* in the field."""
    phone.locator(".field").fill(caption)
    phone.locator(".file").set_input_files({"name": name, "mimeType": mime_type, "buffer": content})
    expect(phone.locator(".row.own", has_text=caption)).to_have_count(1)


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
    expect(location.locator(".attachment-name button.chip")).to_contain_text("Coordenadas")
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

    expect(agent.locator("[data-revealed] .value")).to_have_text("-23.55052, -46.633308")
