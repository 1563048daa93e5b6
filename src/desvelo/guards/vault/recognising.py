"""Whose identifiers a message carries: of nobody yet, of one contact, or of several that are thereby shown to be one.

A user id is never given to somebody else, so it always decides.  A number is: it counts for as long as its owner had
it, and leads from one user id to another never.  Two contacts are one person only where a single message carries both:
the new and the former user id of WhatsApp's own notice, or a user id whose number was hidden until now together with a
number that was known without one.  A number that somebody takes over by changing to it brings nobody's history along,
unless what is known under it is no older than a day: then it is the same change, arrived in disorder.

Source: whatsapp-cloud-api section 10 (identity rule for a desk; system messages).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from desvelo.guards.vault import store
from desvelo.guards.vault.models import Contact
from desvelo.guards.vault.people import PHONE, USER_ID, Former, Pair, Person, pair_of
from desvelo.guards.vault.store import Owner

DISORDER = timedelta(days=1)

Known: TypeAlias = Mapping[Pair, Owner]


def contacts_of(person: Person, known: Known) -> list[UUID]:
    """Return the contacts that *person* is, the surest first: none, one, or several that must become one."""
    found = list(dict.fromkeys(_certain(person, known)))
    holder = _holder(person.phone, known, at=person.said_at)
    if holder is not None and holder not in found and _is_same(holder, person, found):
        found.append(holder)
    return found


def _certain(person: Person, known: Known) -> Iterator[UUID]:
    """Yield who has the user id, had the former one, and had the former number, unless a user id says otherwise."""
    was = person.was or Former()
    for user_id in (person.user_id, was.user_id):
        owner = known.get(pair_of(USER_ID, user_id)) if user_id else None
        if owner is not None:
            yield owner.contact
    former = _holder(was.phone, known, at=person.said_at)
    if former is not None and (was.user_id is None or not store.has_identifier(former, USER_ID)):
        yield former


def _holder(phone: str | None, known: Known, *, at: datetime | None) -> UUID | None:
    """Return who had a number at a moment."""
    owner = known.get(pair_of(PHONE, phone)) if phone else None
    if owner is None or (owner.left_at is not None and (at is None or at > owner.left_at)):
        return None
    return owner.contact


def _is_same(holder: UUID, person: Person, found: list[UUID]) -> bool:
    """Tell whether who has the number is the person who came with it."""
    if store.has_identifier(holder, USER_ID):
        return person.user_id is None and person.was is None and not found
    if person.was is not None:
        return _is_fresh(holder, at=person.said_at)
    return not found or not store.has_identifier(found[0], PHONE)


def _is_fresh(contact: UUID, *, at: datetime | None) -> bool:
    created = Contact.objects.values_list("created_at", flat=True).get(pk=contact)
    return at is not None and created >= at - DISORDER
