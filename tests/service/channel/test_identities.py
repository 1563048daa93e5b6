"""A phone that changed is noticed by its hash; a message that speaks of one person does not reach it unconfirmed."""

import json

import pytest
from django.db import connection

import house as company
from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.vault import boxes
from desvelo.guards.vault import queries as contacts
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.outbound_kinds import File, Text
from desvelo.service.channel import actions, identities, intake
from desvelo.service.channel.models import Identity, Message, Number
from house import put_delivery, status, webhook

PHONE = "5511900004417"
OLD, NEW, NEWER = "DF2lS5v2W6x=", "Zm9vYmFyYmF6", "cXV4cXV1eA=="


@pytest.fixture(autouse=True)
def connected(number) -> None:
    """Let the company have its number."""


def writes(wamid: str, seen: str | None = None) -> None:
    """Let the customer write from the phone whose key hashes to *seen*."""
    contact = {"profile": {"name": "Bia"}, "wa_id": PHONE, **({"identity_key_hash": seen} if seen else {})}
    message = company.text_message("oi", phone=PHONE, wamid=wamid)
    put_delivery(webhook({"contacts": [contact], "messages": [message]}))
    intake.take_in()


def who():
    return contacts.contact_with_phone(PHONE)


def trusted() -> str | None:
    return identities.trusted_hash(boxes.of(who(), why=Why.UNSAID))


def is_doubted() -> bool:
    return who() in identities.doubted_at([who()])


def send(content, *, personal: bool = False) -> Message:
    draft = actions.Draft(
        contact=who(),
        number=Number.objects.get().id,
        content=content,
        author=None,
        last_inbound_at=clock.business(),
        personal=personal,
    )
    message = actions.write(draft, now=clock.business())
    consume.drain()
    return Message.objects.get(pk=message)


def test_the_first_hash_is_trusted_and_the_same_one_changes_nothing():
    writes("w.1", OLD)
    writes("w.2", OLD)

    assert (trusted(), is_doubted()) == (OLD, False)


def test_without_the_check_there_is_nothing_to_compare():
    writes("w.1")

    assert (trusted(), is_doubted(), Identity.objects.count()) == (None, False, 0)


def test_another_hash_is_doubted_until_somebody_confirms_and_the_old_one_stays_trusted_so_long():
    writes("w.1", OLD)
    writes("w.2", NEW)
    writes("w.3", NEW)
    assert (trusted(), is_doubted()) == (OLD, True)

    identities.confirm(boxes.of(who(), why=Why.UNSAID), now=clock.business())

    assert (trusted(), is_doubted()) == (NEW, False)
    writes("w.4", NEWER)
    assert (trusted(), is_doubted()) == (NEW, True)


def test_two_phones_in_one_webhook_are_compared_in_their_order():
    contact = {"profile": {"name": "Bia"}, "wa_id": PHONE}
    for hashes in ((OLD, OLD), (NEW, NEW)):
        changes = [
            {"field": "messages", "value": {
                "metadata": {"phone_number_id": company.PHONE_NUMBER_ID},
                "contacts": [{**contact, "identity_key_hash": seen}],
                "messages": [company.text_message("oi", phone=PHONE, wamid=f"w.{seen}.{index}")],
            }}
            for index, seen in enumerate(hashes)
        ]  # fmt: skip
        body = {"object": "whatsapp_business_account", "entry": [{"id": company.WABA_ID, "changes": changes}]}
        put_delivery(json.dumps(body).encode())
    intake.take_in()

    assert (trusted(), is_doubted()) == (OLD, True)


@pytest.mark.parametrize(
    ("content", "personal", "bound"),
    [
        (Text(body="oi"), False, None),
        (Text(body="CPF •• 25"), True, OLD),
        (File(kind="document", media_id="7"), False, OLD),
    ],
)  # fmt: skip
def test_what_speaks_of_a_person_is_bound_to_the_phone_we_trust(graph, content, personal, bound):
    writes("w.1", OLD)
    graph.accepts("wamid.1")

    send(content, personal=personal)

    assert graph.asked[0].content.get("recipient_identity_key_hash") == bound


def test_after_a_change_it_is_bound_to_the_old_phone_so_that_meta_refuses_it(graph):
    writes("w.1", OLD)
    writes("w.2", NEW)
    graph.refuses(137000)

    message = send(File(kind="document", media_id="7"))

    assert graph.asked[0].content["recipient_identity_key_hash"] == OLD
    assert (message.status, message.failure) == ("failed", "137000")


def test_a_refusal_for_the_phone_is_a_doubt_and_once_confirmed_the_next_hash_is_trusted(graph):
    writes("w.1", OLD)
    graph.refuses(137000)

    send(File(kind="document", media_id="7"))
    assert is_doubted()

    identities.confirm(boxes.of(who(), why=Why.UNSAID), now=clock.business())
    assert (trusted(), is_doubted()) == (None, False)
    writes("w.2", NEW)
    assert (trusted(), is_doubted()) == (NEW, False)


def test_a_refusal_that_comes_by_webhook_is_a_doubt_too(graph):
    writes("w.1", OLD)
    graph.accepts("wamid.9")
    send(File(kind="document", media_id="7"))

    put_delivery(webhook({"statuses": [status("wamid.9", "failed", errors=[{"code": 137000, "title": "x"}])]}))
    intake.take_in()

    assert is_doubted()


def test_a_hash_that_came_after_the_doubt_is_the_one_that_is_confirmed(graph):
    writes("w.1", OLD)
    writes("w.2", NEW)
    graph.refuses(137000)
    send(File(kind="document", media_id="7"))

    identities.confirm(boxes.of(who(), why=Why.UNSAID), now=clock.business())

    assert trusted() == NEW


def test_no_hash_is_readable_in_the_database():
    writes("w.1", OLD)
    writes("w.2", NEW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM channel_identity i")
        [[row]] = cursor.fetchall()
    for hidden in (OLD, NEW):
        assert hidden not in row
        assert hidden.encode().hex() not in row


def test_without_the_comparison_a_stolen_number_would_get_the_document(graph, monkeypatch):
    monkeypatch.setattr(identities, "trusted_hash", lambda _box: None)
    writes("w.1", OLD)
    writes("w.2", NEW)
    graph.accepts("wamid.1")

    assert send(File(kind="document", media_id="7")).status == "accepted"
    assert "recipient_identity_key_hash" not in graph.asked[0].content
