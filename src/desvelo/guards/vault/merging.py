"""Two contacts that are one person become one contact with one history.

The older stays.  What is sealed for the other is opened once, by the machine, and sealed again with the key of the one
that stays, so that a record says by its contact alone which key opens it.  The other remains as a stub with its key:
entries of the ledger name it for ever, and what they hold sealed still opens.  The stub hangs on the contact it became
part of, so erasing that contact destroys every key.

Whoever keeps sealed things of a contact above the vault listens to ``ContactsMerged`` and does the same, in the same
transaction.

Source: whatsapp-cloud-api section 10; security-design D4.1, D5.1.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import binding, boxes, occurrences, places, store
from desvelo.guards.vault.binding import Bindings
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.events import ContactsMerged
from desvelo.guards.vault.models import Comparison, Contact, Datum
from desvelo.kernel.ledger import digests
from desvelo.kernel.ledger.digests import Record
from desvelo.kernel.sealing.whys import Why

TAG = "contact:merge"
_BATCH = 500


def merge(contacts: Iterable[UUID], *, now: datetime) -> UUID:
    """Make one contact of several, in the caller's transaction; return the one that stays, the oldest."""
    store.lock(contacts)
    rows = list(Contact.objects.filter(pk__in=list(contacts), merged_into=None).order_by("created_at", "id"))
    opened = boxes.load((row.id for row in rows), why=Why.ARRIVAL)
    stays = opened[rows[0].id]
    for row in rows[1:]:
        _merge(opened[row.id], into=stays, now=now)
    return stays.contact


def _merge(gone: Box, *, into: Box, now: datetime) -> None:
    _move_identifiers(gone, into=into, now=now)
    _move_data(gone, into=into, now=now)
    occurrences.move(gone.contact, into=into.contact)
    Comparison.objects.filter(contact_id=gone.contact).update(contact_id=into.contact)
    Contact.objects.filter(merged_into=gone.contact).update(merged_into=into.contact)
    Contact.objects.filter(pk=gone.contact).update(merged_into=into.contact, profile=None)
    audit.record([Entry(tag=TAG, at=now, contact=into.contact, objects={"merged": str(gone.contact)})])
    queue.publish([ContactsMerged(contact_id=into.contact, merged_id=gone.contact)])


def _move_identifiers(gone: Box, *, into: Box, now: datetime) -> None:
    bound = Bindings()
    for each in store.identifiers_of(gone.contact):
        value = gone.open(places.identifier(gone.contact, each.kind), each.sealed)
        sealed = into.seal(places.identifier(into.contact, each.kind), value)
        store.move_identifier(replace(each, contact=into.contact, sealed=sealed))
        bound.write(into.contact, Record(kind=digests.IDENTIFIER, row=each.id, content=sealed))
    audit.record(bound.entries(now=now))


def _move_data(gone: Box, *, into: Box, now: datetime) -> None:
    rows = list(Datum.objects.filter(contact_id=gone.contact))
    for row in rows:
        row.contact_id = into.contact
        if row.sealed is not None:
            place = places.datum(row.id, row.label)
            row.sealed = gone.reseal(place, bytes(row.sealed), to=into)
        if row.named is not None:
            row.named = gone.reseal(places.named(row.id), bytes(row.named), to=into)
    Datum.objects.bulk_update(rows, ["contact_id", "sealed", "named"], batch_size=_BATCH)
    audit.record(binding.resealed(places.bound(rows), into.contact, now=now))
    moved = {digests.MOVED: str(into.contact)}
    audit.record([Entry(tag=digests.RESEALED, at=now, contact=gone.contact, objects=moved)])
