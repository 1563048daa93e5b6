"""A number hidden, shown, changed with a new user id, and the phone that shares ours: one conversation tells it all."""

from typing import Any

import pytest
from playwright.sync_api import expect

from meta import Meta
from started import Started, eventually, rows


@pytest.fixture
def meta(demo: Started) -> Meta:
    return Meta(demo)


def test_hidden_shown_and_changed_is_one_conversation_with_what_left_the_phone(visitors, customer, meta, info):
    old_id, new_id = f"BR.{customer.phone}old", f"BR.{customer.phone}new"
    new_phone = f"{customer.phone[:-4]}7731"
    before = _contacts(info)
    who = {"profile": {"name": customer.name}}
    hidden = meta.said("número escondido", user_id=old_id)
    meta.posts("messages", contacts=[{**who, "user_id": old_id}], messages=[hidden])
    shown = meta.said("número à mostra", user_id=old_id, phone=customer.phone)
    meta.posts("messages", contacts=[{**who, "user_id": old_id, "wa_id": customer.phone}], messages=[shown])
    early = meta.said("do número novo", user_id=new_id, phone=new_phone)
    meta.posts("messages", contacts=[{**who, "user_id": new_id, "wa_id": new_phone}], messages=[early])
    eventually(lambda: _contacts(info) == before + 2)

    notice = {"type": "user_changed_number", "wa_id": new_phone, "user_id": new_id, "previous_user_id": old_id}
    change = {**meta.stamp(), "from": customer.phone, "type": "system", "system": {"body": "x", **notice}}
    meta.posts("messages", messages=[change])
    said = {"type": "text", "text": {"body": "oi, aqui do balcão"}}
    echo = {**meta.stamp(), "from": "5511900000100", "to": new_phone, **said}
    meta.posts("smb_message_echoes", message_echoes=[echo])
    call = {**meta.stamp(), "from": new_phone, "event": "connect", "direction": "USER_INITIATED"}
    meta.posts("calls", calls=[call])
    wish = {"wa_id": new_phone, "user_id": new_id, "category": "marketing_messages", "value": "stop"}
    meta.posts("user_preferences", user_preferences=[{**wish, "timestamp": int(meta.stamp()["timestamp"])}])

    eventually(lambda: _contacts(info) == before + 1)
    agent = visitors.page("marina")
    agent.goto("/atendimento/todas")
    expect(agent.locator("[data-row]", has_text=customer.name)).to_have_count(1)
    agent.locator("[data-row]", has_text=customer.name).locator("a").click()
    thread = agent.locator("#items")
    for words in (
        "número escondido",
        "número à mostra",
        "do número novo",
        "Este cliente trocou de número.",
        "oi, aqui do balcão",
        "Escrita no celular",
        "O cliente ligou para vocês",
        "Não quer mais mensagens de marketing de vocês",
    ):
        expect(thread).to_contain_text(words)
    expect(agent.locator(".context, aside").first).to_contain_text("7731")


def _contacts(info: dict[str, Any]) -> int:
    """Count the contacts who wrote."""
    query = "SELECT count(DISTINCT contact_id) FROM channel_message WHERE direction = 'in'"
    return int(rows(info["database_url"], query)[0][0])
