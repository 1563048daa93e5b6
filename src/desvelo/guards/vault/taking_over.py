"""Take what is sealed beside messages for what was written, once, and put it on record.

Of an installation from before entries told of it; and of a base that was restored with keys, numbers and user ids newer
than its log.  Never at another time: whoever put a row in would have it taken for ours.

Source: security-design D3.3, D5.5.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import binding, columns, store, stored
from desvelo.guards.vault.models import Contact
from desvelo.kernel.ledger import digests
from desvelo.kernel.ledger.digests import Record

TAKEN = "record:adopt"
_FIRST = UUID(int=0)
_BATCH = 200


def adopt(*, now: datetime) -> int:
    """Bind what no entry bound so far, of the contacts there are; return how many.  Never a second time."""
    if log.any_tagged([TAKEN], naming='"contacts"'):
        return 0
    count, last = 0, _FIRST
    while contacts := _after(last):
        with transaction.atomic():
            store.hold(contacts)
            audit.record(_beside_messages(contacts, now=now))
        count, last = count + len(contacts), contacts[-1]
    _told(count, now=now)
    return count


def settle(*, now: datetime) -> int:
    """Take everything that is sealed for what was written, whatever its entries say; return for how many contacts."""
    count, last = 0, _FIRST
    while contacts := _after(last):
        with transaction.atomic():
            store.hold(contacts)
            for contact, about in stored.read(contacts).items():
                known, _ = about.said()
                wrong = {key for key, _ in about.differences(known)}
                there = {key: about.records[key] for key in wrong & about.records.keys()}
                audit.record(binding.as_they_are(there, contact, wrong - there.keys(), now=now))
                count += bool(wrong)
        last = contacts[-1]
    if count:
        _told(count, now=now)
    return count


def _beside_messages(contacts: Sequence[UUID], *, now: datetime) -> list[Entry]:
    found: dict[UUID, list[Record]] = {}
    for column in columns.every():
        if column.bound_as not in digests.BESIDE_MESSAGES:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT "{column.owner}", "{column.row}", "{column.column}" FROM {column.table} '  # noqa: S608  ours
                f'WHERE "{column.owner}" = ANY(%s) AND "{column.column}" IS NOT NULL',
                [list(contacts)],
            )
            for contact, row, content in cursor:
                found.setdefault(contact, []).append(Record(kind=column.bound_as, row=row, content=bytes(content)))
    return [entry for contact, records in found.items() for entry in binding.kept(records, contact, now=now)]


def _after(last: UUID) -> list[UUID]:
    return list(Contact.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH])


def _told(count: int, *, now: datetime) -> None:
    with transaction.atomic():
        audit.record([Entry(tag=TAKEN, at=now, objects={"contacts": str(count)})])
