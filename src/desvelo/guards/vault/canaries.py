"""Canaries: contacts of nobody, whose keys no honest work opens; whoever opens one is noticed before they get it.

A canary looks like any contact.  What marks it is a keyed digest of its id, so a stolen database does not tell which
it is.  Its row in a list and its conversation with its masks are drawn like any other: agents meet it there, and an
alarm for each would soon be an alarm for none.  What counts is to see a value of it, to compare one, to look at a file,
to take it along in an export or a search, many keys at once for a list, and any opening without a reason.

The alarm is on record, in a transaction of its own, before the key is handed out; if it cannot be, no key is.  A script
inside our process that lies about its reason is not noticed here, but by whoever holds the keys elsewhere.

Source: issue 6, Poison records; decision 0043.
"""

import hmac
import logging
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from threading import Thread
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from desvelo.base import clock
from desvelo.base.ids import new_uuid
from desvelo.base.keyring import keyring
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault.errors import AlarmUnheard
from desvelo.guards.vault.models import Alarm, Canary
from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.whys import OF_DUTY, OF_WORK, Why

OPENED = "canary:open"
MANY = 200  # more keys at once than any screen draws
SAME_WITHIN = timedelta(minutes=1)
_log = logging.getLogger("desvelo.canaries")


def mark(contact: UUID) -> str:
    """Return what a canary is known by."""
    key = keyring(settings.DESVELO.keys).service("index")
    return hmac.digest(key, context.encode(context.FORMAT, "canary", str(contact)), "sha256").hex()


def among(contacts: Iterable[UUID]) -> set[UUID]:
    """Return which of *contacts* are canaries: to be left out of statistics, exports, searches and sends."""
    if not Canary.objects.exists():
        return set()
    marks = {mark(contact): contact for contact in contacts}
    found = Canary.objects.filter(mark__in=list(marks)).values_list("mark", flat=True)
    return {marks[each] for each in found}


def watch(contacts: Collection[UUID], *, why: Why) -> None:
    """Raise the alarm if a key of *contacts* may not be opened for *why* without one.  Raises AlarmUnheard.

    Costs nothing for ordinary work, two queries for what people must give a reason for.
    """
    if why in OF_DUTY or (why in OF_WORK and len(contacts) <= MANY) or not contacts:
        return
    opened = among(contacts)
    if opened:
        in_a_transaction_of_its_own(lambda: _raise(opened, why=why))


def _raise(opened: set[UUID], *, why: Why) -> None:
    now = clock.wall()
    with transaction.atomic():
        for canary in Canary.objects.filter(mark__in=[mark(each) for each in opened]):
            same = Alarm.objects.filter(canary_id=canary.id, why=why, seen_at=None, last_at__gt=now - SAME_WITHIN)
            row = same.select_for_update(no_key=True).first()
            if row is not None:
                row.last_at, row.count = now, row.count + 1
                row.save(update_fields=["last_at", "count"])
                continue
            row = Alarm(canary_id=canary.id, team_id=canary.team_id, why=why, first_at=now, last_at=now)
            entry = Entry(id=new_uuid(), tag=OPENED, at=now, objects={"alarm": str(row.id), "why": why.value})
            row.entry_id = entry.id
            row.save(force_insert=True)
            audit.record([entry])
            _log.critical("canary.opened", extra={"alarm": row.public_id, "code": why.value})


def in_a_transaction_of_its_own(work: Callable[[], None]) -> None:
    """Do *work* in a thread, which has a connection of its own: the caller's transaction may be rolled back.

    Raises AlarmUnheard.
    """
    done: list[bool] = []

    def apart() -> None:
        try:
            work()
            done.append(True)
        except Exception:  # noqa: BLE001  whatever it was, the caller gets no key
            _log.exception("canary.alarm_failed")
        finally:
            connection.close()

    thread = Thread(target=apart, name="canary")
    thread.start()
    thread.join()
    if not done:
        raise AlarmUnheard
