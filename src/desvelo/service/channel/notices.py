"""What Meta tells of our accounts, numbers and templates: kept sealed, once each, told to whoever listens.

A notice names its account and often nothing else; it counts only if the app that signed it serves a number of that
account (see ``intake``).  Notices have no name of their own, so the same content at the same time is the same notice.
An alarm, such as somebody asking for the PIN of a number, is also an entry of the ledger and a line of the log.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from desvelo.base.ids import new_uuid
from desvelo.base.keyring import keyring
from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.whatsapp import notices as rule
from desvelo.kernel.whatsapp import reading
from desvelo.kernel.whatsapp.items import Notice as Item
from desvelo.kernel.whatsapp.notice_words import Level
from desvelo.service.channel import account_news, steps, store, wamids
from desvelo.service.channel.events import NoticeReceived
from desvelo.service.channel.models import Notice, Number

ALARM = "notice:alarm"
_log = logging.getLogger("desvelo.notices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice, the account it is about and, where it names one of ours, the number."""

    item: Item
    waba_id: str
    number: Number | None
    received_at: datetime

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes this notice the same one when it comes again."""
        content = json.dumps([self.item.name, self.item.at, self.item.content], sort_keys=True)
        return (self.waba_id, wamids.index(number=self.waba_id, wamid=content), "notice")


def keep(told: Sequence[Told], *, now: datetime) -> None:
    """Store the notices that are new, in the caller's transaction, and tell whoever listens."""
    new = store.mark_seen(each.key for each in told)
    fresh = list({each.key: each for each in told if each.key in new}.values())
    rows = [_row(each) for each in fresh]
    Notice.objects.bulk_create(rows)
    for each in fresh:
        account_news.hear(each.item.value, waba=each.waba_id, now=now)
    alarms = [row for row in rows if row.level == Level.ALARM]
    audit.record([_entry(row, now=now) for row in alarms])
    for row in alarms:
        _log.error("notice.alarm", extra={"notice_id": row.id, "kind": row.topic})
    queue.publish([_event(row) for row in rows])


def value_of(row: Notice) -> rule.Value:
    """Open what a notice says, as typed as this version can."""
    content = cobblestone.open_record(_key(), _place(row.id), bytes(row.record))
    return rule.value(row.name, reading.mapping(json.loads(content)))


def _row(told: Told) -> Notice:
    item, row = told.item, new_uuid()
    return Notice(
        id=row,
        name=item.name,
        topic=rule.topic(item.name),
        code=item.value.event,
        level=item.value.level,
        waba_id=told.waba_id,
        number=told.number,
        record=cobblestone.seal(_key(), _place(row), json.dumps(item.content).encode()),
        said_at=steps.moment(item.at) if item.at is not None else None,
        received_at=told.received_at,
    )


def _entry(row: Notice, *, now: datetime) -> Entry:
    objects = {"notice": str(row.id), "topic": row.topic, "code": row.code}
    return Entry(tag=ALARM, at=now, objects=objects | ({"number": str(row.number_id)} if row.number_id else {}))


def _event(row: Notice) -> NoticeReceived:
    return NoticeReceived(
        notice_id=row.id, topic=rule.Topic(row.topic), level=Level(row.level), number_id=row.number_id
    )


def _key() -> bytes:
    return keyring(settings.DESVELO.keys).service("quarantine")


def _place(row: UUID) -> bytes:
    return context.encode("desvelo/1", "notice", str(row))
