"""Erase a datum of a message, or all messages of a contact with a number: what the vault asks of the channel.

In the caller's transaction, which holds the contact.  Bytes of files that nobody names any more are swept after.
"""

from datetime import datetime
from uuid import UUID

from desvelo.base.outbox import queue
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.guards.vault import queries as data
from desvelo.guards.vault.erasures import Gone
from desvelo.kernel.ledger import digests
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import binding, covering, hiding
from desvelo.service.channel.models import Media, Message


def erase_datum(contact: UUID, datum: UUID, _now: datetime) -> Gone:
    """Erase the value of a datum, and in its message the place where it stood says only that something was erased."""
    held = data.data_by_id([datum]).get(datum)
    if held is None or held.contact != contact:
        return Gone()
    written = []
    row = Message.objects.select_for_update(of=("self",)).filter(pk=held.message).first()
    if row is not None:
        box = boxes.of(contact, why=Why.UPKEEP)
        body = covering.body_of(box, message=row.id, record=bytes(row.body)).without(held.public_id)
        row.body = vault.seal_body(box, message=row.id, body=body)
        row.save(update_fields=["body"])
        written = binding.records(row)
        queue.publish([hiding.covered_event(row, count=1)])
    return Gone(keys=vault.forget_data(contact, data=[datum]), written=written)


def erase_messages(contact: UUID, *, number: UUID) -> Gone:
    """Erase what a contact and the company said to each other over a number."""
    messages = Message.objects.filter(contact_id=contact, number_id=number)
    ids = list(messages.values_list("id", flat=True))
    files = list(Media.objects.filter(message__in=ids).values_list("id", flat=True))
    data = vault.forget_data(contact, messages=ids)
    messages.delete()
    return Gone(keys=[*((digests.BODY, row) for row in ids), *((digests.FILE, row) for row in files), *data])
