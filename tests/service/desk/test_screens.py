"""No screen holds a value that detection found, but for the one answer that shows it."""

import html
import re

import pytest

import traces
from browser import Browser, signed_in
from desvelo.base.ui.templatetags import ui
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection.masked import MaskedText
from desvelo.service.channel import intake
from house import put_delivery, webhook_body
from shown import FRAME

CARD, CVV, CPF, PASSWORD = "5555 5555 5555 4444", "733", "529.982.247-25", "Abacate!77"
EMAIL, PHONE = "beatriz@exemplo.example", "5511900004417"
TEXT = f"meu cartão {CARD} val 08/29 cvv {CVV}, cpf {CPF}, minha senha é {PASSWORD} e o email {EMAIL}"
NEVER = {
    "card": (CARD, CARD.replace(" ", "")),
    "cvv": (f"cvv {CVV}", f">{CVV}<"),
    "cpf": (CPF, "52998224725"),
    "password": (PASSWORD,),
    "email": (EMAIL, "beatriz@"),
    "phone": (PHONE, "11900004417", "90000-4417"),
}


@pytest.fixture
def conversation(house, arrive) -> str:
    found = arrive(TEXT)
    audit.sequence()
    return found


SCREENS = (
    "/atendimento/minhas",
    "/atendimento/sem-responsavel",
    "/atendimento/todas",
    "/atendimento/lista",
    "/atendimento/c/{conversation}",
    "/atendimento/c/{conversation}/mensagens",
    "/atendimento/dado/{datum}",
    "/atendimento/dado/{datum}/conferir",
    "/auditoria",
    "/auditoria/{entry}",
    "/auditoria?dado=CPF&quem=x",
    "/auditoria/conferir-fora",
    "/meus-acessos?tudo=1",
    "/demo",
    "/demo/pane",
)


def sent(browser: Browser, path: str) -> bytes:
    """Return every byte of an answer: status line's headers, cookies and body."""
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.cookies.output()}\n".encode() + answer.content


@pytest.mark.asvs("14.2.6")
@pytest.mark.parametrize("path", SCREENS)
def test_no_screen_holds_what_was_found(house, conversation, path):
    datum = Datum.objects.get(label="CPF").public_id
    browser = signed_in(house.helena if "auditoria" in path else house.marina)
    address = path.format(conversation=conversation, datum=datum, entry=audit.store.size() - 1)

    # The demonstration frames the customer's own phone, at an address that names its number.
    page = re.sub(rb'<iframe[^>]*src="None/phone[^"]*"', b"", sent(browser, address))
    assert list(traces.search(page, NEVER)) == []


def test_the_screen_of_a_reply_that_was_held_back_does_not_either(house, conversation):
    answer = signed_in(house.marina).post(f"/atendimento/c/{conversation}/responder", {"text": TEXT})

    assert (answer.status_code, list(traces.search(answer.content, NEVER))) == (422, [])


@pytest.mark.asvs("14.3.2")
def test_the_search_finds_the_value_in_the_one_document_that_shows_it(house, conversation):
    datum = Datum.objects.get(label="CPF").public_id

    browser = signed_in(house.marina)
    answer = browser.post(f"/atendimento/dado/{datum}", {"reason": "invoice"})
    frame = re.search(r'<iframe src="([^"]+)"', answer.content.decode())[1]
    document = browser.get(frame, headers=FRAME)

    assert list(traces.search(answer.content, NEVER)) == []
    assert list(traces.search(document.content, NEVER)) == [("cpf", "typed")]
    assert (answer["Cache-Control"], document["Cache-Control"]) == ("no-store", "no-store")


def test_without_the_masks_the_search_would_find_everything(house, conversation, monkeypatch):
    monkeypatch.setattr("desvelo.service.channel.protecting._scan", lambda *_, **__: ())
    put_delivery(webhook_body(TEXT, phone=PHONE, name="Beatriz", wamid="w.unmasked"))
    intake.take_in()

    found = traces.search(sent(signed_in(house.marina), f"/atendimento/c/{conversation}"), NEVER)

    assert {name for name, _ in found} >= {"card", "cvv", "cpf", "password", "email"}


def test_the_page_shows_what_may_be_shown_of_each(house, conversation):
    page = html.unescape(signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode())

    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert [ending in text for ending in (" 25 ", "4444", "•••• 4417")] == [True] * 3


def test_the_title_names_no_customer(house, conversation):
    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    plain = re.search(r'data-title="([^"]*)"', page)[1]
    assert "Beatriz" not in title + plain


@pytest.mark.parametrize("datum", ["CARD_NUMBER", "CARD_CVV", "PASSWORD"])
def test_of_what_was_discarded_there_is_nothing_to_show_and_the_page_says_so(house, conversation, datum):
    address = f"/atendimento/dado/{Datum.objects.get(label=datum).public_id}"
    browser = signed_in(house.marina)

    asked, shown = browser.get(address), browser.post(address, {"reason": "invoice"})

    assert (asked.status_code, shown.status_code) == (200, 410)
    assert "data-refused" in asked.content.decode()
    assert "data-revealed" not in shown.content.decode()


@pytest.mark.parametrize("fields", [{}, {"reason": ""}, {"reason": "because"}, {"reason": "other", "other": "curto"}])
def test_a_reveal_without_a_reason_shows_the_question_again_and_no_value(house, conversation, audit_tags, fields):
    datum = Datum.objects.get(label="CPF").public_id

    answer = signed_in(house.marina).post(f"/atendimento/dado/{datum}", fields)

    assert (answer.status_code, list(traces.search(answer.content, NEVER))) == (422, [])
    assert "data-reveal-form" in answer.content.decode()
    assert ("datum:reveal", "done") not in audit_tags()


def test_the_watermark_names_who_looks(house, conversation):
    datum = Datum.objects.get(label="CPF").public_id

    body = signed_in(house.marina).post(f"/atendimento/dado/{datum}", {"reason": "invoice"}).content.decode()

    assert re.search(r'data-watermark="Marina Lopes · \d\d/\d\d \d\d:\d\d · [0-9A-F]{6}"', body)
    assert 'data-seconds="30"' in body


def test_a_text_in_the_clear_cannot_be_drawn_where_a_masked_one_is_meant():
    with pytest.raises(TypeError, match="masked text is not a string"):
        ui.masked("529.982.247-25")

    assert not isinstance(MaskedText(parts=("oi",)), str)
    assert ui.masked(MaskedText(parts=("oi",)))["parts"] == [("oi", None)]
