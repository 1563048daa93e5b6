"""Find or make the contact behind an identifier, without ever storing the identifier readable.

Who a message is from, ``recognising`` tells: the user id (BSUID) first, then the number, which may be hidden, shown
again and changed.  What a person was known by before still leads to them, for messages of that time.

Source: security-design D4.1, D6.1; whatsapp-cloud-api section 10.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from django.db import transaction

from desvelo.base.ids import new_uuid
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes, merging, places, recognising, store
from desvelo.guards.vault.binding import Bindings
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.models import Contact
from desvelo.guards.vault.people import PHONE, USER_ID, Pair, Person, pair_of, pairs
from desvelo.guards.vault.recognising import Known
from desvelo.guards.vault.store import Owner, SealedIdentifier
from desvelo.kernel.ledger.digests import IDENTIFIER, PROFILE, Record
from desvelo.kernel.sealing.whys import Why

_LAST_DIGITS = 4
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk shows of a contact: a name and how the number ends."""

    name: str = ""
    phone_end: str = ""


class RacingContact(Exception):
    """Another worker made or merged this contact first; roll back and do the batch again."""


def boxes_for(people: Sequence[Person], *, now: datetime) -> list[Box]:
    """Return the box of each person, making the contacts that are new and joining those that are one.

    In the caller's transaction; raises RacingContact.
    """
    if not people:
        return []
    known = store.find([pair for person in people for pair in pairs(person)])
    owners = {owner.contact for owner in known.values()}
    if not store.hold(owners):
        raise RacingContact
    opened = boxes.load(owners, why=Why.ARRIVAL)
    return [_box_of(person, known=known, opened=opened, now=now) for person in people]


def learn(people: Sequence[Person], *, now: datetime) -> None:
    """Note the user id of contacts who were known by their number alone, before they hide it; nobody new is made.

    In the caller's transaction; raises RacingContact.
    """
    told = [person for person in people if person.user_id and person.phone]
    known = store.find([pair for person in told for pair in pairs(person)])
    boxes_for([person for person in told if _is_news(person, known=known)], now=now)


def name(people: Sequence[Person], *, now: datetime) -> int:
    """Give a name to those of *people* who are contacts and have none; return how many are contacts.

    In the caller's transaction; raises RacingContact.
    """
    known = store.find([pair for person in people for pair in pairs(person)])
    if not store.hold({owner.contact for owner in known.values()}):
        raise RacingContact
    found = [(recognising.contacts_of(person, known), person) for person in people]
    certain = {contacts[0]: person for contacts, person in found if len(contacts) == 1}
    bound = Bindings()
    for contact, box in boxes.load(certain, why=Why.ARRIVAL).items():
        _show(box, name=certain[contact].name, bound=bound)
    audit.record(bound.entries(now=now))
    return len(certain)


def profiles(opened: dict[UUID, Box]) -> dict[UUID, Profile]:
    """Return what may be shown of each contact whose box is open."""
    rows = Contact.objects.filter(pk__in=opened).values_list("id", "profile")
    return {contact: _read_profile(opened[contact], sealed) for contact, sealed in rows}


def address_of(box: Box) -> str | None:
    """Return where to send to a contact: the phone number, digits only, or the user id of who hides it."""
    found = _latest(store.identifiers_of(box.contact))
    return box.open(places.identifier(box.contact, found.kind), found.sealed).decode() if found else None


def _box_of(person: Person, *, known: dict[Pair, Owner], opened: dict[UUID, Box], now: datetime) -> Box:
    found = recognising.contacts_of(person, known)
    if len(found) > 1:
        contact = merging.merge(found, now=now)
        known.update({pair: Owner(contact=contact, left_at=owner.left_at) for pair, owner in known.items()
                      if owner.contact in found})  # fmt: skip
    else:
        contact = found[0] if found else _create(now=now)
    box = opened[contact] = opened.get(contact) or boxes.of(contact, why=Why.ARRIVAL)
    bound = Bindings()
    if _identify(box, person, known=known, bound=bound) or not found or len(found) > 1:
        _show(box, name=person.name, bound=bound)
    audit.record(bound.entries(now=now))
    return box


def _create(*, now: datetime) -> UUID:
    contact = Contact(id=new_uuid(), created_at=now)
    with transaction.atomic():
        contact.save(force_insert=True)
        boxes.new_box(contact.id)
    return contact.id


def _identify(box: Box, person: Person, *, known: dict[Pair, Owner], bound: Bindings) -> bool:
    """Attach to the contact what identifies the person and is not its own yet; a number leaves who had it before."""
    changed = False
    for kind, value in person.identifiers():
        pair = pair_of(kind, value)
        owner = known.get(pair)
        if owner is not None and owner.contact == box.contact and not _came_back(kind, owner, at=person.said_at):
            continue
        _give(box, kind, value, known=known, bound=bound, said_at=person.said_at)
        changed = True
    return _note_former(box, person, known=known, bound=bound) or changed


def _is_news(person: Person, *, known: Known) -> bool:
    user_id, phone = (known.get(pair) for pair in pairs(person))
    if phone is None or phone.left_at is not None:
        return False
    return user_id is None or user_id.contact != phone.contact


def _came_back(kind: str, owner: Owner, *, at: datetime | None) -> bool:
    return kind == PHONE and owner.left_at is not None and (at is None or at > owner.left_at)


def _note_former(box: Box, person: Person, *, known: dict[Pair, Owner], bound: Bindings) -> bool:
    """Note what the person gave up, so that it leads here for messages of before, and nowhere for later ones."""
    at = person.said_at
    if person.was is None or at is None:
        return False
    for kind, value in person.former_identifiers():
        if pair_of(kind, value) not in known:
            _give(box, kind, value, known=known, bound=bound, said_at=None, left_at=at)
    kept = {pair[0]: pair[1] for pair in (pair_of(*each) for each in person.identifiers())}
    for kind in (PHONE, USER_ID) if USER_ID in kept else (PHONE,):
        store.leave(box.contact, kind=kind, but=kept.get(kind), at=at)
    for pair, owner in known.items():
        if owner.contact == box.contact and owner.left_at is None and pair[0] in kept and pair[1] != kept[pair[0]]:
            known[pair] = Owner(contact=box.contact, left_at=at)
    return True


def _give(  # noqa: PLR0913  an identifier is what it is, whose, and from when to when
    box: Box,
    kind: str,
    value: str,
    *,
    known: dict[Pair, Owner],
    bound: Bindings,
    said_at: datetime | None,
    left_at: datetime | None = None,
) -> None:
    pair = pair_of(kind, value)
    sealed = box.seal(places.identifier(box.contact, kind), value.encode())
    identifier = SealedIdentifier(
        contact=box.contact, kind=kind, index=pair[1], sealed=sealed, said_at=said_at, left_at=left_at
    )
    if pair not in known:
        row = identifier.id if store.insert_identifier(identifier) else None
    else:
        row = store.move_identifier(identifier)
    if row is None:
        raise RacingContact
    if pair in known and known[pair].contact != box.contact:
        bound.take(known[pair].contact, (IDENTIFIER, row))
    bound.write(box.contact, Record(kind=IDENTIFIER, row=row, content=sealed))
    known[pair] = Owner(contact=box.contact, left_at=left_at)


def _show(box: Box, *, name: str | None, bound: Bindings) -> None:
    """Bring what the desk shows up to date: the name first told, the end of the number the person has now."""
    row = Contact.objects.get(pk=box.contact)
    shown = _read_profile(box, row.profile)
    found = _latest([each for each in store.identifiers_of(box.contact) if each.kind == PHONE])
    phone = box.open(places.identifier(box.contact, PHONE), found.sealed).decode() if found else ""
    profile = Profile(name=shown.name or name or "", phone_end=phone[-_LAST_DIGITS:])
    if profile != shown or row.profile is None:
        row.profile = box.seal(places.profile(box.contact), msgspec.json.encode(profile))
        row.save(update_fields=["profile"])
        bound.write(box.contact, Record(kind=PROFILE, row=box.contact, content=row.profile))


def _read_profile(box: Box, sealed: bytes | memoryview | None) -> Profile:
    if not sealed:
        return Profile()
    return msgspec.json.decode(box.open(places.profile(box.contact), bytes(sealed)), type=Profile)


def _latest(identifiers: Iterable[SealedIdentifier]) -> SealedIdentifier | None:
    """Return what a contact is reached by: a number it has, or else its user id, the one told last of each."""
    held = [each for each in identifiers if each.left_at is None]
    return max(held, key=lambda each: (each.kind == PHONE, each.said_at or _LONG_AGO), default=None)
