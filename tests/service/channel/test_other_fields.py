"""What other fields of a webhook bring: told once, kept sealed, and only from the app that serves the account."""

import json
import logging
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import translation

import deliveries
import house as company
import tables
from browser import signed_in
from desvelo.base import tally
from desvelo.base.outbox import bus
from desvelo.guards.vault import queries as vault
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.notice_words import Level
from desvelo.kernel.whatsapp.notices import Topic
from desvelo.service.channel import events, intake, queries
from desvelo.service.channel.models import Message, Notice
from desvelo.service.desk.models import Conversation
from house import PHONE_NUMBER_ID, WABA_ID, put_delivery, text_message, webhook

PHONE, OURS = "5511900004417", "5511900000100"
NOW = datetime.now(UTC)
PIN = {"display_phone_number": "5511900000100", "event": "PIN_RESET_REQUEST", "requester": "61555822107539"}


def told(field: str, value: dict, *, waba: str = WABA_ID, at: int = 1_790_416_800) -> bytes:
    """A webhook about an account: it names no number of ours."""
    entry = {"id": waba, "time": at, "changes": [{"field": field, "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def echo(text: str, *, at: datetime = NOW, wamid: str = "", **more) -> dict:
    said = text_message(text, phone=OURS, wamid=wamid or f"wamid.{os.urandom(6).hex()}", at=at)
    return {**said, "to": PHONE, **more}


def comes(*bodies: bytes, app: str = "1") -> None:
    for body in bodies:
        put_delivery(body, secret_ids=(app,))
        assert intake.take_in() == 1


@pytest.fixture
def heard(monkeypatch) -> list:
    """Return the events of a kind that nobody listens to yet, as a listener would hear them."""
    found: list = []
    kinds = (events.NoticeReceived, events.PreferenceStated)
    monkeypatch.setattr(bus, "_together", {**bus._together, **dict.fromkeys(kinds, (found.extend,))})
    return found


def shown(house) -> str:
    [conversation] = Conversation.objects.all()
    with translation.override("pt-br"):
        page = signed_in(house.marina).get(f"/atendimento/c/{conversation.public_id}").content.decode()
    return " ".join(page.split('id="items"')[1].split('class="pill-slot"')[0].split())


def test_a_notice_is_kept_once_sealed_and_told(house, heard):
    comes(told("security", PIN), told("security", PIN))

    [notice] = queries.notices(waba_id=WABA_ID)
    assert (notice.topic, notice.level, notice.value.requester) == (Topic.SECURITY, Level.ALARM, "61555822107539")
    assert notice.number == house.number
    assert heard == [
        events.NoticeReceived(notice_id=notice.id, topic=Topic.SECURITY, level=Level.ALARM, number_id=house.number)
    ]
    assert queries.notice(notice.id) == notice
    assert tables.bearing(connection, "61555822107539") == {}


def test_the_same_notice_at_another_time_is_another(house):
    comes(told("security", PIN), told("security", PIN, at=1_790_416_801))

    assert len(queries.notices(waba_id=WABA_ID)) == 2


def test_an_alarm_is_on_record_and_in_the_log_and_good_news_is_not(house, audit_tags, caplog):
    with caplog.at_level(logging.ERROR, logger="desvelo.notices"):
        comes(told("security", PIN), told("account_review_update", {"decision": "APPROVED"}))

    assert audit_tags()[-1] == ("notice:alarm", "done")
    assert audit_tags().count(("notice:alarm", "done")) == 1
    assert [record.message for record in caplog.records] == ["notice.alarm"]


def other_app(house) -> None:
    company.connect_number(
        first_team=house.agenda, phone_number_id="777", waba_id="888", app_id="2", app_secret="other_secret"
    )


@pytest.mark.asvs("4.1.5")
def test_an_app_gives_no_notice_about_the_account_of_another_app(house):
    """The attack: with its own valid secret, app 2 says that a template or a number of app 1 was taken away."""
    other_app(house)

    comes(told("security", PIN), app="2")

    assert not Notice.objects.exists()
    assert [each.reason for each in deliveries.aside()] == ["unknown_account:security"]


def test_nor_by_the_number_inside_it(house):
    other_app(house)
    settings = {"phone_number_settings": {"phone_number_id": PHONE_NUMBER_ID}}

    comes(told("account_settings_update", settings, waba="888"), app="2")

    assert not Notice.objects.exists()
    assert [each.reason for each in deliveries.aside()] == ["unknown_number"]


def test_the_attack_works_when_the_secrets_are_bound_to_nothing(house, monkeypatch):
    other_app(house)
    every = frozenset({PHONE_NUMBER_ID, "777"})
    monkeypatch.setattr(intake, "_numbers_by_secret", lambda: {"1": every, "2": every})

    comes(told("security", PIN), app="2")

    assert Notice.objects.count() == 1


def test_what_the_owner_wrote_on_the_phone_stands_in_the_thread_and_ends_the_wait(house):
    said = webhook({"messages": [text_message("oi", phone=PHONE, wamid="wamid.A", at=NOW - timedelta(minutes=5))]})
    comes(said)
    assert Conversation.objects.get().waiting_since is not None

    comes(webhook({"message_echoes": [echo("respondo daqui, cpf 529.982.247-25")]}, field="smb_message_echoes"))

    row = Message.objects.get(direction="out")
    assert (row.status, row.author_id, row.automatic, row.protected_count) == ("sent", None, False, 1)
    conversation = Conversation.objects.get()
    assert (conversation.waiting_since, conversation.unread_count) == (None, 0)
    assert conversation.last_message_id == row.id
    page = shown(house)
    assert "Escrita no celular" in page
    assert "no celular ·" in page
    assert "529.982.247-25" not in page


def test_an_echo_begins_a_conversation_and_its_statuses_climb(house):
    comes(webhook({"message_echoes": [echo("bom dia", wamid="wamid.E")]}, field="smb_message_echoes"))

    comes(webhook({"statuses": [company.status("wamid.E", "read")]}))

    assert Message.objects.get().status == "read"
    assert Conversation.objects.get().unread_count == 0


def test_an_echo_that_the_owner_edited_and_deleted_says_so(house):
    edit = {**echo("", wamid="wamid.2"), "type": "edit", "text": None}
    edit["edit"] = {"original_message_id": "wamid.E", "message": {"type": "text", "text": {"body": "boa tarde"}}}
    revoke = {**echo("", wamid="wamid.3"), "type": "revoke", "text": None, "revoke": {"original_message_id": "wamid.E"}}
    for each in (revoke, edit, echo("bom dia", wamid="wamid.E")):
        comes(webhook({"message_echoes": [each]}, field="smb_message_echoes"))

    page = shown(house)

    assert "Editada depois no celular" in page
    assert "Apagada depois no celular" in page


def test_an_echo_is_never_sent(house):
    from desvelo.base.outbox import consume

    comes(webhook({"message_echoes": [echo("bom dia")]}, field="smb_message_echoes"))

    consume.drain()

    assert Message.objects.get().status == "sent"


def test_the_past_is_shown_and_nobody_waits_for_an_answer_to_it(house):
    long_ago = NOW - timedelta(days=90)
    theirs = text_message("cartão 4111 1111 1111 1111 cvv 123", phone=PHONE, wamid="wamid.1", at=long_ago)
    ours = text_message("obrigada", phone=OURS, wamid="wamid.2", at=long_ago + timedelta(minutes=1))
    threads = [{"id": PHONE, "messages": [theirs, {**ours, "history_context": {"status": "READ"}}]}]

    comes(webhook({"history": [{"threads": threads}]}, field="history"))

    conversation = Conversation.objects.get()
    assert (conversation.unread_count, conversation.waiting_since, conversation.last_inbound_at) == (0, None, None)
    assert conversation.last_message_id == Message.objects.get(direction="out").id
    assert Message.objects.get(direction="out").status == "read"
    assert deliveries.rows("SELECT count(*) FROM outbox_queue") == [(0,)]
    assert shown(house).count("De antes de o Desvelo ser conectado") == 2


@pytest.mark.parametrize("file_first", [False, True])
def test_a_file_of_the_past_takes_the_place_that_was_held_for_it(house, file_first):
    place = {**text_message("", phone=PHONE, wamid="wamid.F", at=NOW), "type": "media_placeholder"}
    image = {**place, "type": "image", "image": {"id": "1", "mime_type": "image/jpeg", "sha256": "x"}}
    bodies = [
        webhook({"history": [{"threads": [{"id": PHONE, "messages": [place]}]}]}, field="history"),
        webhook({"messages": [image]}, field="history"),
    ]

    comes(*(reversed(bodies) if file_first else bodies))

    page = shown(house)
    assert Message.objects.count() == 2
    assert "Imagem protegida" in page
    assert "Um arquivo de antes" not in page


def test_what_comes_in_standby_is_kept_and_asks_for_no_answer(house):
    inside = {"messages": [text_message("quero remarcar", phone=PHONE, wamid="wamid.S", at=NOW)]}

    comes(webhook({"standby": inside}, field="standby"))

    conversation = Conversation.objects.get()
    assert (conversation.waiting_since, conversation.last_inbound_at) == (None, None)
    assert "Enquanto outro aplicativo atende este cliente" in shown(house)


def test_a_call_opens_the_window_and_stands_in_the_thread(house):
    call = {"id": "wacid.1", "from": PHONE, "timestamp": str(int(NOW.timestamp())), "direction": "USER_INITIATED"}
    ended = {**call, "event": "terminate", "status": "COMPLETED", "duration": 95}

    comes(
        webhook(
            {"calls": [{**call, "event": "connect", "session": {"sdp": "c=IN IP4 192.0.2.7"}}, ended]}, field="calls"
        )
    )

    assert Conversation.objects.get().last_inbound_at is not None
    page = shown(house)
    assert "O cliente ligou para vocês" in page
    assert "A ligação terminou depois de 2 minutos" in page


def test_a_call_of_ours_opens_nothing(house):
    call = {"id": "wacid.1", "to": PHONE, "timestamp": str(int(NOW.timestamp())), "direction": "BUSINESS_INITIATED"}

    comes(webhook({"calls": [{**call, "event": "connect"}]}, field="calls"))

    assert Conversation.objects.get().last_inbound_at is None


def test_a_preference_is_told_and_shown_and_opens_no_window(house, heard):
    wish = {"wa_id": PHONE, "category": "marketing_messages", "value": "stop", "timestamp": int(NOW.timestamp())}
    body = webhook({"contacts": [{"wa_id": PHONE}], "user_preferences": [wish]}, field="user_preferences")

    comes(body, body)

    row = Message.objects.get()
    [event] = heard
    assert (event.contact_id, event.wants_marketing, event.message_id) == (row.contact_id, False, row.id)
    assert Conversation.objects.get().last_inbound_at is None
    assert "Não quer mais mensagens de marketing de vocês" in shown(house)


def test_a_summary_by_a_machine_is_masked_and_marked_as_such(house):
    context = {"type": "summary", "summary": {"text": "Informou o CPF 529.982.247-25"}}

    comes(webhook({"messages": [text_message("oi", phone=PHONE, wamid="wamid.A")], "conversation_context": context}))

    page = shown(house)
    assert "Resumo escrito por uma máquina" in page
    assert "529.982.247-25" not in page


def test_the_address_book_names_a_customer_without_a_name_and_keeps_nobody_else(house):
    comes(webhook({"messages": [text_message("oi", phone=PHONE, wamid="wamid.A")]}))
    contact = vault.contact_with_phone(PHONE)
    people = [("Beatriz Nogueira", PHONE), ("Vizinha da Dona", "5511900009999")]
    cards = [
        {"type": "contact", "action": "add", "contact": {"full_name": name, "phone_number": phone}}
        for name, phone in people
    ]

    comes(webhook({"state_sync": cards}, field="smb_app_state_sync"))

    assert vault.profiles(vault.open_boxes([contact], why=Why.LIST, actor=None))[contact].name == "Beatriz Nogueira"
    assert tally.totals("address_book") == {"customer": 1, "other": 1}
    assert vault.contact_with_phone("5511900009999") is None
    assert deliveries.aside() == []
