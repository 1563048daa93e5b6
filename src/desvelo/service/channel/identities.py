"""Which phone a contact writes from, and whether it is still the one we trust.

With the identity check on, each inbound message carries a hash of the key of the customer's phone.  The first one is
trusted.  Another one means a new phone, a new installation or a stolen chip: from then on the desk asks who it is, and
messages that speak of one person are bound to the trusted phone, so that WhatsApp refuses them (137000) instead of
delivering them to somebody else.

Each hash that is written or given up is on record, so that a row somebody takes away is missed.

Source: whatsapp-cloud-api section 18.5; ux.md 7.6; security-design D3.3.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault.binding import Bindings
from desvelo.guards.vault.boxes import Box, Place
from desvelo.kernel.ledger import digests
from desvelo.service.channel.events import IdentityDoubted
from desvelo.service.channel.models import Identity


def notice(hashes: Iterable[tuple[Box, str]], *, now: datetime) -> None:
    """Compare the hashes that came with messages, in the caller's transaction and in their order."""
    pairs = list(hashes)
    rows, bound = _locked({box.contact for box, _ in pairs}), Bindings()
    for box, seen in pairs:
        row = rows.get(box.contact)
        if row is None:
            rows[box.contact] = Identity.objects.create(
                contact_id=box.contact, trusted=_seal(box, "trusted", seen), latest=_seal(box, "latest", seen)
            )
        elif row.latest is None and row.changed_at is None:
            _trust(row, box, seen)
        elif _open(box, "latest", row.latest) != seen:
            row.latest = _seal(box, "latest", seen)
            _doubt(row, now=now)
        else:
            continue
        _bind(rows[box.contact], bound)
    audit.record(bound.entries(now=now))


def doubt(contacts: Iterable[UUID], *, now: datetime) -> None:
    """Note that these contacts write from another phone or number, of which WhatsApp has told no hash yet."""
    wanted = sorted(set(contacts))
    rows, bound = _locked(wanted), Bindings()
    for contact in wanted:
        row = rows.get(contact) or Identity.objects.create(contact_id=contact)
        if row.changed_at is None:  # what came since the first doubt stays: it is what a person will confirm
            had, row.latest = row.latest is not None, None
            if had:
                bound.take(contact, (digests.LATEST, contact))
        _doubt(row, now=now)
    audit.record(bound.entries(now=now))


def confirm(box: Box, *, now: datetime) -> None:
    """Trust the phone the contact writes from now; without a hash of it, the next one that comes."""
    with transaction.atomic():
        row = _locked([box.contact]).get(box.contact)
        if row is None:
            return
        seen = _open(box, "latest", row.latest)
        row.trusted = _seal(box, "trusted", seen) if seen else None
        row.changed_at, row.confirmed_at = None, now
        row.save(update_fields=["trusted", "changed_at", "confirmed_at"])
        audit.record(_bind(row, Bindings()).entries(now=now))


def join(*, of: Box, into: Box, now: datetime) -> None:
    """Let the contact *into* have what is known of the phone of *of*, which became part of it.

    Two phones of one contact are a doubt: a number that changed hands looks the same.
    """
    rows = _locked([of.contact, into.contact])
    leaving, staying = rows.get(of.contact), rows.get(into.contact)
    if leaving is None:
        return
    if staying is None:
        staying = Identity.objects.create(contact_id=into.contact, changed_at=leaving.changed_at)
        trusted = _open(of, "trusted", leaving.trusted)
        staying.trusted = _seal(into, "trusted", trusted) if trusted else None
        staying.confirmed_at = leaving.confirmed_at
    seen, known = _open(of, "latest", leaving.latest), _open(into, "latest", staying.latest)
    if seen:
        staying.latest = _seal(into, "latest", seen)
    staying.save()
    leaving.delete()
    audit.record(_bind(staying, Bindings()).entries(now=now))
    if seen and known and seen != known:
        _doubt(staying, now=now)


def trusted_hash(box: Box) -> str | None:
    """Return the hash that binds a message to the phone we trust, or None when we know of none."""
    row = Identity.objects.filter(contact_id=box.contact).first()
    return _open(box, "trusted", row.trusted) if row else None


def doubted_at(contacts: Iterable[UUID]) -> Mapping[UUID, datetime]:
    """Return since when it is open who writes, for those contacts of whom it is."""
    rows = Identity.objects.filter(contact_id__in=list(contacts), changed_at__isnull=False)
    return {contact: at for contact, at in rows.values_list("contact_id", "changed_at") if at is not None}


def confirmed_at(contact: UUID) -> datetime | None:
    """Return when somebody last confirmed who writes."""
    return Identity.objects.filter(contact_id=contact).values_list("confirmed_at", flat=True).first()


def trusted_place(contact: UUID) -> Place:
    """Return the place of the hash of the phone we trust."""
    return _place(contact, "trusted")


def latest_place(contact: UUID) -> Place:
    """Return the place of the hash of the phone that wrote last."""
    return _place(contact, "latest")


def _doubt(row: Identity, *, now: datetime) -> None:
    is_new = row.changed_at is None
    row.changed_at = row.changed_at or now
    row.save(update_fields=["latest", "changed_at"])
    if is_new:
        queue.publish([IdentityDoubted(contact_id=row.contact_id, at=now)])


def _trust(row: Identity, box: Box, seen: str) -> None:
    row.trusted, row.latest = _seal(box, "trusted", seen), _seal(box, "latest", seen)
    row.save(update_fields=["trusted", "latest"])


def _bind(row: Identity, bound: Bindings) -> Bindings:
    """Note what a row holds now."""
    bound.put(row.contact_id, digests.TRUSTED, row.contact_id, row.trusted)
    bound.put(row.contact_id, digests.LATEST, row.contact_id, row.latest)
    return bound


def _locked(contacts: Iterable[UUID]) -> dict[UUID, Identity]:
    rows = Identity.objects.select_for_update().filter(contact_id__in=list(contacts)).order_by("contact_id")
    return {row.contact_id: row for row in rows}


def _seal(box: Box, column: str, seen: str) -> bytes:
    return box.seal(_place(box.contact, column), seen.encode())


def _open(box: Box, column: str, record: bytes | memoryview | None) -> str | None:
    if record is None:
        return None
    return box.open(_place(box.contact, column), bytes(record)).decode()


def _place(contact: UUID, column: str) -> Place:
    return Place(table="identity", column=column, row=contact)
