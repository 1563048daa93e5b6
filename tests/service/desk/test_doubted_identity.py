"""A customer who writes from another phone: the desk says so, keeps protected data shut, and asks who it is."""

import pytest
from PIL import Image

import arrived_files
import house as company
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Datum
from desvelo.service.channel import intake
from desvelo.service.desk import actions, answering, looking, queries
from desvelo.service.desk.errors import IdentityUnconfirmed
from house import put_delivery, webhook
from shown import value

PHONE = "5511900004417"
BANNER = "passou a usar outro aparelho ou chip"


def writes(wamid: str, seen: str, text: str = "oi") -> str:
    contact = {"profile": {"name": "Beatriz Nogueira"}, "wa_id": PHONE, "identity_key_hash": seen}
    message = company.text_message(text, phone=PHONE, wamid=wamid)
    put_delivery(webhook({"contacts": [contact], "messages": [message]}))
    intake.take_in()
    return queries.conversation_of(vault.contact_with_phone(PHONE))


@pytest.fixture
def doubted(house) -> str:
    writes("w.1", "OLD=", "meu cpf é 529.982.247-25")
    return writes("w.2", "NEW=")


def reveal(house):
    reason = Reason(code="invoice", text="")
    now, datum = clock.business(), Datum.objects.get().public_id
    return value(actions.reveal(actor=house.marina, datum=datum, reason=reason, now=now), actor=house.marina, now=now)


def page(house, conversation: str) -> str:
    return signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()


def test_the_desk_says_so_and_offers_the_ways_to_confirm(house, doubted):
    shown = page(house, doubted)

    assert BANNER in shown
    assert all(f'value="{way}"' in shown for way in answering.WAYS)
    assert "Oi, Beatriz. Antes de seguir" in shown


def test_a_file_stays_shut_too(house, committed, audit_tags):
    conversation = writes("w.1", "OLD=")
    message = arrived_files.picture("w.2")
    arrived_files.keep(message, Image.new("RGB", (4, 4)).tobytes())
    assert writes("w.3", "NEW=") == conversation

    form = looking.form(actor=house.marina, message=message.public_id, now=clock.business())
    assert form.refused is not None
    with pytest.raises(IdentityUnconfirmed):
        looking.look(actor=house.marina, message=message.public_id, reason=Reason(code="invoice"), now=clock.business())
    assert audit_tags()[-1] == ("datum:reveal", "denied:identity_unconfirmed")


def test_the_same_phone_says_nothing(house):
    assert BANNER not in page(house, writes("w.1", "OLD="))


def test_protected_data_stays_shut_on_record_until_somebody_confirms(house, doubted, committed, audit_tags):
    with pytest.raises(IdentityUnconfirmed):
        reveal(house)
    assert audit_tags()[-1] == ("datum:reveal", "denied:identity_unconfirmed")

    answering.confirm_identity(actor=house.marina, conversation=doubted, way="call", now=clock.business())

    assert ("identity:confirm", "done") in audit_tags()
    assert reveal(house) == "529.982.247-25"
    assert BANNER not in page(house, doubted)


def test_without_the_check_a_stolen_chip_would_read_on(house, doubted, committed, monkeypatch):
    monkeypatch.setattr(actions.channel_queries, "doubted_at", lambda _contacts: {})

    assert reveal(house) == "529.982.247-25"


def test_the_popover_says_why_and_what_to_do(house, doubted):
    browser, path = signed_in(house.marina), f"/atendimento/dado/{Datum.objects.get().public_id}"

    for answer in (browser.get(path), browser.post(path, {"reason": "invoice"})):
        assert "Confirme antes quem está falando" in answer.content.decode()
        assert "529.982" not in answer.content.decode()


def test_confirming_over_http_is_one_press_and_talking_went_on_meanwhile(house, doubted):
    browser = signed_in(house.marina)
    assert browser.post(f"/atendimento/c/{doubted}/responder", {"text": "quem fala?"}).status_code == 204

    assert browser.post(f"/atendimento/c/{doubted}/identidade", {"way": "in_person"}).status_code == 204

    assert BANNER not in page(house, doubted)
