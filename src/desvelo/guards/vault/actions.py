"""Seal what arrives, show one datum for a reason, compare one without showing it, find by identifier, erase a contact.

Source: architecture section 4; security-design sections 3, 5 and D9.4.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from desvelo.base.ids import new_uuid
from desvelo.base.outbox import queue
from desvelo.guards.access import gate
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry, Payload
from desvelo.guards.vault import (
    binding,
    boxes,
    class_sessions,
    classes,
    comparing,
    erasing,
    finding,
    naming,
    occurrences,
    permitting,
    places,
    renewing,
    showing,
    tickets,
)
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.errors import NothingKept, NothingToCompare, ReasonMissing, TooManyComparisons
from desvelo.guards.vault.events import DatumRevealed
from desvelo.guards.vault.finding import Within
from desvelo.guards.vault.models import Datum
from desvelo.guards.vault.occurrences import Found, Occurrence
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import catalogue, masked, sameness
from desvelo.kernel.detection.openness import Level
from desvelo.kernel.ledger import digests, leaf
from desvelo.kernel.ledger.digests import Key, Record
from desvelo.kernel.sealing.whys import Why

LEAST_REASON = 8
_SALT_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A message ready to be stored: the sealed body, the rows of what was found in it, how both are found again."""

    body: bytes
    data: tuple[Datum, ...]
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why somebody needs to see a datum: a code from the case, or a sentence of their own under code ``other``."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """Leave to see a value once: the ticket, the room the value needs, the index of the entry that permits it.

    It stays for *seconds*; *more* is the word with which more is asked for (``showing``).
    """

    ticket: str
    label: str
    room: int
    entry_index: int
    seconds: int
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Whether what somebody typed is the value, and how many tries are left."""

    matches: bool
    tries_left: int


def seal_body(box: Box, *, message: UUID, body: masked.MaskedText) -> bytes:
    """Seal a message's text, which holds chips where the sensitive values stood."""
    return box.seal(places.body(message), body.encode())


def seal_message(
    box: Box, *, message: UUID, body: masked.MaskedText, found: Sequence[masked.Datum], now: datetime
) -> Sealed:
    """Seal a message and each datum found in it; the caller stores the rows in its own transaction."""
    rows = tuple(_datum_row(box, message=message, datum=datum, now=now) for datum in found)
    occurring = occurrences.of_text(body, contact=box.contact, message=message)
    for row, datum in zip(rows, found, strict=True):
        if datum.value is not None:
            occurring += occurrences.of_datum(
                datum.value, label=datum.label, contact=box.contact, message=message, datum=row.id
            )
    return Sealed(body=seal_body(box, message=message, body=body), data=rows, occurrences=tuple(occurring))


def store_data(messages: Iterable[Sealed]) -> None:
    """Store what was found in messages, and how it is found again, in the caller's transaction."""
    whole = list(messages)
    Datum.objects.bulk_create([row for each in whole for row in each.data])
    occurrences.store(one for each in whole for one in each.occurrences)


def store_again(contact: UUID, message: UUID, sealed: Sealed) -> None:
    """Store what more was found in a message that is stored; what was read in its text is read anew."""
    occurrences.forget(contact, [message], read_in_text=True)
    store_data([sealed])


def note_orders(box: Box, *, message: UUID, body: masked.MaskedText) -> None:
    """Let a message of ours be found by the order numbers in it, in the caller's transaction."""
    occurrences.store(occurrences.of_text(body, contact=box.contact, message=message))


def forget_data(contact: UUID, *, data: Sequence[UUID] = (), messages: Sequence[UUID] = ()) -> list[Key]:
    """Delete data, or those found in *messages*, and what entries about them say in free text; return what is gone.

    In the caller's transaction.
    """
    rows = Datum.objects.filter(contact_id=contact).filter(Q(pk__in=list(data)) | Q(message_id__in=list(messages)))
    found = {row.id: row.sealed is not None for row in rows.only("id", "sealed")}
    forgotten = audit.forget_payloads_about(contact, [*found, *messages])
    Datum.objects.filter(pk__in=found).delete()
    occurrences.forget(contact, messages)
    values = [(digests.DATUM, row) for row, had_value in found.items() if had_value]
    return [*values, *((digests.PAYLOAD, entry) for entry in forgotten)]


def resealed(bound: Sequence[Record], contact: UUID, *, now: datetime) -> list[Entry]:
    """Return the entries about records that were sealed again for *contact*."""
    return binding.resealed(bound, contact, now=now)


def renew_soon(contacts: Iterable[UUID], *, now: datetime) -> None:
    """Let *contacts* have new keys soon, in the caller's transaction: something of theirs must not open any more."""
    renewing.want(contacts, now=now)


def bound(data: Sequence[Datum]) -> list[Record]:
    """Return what the entry about a message binds of the values found in it."""
    return places.bound(data)


def open_body(box: Box, *, message: UUID, record: bytes) -> masked.MaskedText:
    """Open a message's text, chips and all; it never held the values."""
    return masked.MaskedText.decode(box.open(places.body(message), record))


def body_opener(box: Box) -> Callable[[str, bytes], bytes]:
    """Return what opens the texts of a contact's messages by their id, still encoded, for whoever reads many."""
    anywhere = places.body(box.contact)
    return box.opener(table=anywhere.table, column=anywhere.column)


def reseal_body(record: bytes, *, message: UUID, of: Box, to: Box) -> bytes:
    """Seal a message's text for the contact that its own became part of."""
    return of.reseal(places.body(message), record, to=to)


def reveal(  # noqa: PLR0913  who sees what, through which team, why, in an emergency or not
    *,
    actor: Actor,
    datum: UUID,
    team: UUID,
    reason: Reason,
    glass: bool = False,
    goes_on: bool = False,
    now: datetime,
) -> Revealed:
    """Let *actor*, who sees the contact through *team*, see one datum once: the entry first, then the ticket.

    *glass* says that it is an emergency, in which nobody waits for a second person's word (``glass``); *goes_on* that
    the class is to be shown for ten minutes without asking again (``class_sessions``).

    The value is opened only after the entry about it is committed and has its index in the ledger; it is not in what
    this returns (``tickets.redeem``).
    Raises NotFound, ReasonMissing, NothingKept, ClassClosed, SecondPersonNeeded, ExplanationOwed, ContactGone,
    NotSequenced, NotReadable.
    """
    row = Datum.objects.get(pk=datum)
    target = {"datum": str(row.id), "label": row.label, "team": str(team)}
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target=target, now=now)
    if row.sealed is None:
        require_reason(reason)
        raise NothingKept
    level = classes.require(actor, Permission.DATUM_REVEAL, label=row.label, team=team, target=target, now=now)
    if level is Level.VISIBLE and not reason.code:
        reason = Reason(code=permitting.UNASKED)
    about = permitting.About(subject=row.id, contact=row.contact_id, team=team, level=level)
    begins = goes_on and not glass and class_sessions.is_offered(about, label=row.label) and bool(reason.code)
    if not reason.code and class_sessions.ends_at(actor=actor, about=about, label=row.label, now=now):
        reason = Reason(code=class_sessions.GOES_ON)
    require_reason(reason)
    target |= {"for_minutes": str(class_sessions.MINUTES)} if begins else {}
    time = showing.time_of(actor)
    target |= {"seconds": str(time.first)}
    box = boxes.of(row.contact_id, why=Why.REVEAL, actor=actor.id)
    entry = reveal_entry(box, actor=actor, target={**target, "reason": reason.code}, text=reason.text, now=now)
    permitting.put_on_record(entry, about, actor=actor, glass=glass, now=now)
    index = audit.index_of(entry.id)
    room = tickets.room_for(tickets.opened(row, box))
    with transaction.atomic():
        ticket = tickets.issue(row, actor=actor, team=team, now=now)
        if begins:
            class_sessions.begin(actor=actor, about=about, label=row.label, entry=entry.id, now=now)
        queue.publish([DatumRevealed(contact_id=row.contact_id, datum_id=row.id, actor_id=actor.id, entry_index=index)])
    begun = showing.begin(subject=row.id, entry=entry.id, time=time, now=now)
    more = showing.word_of(begun, actor=actor)
    return Revealed(ticket=ticket, label=row.label, room=room, entry_index=index, seconds=time.first, more=more)


def show_longer(*, actor: Actor, datum: UUID, team: UUID, word: str, now: datetime) -> showing.Longer:
    """Let a datum that is shown to *actor* stay longer.  Raises NotFound, ClassClosed, LongestShown, NotSequenced."""
    row = Datum.objects.get(pk=datum)
    target = {"datum": str(row.id), "label": row.label, "team": str(team)}
    return showing.extend(
        actor=actor, word=word, subject=row.id, contact=row.contact_id, target=target, team=team, now=now
    )


def ask_word(*, actor: Actor, datum: UUID, team: UUID, reason: Reason, now: datetime) -> str:
    """Ask a supervisor of *team* for their word on one look at a datum; return the public id of the request.

    The reason is one of the case: a sentence could hold what the customer said, and the request is read without it.
    Raises NotFound, ReasonMissing, NothingKept, ClassClosed, NothingToAsk, AlreadyAsked.
    """
    row = Datum.objects.get(pk=datum)
    target = {"datum": str(row.id), "label": row.label, "team": str(team)}
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target=target, now=now)
    if row.sealed is None:
        raise NothingKept
    if reason.code in {"", "other"}:
        raise ReasonMissing(least=LEAST_REASON)
    level = classes.require(actor, Permission.DATUM_REVEAL, label=row.label, team=team, target=target, now=now)
    about = permitting.About(subject=row.id, contact=row.contact_id, team=team, level=level)
    return permitting.ask(actor=actor, about=about, label=row.label, reason=reason.code, now=now)


def compare(*, actor: Actor, datum: UUID, team: UUID, typed: str, now: datetime) -> Compared:
    """Tell *actor* whether *typed* is the value of a datum: the entry first, then the answer, which is not in it.

    Raises NotFound, NothingKept, ClassClosed, NothingToCompare, TooManyComparisons, ContactGone, NotSequenced,
    NotReadable.
    """
    row = Datum.objects.get(pk=datum)
    target = {"datum": str(row.id), "label": row.label, "team": str(team)}
    gate.require_in_team(actor, Permission.DATUM_COMPARE, team=team, target=target, now=now)
    label = catalogue.shipped().label(row.label)
    if row.sealed is None:
        gate.deny(actor, Permission.DATUM_COMPARE, reason="nothing_kept", target=target, now=now)
        raise NothingKept
    classes.require(actor, Permission.DATUM_COMPARE, label=row.label, team=team, target=target, now=now)
    if not sameness.says_something(label, typed):
        raise NothingToCompare
    tries_left = _spend_try(row, actor=actor, target=target, now=now)
    box = boxes.of(row.contact_id, why=Why.COMPARE, actor=actor.id)
    value = tickets.opened(row, box)
    return Compared(matches=sameness.same(label, value, typed), tries_left=tries_left)


def find(*, actor: Actor, typed: str, teams: frozenset[UUID], within: Within, now: datetime) -> tuple[Found, ...]:
    """Tell *actor* where in *teams* the identifier they typed occurs, of what *within* finds there: the entry first.

    Whoever may not compare a class gets what a wrong guess gets, and no try is counted.  An order number is no secret.
    Raises NothingToCompare when it is no identifier that *actor* may look for, TooManyComparisons, NotSequenced.
    """
    open_to = finding.Opened(actor, teams)
    pairs = open_to.allowed(occurrences.wanted(typed))
    if not pairs:
        raise NothingToCompare
    kinds = {"kinds": ",".join(sorted({kind for kind, _ in pairs}))}
    try:
        with transaction.atomic(durable=True):
            if finding.costs_a_try(pairs):
                comparing.spend_search(actor=actor.id, now=now)
            found = tuple(within(open_to.found(pairs), open_to.teams_of))
            entry = finding.entry(actor, {**kinds, "hits": str(len(found))}, now=now)
            audit.record([entry])
    except TooManyComparisons:
        gate.deny(actor, Permission.DATUM_COMPARE, reason="too_many", target=kinds, now=now)
        raise
    audit.index_of(entry.id)
    return found


def erase_contact(*, contact: UUID, reason: str, now: datetime) -> None:
    """Delete a contact and all that hangs on it, without asking anybody: for a demonstration that begins again."""
    erasing.erase_contact(contact=contact, reason=reason, now=now)


def _spend_try(row: Datum, *, actor: Actor, target: dict[str, str], now: datetime) -> int:
    """Use one try and put it on record, both or neither; a try too many is on record as refused."""
    entry = Entry(
        tag=Permission.DATUM_COMPARE.value,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=row.contact_id,
        objects=target,
    )
    try:
        with transaction.atomic(durable=True):
            tries_left = comparing.spend(contact=row.contact_id, label=row.label, actor=actor.id, now=now)
            audit.record([entry])
    except TooManyComparisons:
        gate.deny(actor, Permission.DATUM_COMPARE, reason="too_many", target=target, now=now)
        raise
    audit.index_of(entry.id)
    return tries_left


def _datum_row(box: Box, *, message: UUID, datum: masked.Datum, now: datetime) -> Datum:
    row = Datum(
        id=new_uuid(),
        public_id=datum.id,
        contact_id=box.contact,
        message_id=message,
        certainty=int(datum.certainty),
        found_at=now,
    )
    naming.give(row, box, label=datum.label, rule=datum.rule)
    if datum.value is not None:
        row.sealed = box.seal(places.datum(row.id, row.label), datum.value.encode())
    return row


def reveal_entry(box: Box, *, actor: Actor, target: dict[str, str], text: str, now: datetime) -> Entry:
    """Return the entry about a reveal; what somebody wrote as their reason is sealed for the contact."""
    entry = new_uuid()
    payload = None
    if text:
        salt = os.urandom(_SALT_BYTES)
        content = text.encode()
        place = places.payload(entry)
        payload = Payload(salt=salt, sealed=box.seal(place, content), commitment=leaf.commitment(salt, content))
    return Entry(
        id=entry,
        tag=Permission.DATUM_REVEAL.value,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=box.contact,
        objects=target,
        payload=payload,
    )


def require_reason(reason: Reason) -> None:
    """Pass when there is a reason, in words where a word is asked for; raise ReasonMissing."""
    if not reason.code or (reason.code == "other" and len(reason.text.strip()) < LEAST_REASON):
        raise ReasonMissing(least=LEAST_REASON)
