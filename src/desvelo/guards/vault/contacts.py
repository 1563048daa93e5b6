"""Find or make the contact behind an identifier, without ever storing the identifier readable.

WhatsApp's user id (BSUID) is looked at first, then the phone number: a number changes hands, a user id does not.  Who
comes with a number and another user id is somebody else, and must not find the former owner's conversation.

Source: security-design D4.1, D6.1; whatsapp-cloud-api section 10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from desvelo.base.ids import new_uuid
from desvelo.guards.vault import boxes, store
from desvelo.guards.vault.boxes import Box, Place
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing import keyed_index

USER_ID, PHONE = "bsuid", "phone"
_LAST_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wrote, as the webhook names them."""

    user_id: str | None = None
    phone: str | None = None
    name: str | None = None

    def identifiers(self) -> list[tuple[str, str]]:
        """Return (kind, value) of what identifies the person, the stronger first."""
        pairs = [(USER_ID, self.user_id), (PHONE, self.phone)]
        return [(kind, value) for kind, value in pairs if value]


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk shows of a contact: a name and how the number ends."""

    name: str = ""
    phone_end: str = ""


def boxes_for(people: Sequence[Person], *, now: datetime) -> list[Box]:
    """Return the box of each person, making the contacts that are new."""
    known = store.find([pair for person in people for pair in _indexes(person)])
    opened = boxes.load(set(known.values()))
    result: list[Box] = []
    for person in people:
        contact = _known_contact(person, known=known)
        box = opened[contact] if contact in opened else _create(person, now=now)
        opened[box.contact] = box
        _identify(box, person, known=known)
        result.append(box)
    return result


def profiles(opened: dict[UUID, Box]) -> dict[UUID, Profile]:
    """Return what may be shown of each contact whose box is open."""
    rows = Contact.objects.filter(pk__in=opened).values_list("id", "profile")
    return {
        contact: msgspec.json.decode(opened[contact].open(_profile_place(contact), bytes(sealed)), type=Profile)
        if sealed
        else Profile()
        for contact, sealed in rows
    }


def address_of(box: Box) -> str | None:
    """Return where to send to a contact: the phone number, digits only, or the user id of who hides it."""
    stored = {identifier.kind: identifier.sealed for identifier in store.identifiers_of(box.contact)}
    kind = PHONE if PHONE in stored else USER_ID
    return box.open(_identifier_place(box.contact, kind), stored[kind]).decode() if kind in stored else None


def _indexes(person: Person) -> list[tuple[str, bytes]]:
    key = boxes.ring().service("index")
    return [(kind, keyed_index.index(key, kind, value)) for kind, value in person.identifiers()]


def _create(person: Person, *, now: datetime) -> Box:
    contact = Contact(id=new_uuid(), created_at=now)
    with transaction.atomic():
        contact.save(force_insert=True)
        box = boxes.new_box(contact.id)
        profile = Profile(name=person.name or "", phone_end=(person.phone or "")[-_LAST_DIGITS:])
        contact.profile = box.seal(_profile_place(contact.id), msgspec.json.encode(profile))
        contact.save(update_fields=["profile"])
    return box


def _known_contact(person: Person, *, known: dict[tuple[str, bytes], UUID]) -> UUID | None:
    """Return whose identifiers these are; a number that now comes with another user id has changed hands."""
    for kind, index in _indexes(person):
        contact = known.get((kind, index))
        if contact is None:
            continue
        changed_hands = kind == PHONE and person.user_id is not None and store.has_identifier(contact, USER_ID)
        return None if changed_hands else contact
    return None


def _identify(box: Box, person: Person, *, known: dict[tuple[str, bytes], UUID]) -> None:
    """Attach to the contact whatever identifier of the person is not its own yet; a number leaves who had it before."""
    for (kind, value), pair in zip(person.identifiers(), _indexes(person), strict=True):
        if known.get(pair) == box.contact:
            continue
        sealed = box.seal(_identifier_place(box.contact, kind), value.encode())
        identifier = store.SealedIdentifier(contact=box.contact, kind=kind, index=pair[1], sealed=sealed)
        if pair in known:
            store.move_identifier(identifier)
        elif not store.insert_identifier(identifier):
            raise RacingContact
        known[pair] = box.contact


class RacingContact(Exception):
    """Another worker made this contact first; roll back and do the batch again."""


def _profile_place(contact: UUID) -> Place:
    return Place(table="contact", column="profile", row=contact)


def _identifier_place(contact: UUID, kind: str) -> Place:
    return Place(table="identifier", column=kind, row=contact)
