"""The erasure horizon: fourteen days later nothing that is kept opens what was erased, and that is checked, not hoped.

Three reasons, each by itself enough: backups of content hold no key; every backup of the vault from before is gone; the
epoch keys that wrapped the contact's key are destroyed.  Only when all three are seen does the last entry say so, and
the receipt carries its proof.  It shows what was committed to and checked, not that nobody made a secret copy.

Source: security-design D5.3, D5.4; SP 800-88r2 (cryptographic erase).
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import boxes, store
from desvelo.guards.vault.erasures import State
from desvelo.guards.vault.models import Backup, Erasure

HORIZON = timedelta(days=14)
TAG = "erasure:final"


def settle(*, now: datetime) -> int:
    """Say of each erasure whose horizon has passed that it is final, if it is; return how many are."""
    passed = Erasure.objects.filter(state=State.DONE, done_at__lte=now - HORIZON).order_by("done_at")
    rows = [row for row in passed.iterator() if not what_still_opens(row)]
    for row in rows:
        with transaction.atomic():
            if Erasure.objects.filter(pk=row.pk, state=State.DONE).update(state=State.FINAL, final_at=now):
                objects = {"erasure": str(row.id), row.scope: str(row.object_id or row.contact_id)}
                audit.record([Entry(tag=TAG, at=now, contact=row.contact_id, objects=objects)])
    return len(rows)


def overdue(*, now: datetime) -> int:
    """Return of how many erasures the horizon has passed and something is still kept that opens them."""
    return Erasure.objects.filter(state=State.DONE, done_at__lte=now - HORIZON).count()


def what_still_opens(row: Erasure) -> list[str]:
    """Name what is still kept that could open what was erased: ``key``, ``epoch:n``, ``backup:<folder>``."""
    keys = [(UUID(contact), version, epoch) for contact, version, epoch in row.keys]
    held = {(key.contact, key.version) for key in store.every_key_of({contact for contact, _, _ in keys})}
    found = ["key"] if held & {(contact, version) for contact, version, _ in keys} else []
    found += [f"epoch:{epoch}" for epoch in sorted({epoch for *_, epoch in keys} & set(boxes.ring().epochs()))]
    kept = Backup.objects.filter(kind=Backup.Kind.VAULT, removed_at=None, made_at__lte=row.done_at)
    return [*found, *(f"backup:{folder}" for folder in kept.values_list("folder", flat=True))]
