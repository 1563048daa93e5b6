"""Erasing a contact leaves one thing: the entry that says so, in a log that still verifies."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

import tables
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.vault import actions, boxes, queries
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ContactGone
from desvelo.guards.vault.models import Contact, Datum
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk.models import Conversation
from house import NOW

PHONE, OTHER = "5511900004417", "5511900000001"


def rows_about(contact) -> dict[str, int]:
    """Count what every table still holds of *contact*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = ANY(%s) AND data_type = 'uuid'",
            [list(tables.SCHEMAS)],
        )
        counts = {}
        for schema, table, column in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{schema}"."{table}" WHERE "{column}" = %s', [contact])  # noqa: S608
            if found := cursor.fetchone()[0]:
                counts[f"{schema}.{table}.{column}"] = found
        return counts


@pytest.fixture
def contact(house, arrive):
    arrive("meu cpf é 529.982.247-25", phone=PHONE)
    arrive("bom dia", phone=OTHER, name="Outra Pessoa")
    datum = Datum.objects.get(label="CPF")
    reason = Reason(code="other", text="pediu a nota por telefone")
    desk.reveal(actor=house.marina, datum=datum.public_id, reason=reason, now=NOW)
    return queries.contact_with_phone(PHONE)


def erase(contact) -> None:
    actions.erase_contact(contact=contact, reason="request", now=NOW)


def test_messages_data_keys_identifiers_and_payloads_vanish_and_the_entries_stay(contact):
    before = rows_about(contact)

    erase(contact)

    assert before == {
        "public.channel_message.contact_id": 1,
        "public.desk_conversation.contact_id": 1,
        "public.vault_contact.id": 1,
        "public.vault_datum.contact_id": 1,
        "public.vault_taken.contact_id": 1,
        "vault.contact_key.contact_id": 1,
        "vault.identifier.contact_id": 1,
        "vault.occurrence.contact_id": 1,
        "ledger.entry.contact_id": 3,
        "ledger.payload.contact_id": 1,
    }
    assert rows_about(contact) == {"ledger.entry.contact_id": 4}


def test_the_log_still_verifies_and_its_last_entry_says_what_was_done(contact):
    audit.sequence()
    audit.checkpoint(now=NOW)

    erase(contact)

    audit.sequence()
    audit.checkpoint(now=NOW)
    last = ledger.entry(ledger.size() - 1)
    assert (last.tag, last.contact, last.result, last.objects) == (
        "contact:erase",
        contact,
        "done",
        {"reason": "request"},
    )
    assert ledger.verify_all().problem is None


def test_other_contacts_keep_everything(contact):
    other = queries.contact_with_phone(OTHER)
    before = rows_about(other)

    erase(contact)

    assert rows_about(other) == before
    assert boxes.of(other, why=Why.UNSAID).contact == other


def test_nothing_opens_for_an_erased_contact(contact):
    erase(contact)

    with pytest.raises(ContactGone):
        boxes.of(contact, why=Why.UNSAID)
    assert queries.contact_with_phone(PHONE) is None
    assert (Message.objects.count(), Datum.objects.count(), Conversation.objects.count()) == (1, 0, 1)


def test_whoever_kept_a_copy_of_the_rows_cannot_open_them_without_the_key(contact):
    """The key is what dies: a record taken from a backup has nothing left that opens it."""
    kept = boxes.of(contact, why=Why.UNSAID)
    row = Message.objects.get(contact_id=contact)

    erase(contact)

    assert actions.open_body(kept, message=row.id, record=bytes(row.body)).chips
    with pytest.raises(ContactGone):
        actions.open_body(boxes.of(contact, why=Why.UNSAID), message=row.id, record=bytes(row.body))


def test_all_of_it_happens_or_nothing(contact):
    before = rows_about(contact)

    with transaction.atomic():
        erase(contact)
        transaction.set_rollback(True)

    assert rows_about(contact) == before


def test_erasing_again_or_somebody_who_never_was_is_said_as_it_is(contact, audit_tags):
    erase(contact)
    erase(contact)
    erase(uuid4())

    assert audit_tags()[-3:] == [("contact:erase", "done"), ("contact:erase", "already"), ("contact:erase", "already")]


def test_who_writes_again_after_that_is_a_new_person(contact, arrive):
    erase(contact)

    conversation = arrive("voltei", phone=PHONE)

    assert queries.contact_with_phone(PHONE) not in {contact, None}
    assert Contact.objects.count() == 2
    assert Conversation.objects.get(public_id=conversation).unread_count == 1
