"""A new key for a contact: all that is sealed for it is sealed again, and the key before is deleted.

What was taken out of a row (a word hidden by hand, a datum or a conversation that was erased) still lies in the
database's dead rows, its journal and its backups, sealed.  While the contact's key lives, whoever has both reads it.
So the contact gets another key soon after, and the old one shares the fate of an erased contact's: its last wrapped
copies go with their epoch, and after the erasure horizon nothing opens what was taken out.

All of it happens in one transaction, so a crash leaves the one key or the other, and every value opens.  A file is
sealed with a key of its own, which is sealed again like any value; its bytes stay where they are.

Source: security-design D4.4, D5.3, D5.6.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import binding, boxes, columns, store
from desvelo.guards.vault.models import Renewal
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.ledger.digests import Record
from desvelo.kernel.sealing.whys import Why

_log = logging.getLogger("desvelo.vault")
TAG = "key:renew"
AGAIN = timedelta(hours=1)
SOON = timedelta(minutes=10)
"""How long after the first change a key is renewed: who hides one word often hides a second."""


def want(contacts: Iterable[UUID], *, now: datetime) -> None:
    """Let *contacts* have new keys soon, in the caller's transaction; who waits already keeps their turn."""
    rows = [Renewal(contact_id=contact, due_at=now + SOON) for contact in sorted(set(contacts))]
    Renewal.objects.bulk_create(rows, ignore_conflicts=True)


def renew_due(*, now: datetime) -> int:
    """Take a contact whose turn has come and renew its key, or put it off if that fails; return how many were taken."""
    with transaction.atomic():
        row = Renewal.objects.select_for_update(skip_locked=True).filter(due_at__lte=now).order_by("due_at").first()
        if row is None:
            return 0
        try:
            with transaction.atomic():
                renew(row.contact_id, now=now)
        except DesveloError as error:  # the others must not wait behind one whose values do not all open
            _log.warning("vault.renewal_failed", extra={"contact_id": str(row.contact_id), "code": error.code})
            Renewal.objects.filter(pk=row.pk).update(due_at=now + AGAIN)
        else:
            row.delete()
    return 1


def renew(contact: UUID, *, now: datetime) -> int:
    """Give a contact a new key and seal all that is its own with it; return how many values.

    In the caller's transaction.  Raises ContactGone, NotReadable: then nothing changed.
    """
    store.lock([contact])
    old = boxes.of(contact, why=Why.UPKEEP)
    new = boxes.next_box(old)
    written = [(column, value) for column in columns.every() for value in columns.reseal(column, of=old, to=new)]
    store.delete_key(contact, old.version)
    bound = [
        Record(kind=column.bound_as, row=value.row, content=value.record)
        for column, value in written
        if column.bound_as
    ]
    objects = {"version": str(new.version), "values": str(len(written))}
    audit.record([*binding.resealed(bound, contact, now=now), Entry(tag=TAG, at=now, contact=contact, objects=objects)])
    return len(written)
