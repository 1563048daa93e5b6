"""What may be known about a contact without opening any value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.entry import named
from desvelo.guards.vault import boxes, canaries, classes, comparing, contacts, horizon, naming, people, store
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.contacts import Profile
from desvelo.guards.vault.models import Contact, Datum
from desvelo.guards.vault.permitting import About
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.ledger import packing
from desvelo.kernel.sealing.whys import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDatum:
    """One datum as screens know it: its class and rule as they are kept, or, asked for, ``in_full``."""

    id: UUID
    public_id: str
    contact: UUID
    message: UUID
    label: str
    kept: bool
    found_at: datetime
    certainty: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """Who saw a datum last, and when."""

    actor: UUID
    at: datetime


def open_boxes(of: Iterable[UUID], *, why: Why, actor: UUID | None) -> dict[UUID, Box]:
    """Return the boxes of contacts, for the contexts above that render masked text; *why* says what for.

    *actor* says for whom; None when a process does it by itself.
    """
    return boxes.load(of, why=why, actor=actor)


def boxes_to_search(of: Iterable[UUID], *, actor: UUID) -> dict[UUID, Box]:
    """Return the boxes of contacts whose words may be looked through: canaries are left out."""
    wanted = set(of)
    return boxes.load(wanted - canaries.among(wanted), why=Why.SEARCH, actor=actor)


def profiles(opened: dict[UUID, Box]) -> dict[UUID, Profile]:
    """Return name and end of the number of each contact."""
    return contacts.profiles(opened)


def contact_with_phone(phone: str) -> UUID | None:
    """Return the contact who has this number, by its keyed index."""
    pair = people.pair_of(people.PHONE, phone)
    owner = store.find([pair]).get(pair)
    return owner.contact if owner is not None and owner.left_at is None else None


def present(among: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return as whom each contact is known by now: as another, if it was merged."""
    rows = Contact.objects.filter(pk__in=list(among)).only("id", "merged_into")
    return {row.id: row.merged_into_id or row.id for row in rows}


def parts_of(contact: UUID) -> list[UUID]:
    """Return a contact and all that were merged into it: the ledger names each as it was known then."""
    merged = Contact.objects.filter(merged_into=contact).order_by("created_at").values_list("id", flat=True)
    return [contact, *merged]


def known_since(contact: UUID) -> datetime:
    """Return when a contact first wrote."""
    return Contact.objects.values_list("created_at", flat=True).get(pk=contact)


def datum(public_id: str) -> HeldDatum | None:
    """Return one datum by its public id."""
    row = Datum.objects.filter(public_id=public_id).first()
    return _held(row) if row else None


def in_full(data: Sequence[HeldDatum]) -> list[HeldDatum]:
    """Return *data* with the class and rule of special categories, which are sealed: to be shown, never stored."""
    named = naming.in_full(each.id for each in data)
    return [
        replace(each, label=named[each.id][0], rule=named[each.id][1]) if each.id in named else each for each in data
    ]


def data_by_id(data: Iterable[UUID]) -> dict[UUID, HeldDatum]:
    """Return each of *data* that is still held."""
    return {row.id: _held(row) for row in Datum.objects.filter(pk__in=list(data))}


def kept_as(label: str) -> str:
    """Return the class that tables, entries, figures and addresses may name for *label*."""
    return naming.kept_as(label)


def overdue_erasures(*, now: datetime) -> int:
    """Return of how many erasures the horizon has passed and something is still kept that opens them."""
    return horizon.overdue(now=now)


def data_of(contact: UUID, *, limit: int = 50) -> list[HeldDatum]:
    """Return what is held about a contact, newest first."""
    return [_held(row) for row in Datum.objects.filter(contact_id=contact).order_by("-found_at", "-id")[:limit]]


def kept_of(contact: UUID) -> list[HeldDatum]:
    """Return all that is held about a contact and was kept, its classes as they are kept."""
    return [_held(row) for row in Datum.objects.filter(contact_id=contact, sealed__isnull=False)]


def tries_left(held: HeldDatum, *, actor: UUID, now: datetime) -> int:
    """Return how often *actor* may still compare a datum for now."""
    return comparing.left(contact=held.contact, label=held.label, actor=actor, now=now)


def class_allows(actor: Actor, permission: Permission, *, held: HeldDatum, team: UUID) -> bool:
    """Tell whether policy lets *actor* see the datum, or compare it, through *team*."""
    return classes.allows(actor, permission, label=held.label, team=team)


def about(actor: Actor, *, held: HeldDatum, team: UUID) -> About:
    """Return what a look at a datum is about, and how open it is to *actor* through *team*."""
    level = classes.level(actor, Permission.DATUM_REVEAL, label=held.label, team=team)
    return About(subject=held.id, contact=held.contact, team=team, level=level)


def labels_in(message: UUID) -> frozenset[str]:
    """Return the classes of what is protected in a message."""
    return frozenset(Datum.objects.filter(message_id=message).values_list("label", flat=True))


def labels(data: Iterable[UUID]) -> list[str]:
    """Return the class of each datum."""
    return list(Datum.objects.filter(pk__in=list(data)).values_list("label", flat=True))


def last_looks(data: Iterable[UUID]) -> dict[UUID, LastLook]:
    """Return who saw each datum last, from the ledger itself."""
    wanted, looks = {str(each) for each in data}, dict[UUID, LastLook]()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf, actor_id, at FROM ledger.entry WHERE tag = %s AND result = 'done' "
            "AND contact_id IN (SELECT contact_id FROM vault_datum WHERE id = ANY(%s)) ORDER BY at",
            [Permission.DATUM_REVEAL.value, list(data)],
        )
        for leaf, actor, at in cursor.fetchall():
            for each in wanted & named(packing.unpack(bytes(leaf))):
                looks[UUID(each)] = LastLook(actor=actor, at=at)
    return looks


def _held(row: Datum) -> HeldDatum:
    return HeldDatum(
        id=row.id,
        public_id=row.public_id,
        contact=row.contact_id,
        message=row.message_id,
        label=row.label,
        kept=row.sealed is not None,
        found_at=row.found_at,
        certainty=row.certainty,
        rule=row.rule,
    )
