"""Erase a contact, a conversation or a datum: asked by one person, approved by another, carried out after a while.

Who asks and who approves are two people; a customer's own confirmed request counts as the first, and has no time in
which it could be undone.  What the company asks for waits a day, in which anybody who may ask may take it back.

Carrying out is one transaction: the rows, the keys, what waits to be sent, and the entry that says so.  A crash leaves
all of it or nothing of it.  Files lose the key they were sealed with in the same moment; their bytes are removed after.
What hangs higher than the vault says itself how it is erased (``connect``).

What waits was vouched for when it was asked and when it was agreed to.  A row that somebody wrote into the database is
shown to nobody, agreed to by nobody and carried out never; nor is one that the log says was taken back.

Source: security-design D5.1, D5.7; ux.md section 2; LGPD arts. 16 and 18 VI; GDPR art. 17.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from desvelo.base.outbox import queue
from desvelo.guards.access import approvals, gate, vouching
from desvelo.guards.access.approvals import Asker
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import binding, holding, queries, renewing, store
from desvelo.guards.vault.erasures import Basis, Gone, Scope, State, What
from desvelo.guards.vault.errors import AlreadyAsked, OnHold, TooLate
from desvelo.guards.vault.events import Erased
from desvelo.guards.vault.models import Contact, Erasure
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.errors import DesveloError

UNDO = timedelta(hours=24)
AGAIN = timedelta(hours=1)
"""How long after a failure an erasure is tried again."""
WAITS = timedelta(days=7)
"""How long what was asked for waits for a second person."""
_MOST = 50
Carrier = Callable[[UUID, UUID, datetime], Gone]
_log = logging.getLogger("desvelo.vault")
_carriers: dict[str, Carrier] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An erasure that waits for a second person; *asked_by* is nobody of ours when the customer asked."""

    public_id: str
    scope: Scope
    basis: Basis
    contact: UUID
    asked_by: UUID | None
    asked_at: datetime
    expires_at: datetime


def connect(carriers: Mapping[str, Carrier]) -> None:
    """Say how what is not the vault's own is erased: called with contact, object and moment, in the transaction."""
    _carriers.clear()
    _carriers.update(carriers)


def ask(*, actor: Actor, what: What, basis: str, now: datetime) -> str:
    """Ask that something be erased; return the public id.  Raises Forbidden, NotFound, OnHold, AlreadyAsked."""
    gate.require(actor, Permission.ERASURE_ASK, now=now)
    if not Contact.objects.filter(pk=what.contact).exists():
        raise NotFound
    if holding.is_held(what.contact):
        raise OnHold
    row = _new(what, basis=basis, now=now)
    row.asked_by_id, row.asked_session = actor.id, actor.session
    _forget_late(what, now=now)
    try:
        with transaction.atomic():
            _keep(row)
            audit.record([_entry("erasure:ask", row, actor=actor, now=now)])
    except IntegrityError:
        raise AlreadyAsked from None
    return row.public_id


def approve(*, actor: Actor, erasure: str, now: datetime) -> datetime:
    """Agree, as another person than who asked; return when it is carried out.

    Raises Forbidden, NotFound, OwnRequest (on record), TooLate.
    """
    gate.require(actor, Permission.ERASURE_APPROVE, now=now)
    found = Erasure.objects.filter(public_id=erasure).first()
    if found is None:
        raise NotFound
    asker = Asker(person=found.asked_by_id, session=found.asked_session)
    target = {"erasure": str(found.id)}
    approvals.require_another(actor, asker, permission=Permission.ERASURE_APPROVE, target=target, now=now)
    with transaction.atomic():
        row = _locked(erasure)
        if row.state != State.ASKED or now >= row.asked_at + WAITS or not _is_ours(row):
            raise TooLate
        row.state, row.approved_by_id, row.approved_at = State.APPROVED, actor.id, now
        row.due_at = now if row.basis == Basis.CUSTOMER else now + UNDO
        _keep(row)
        audit.record([_entry("erasure:approve", row, actor=actor, now=now)])
        approvals.tell(row.asked_by_id)
        return row.due_at


def waiting(actor: Actor, *, now: datetime) -> list[Waiting]:
    """Return what waits for a second person, oldest first; nothing for whoever may not agree."""
    if not actor.has(Permission.ERASURE_APPROVE):
        return []
    rows = Erasure.objects.filter(state=State.ASKED, asked_at__gt=now - WAITS).order_by("asked_at")[:_MOST]
    return [
        Waiting(
            public_id=row.public_id,
            scope=Scope(row.scope),
            basis=Basis(row.basis),
            contact=row.contact_id,
            asked_by=row.asked_by_id,
            asked_at=row.asked_at,
            expires_at=row.asked_at + WAITS,
        )
        for row in rows
        if _is_ours(row)
    ]


def news(actor: Actor, *, now: datetime) -> list[bool]:
    """Tell of each erasure that *actor* asked for and others decided, and that they did not see, whether it was yes."""
    if not actor.has(Permission.ERASURE_ASK):
        return []
    mine = Erasure.objects.filter(asked_by_id=actor.id, asked_at__gt=now - 2 * WAITS, seen_at=None)
    decided = mine.exclude(state=State.ASKED).order_by("-asked_at")[:_MOST]
    return [row.state != State.CANCELLED for row in decided if _is_ours(row)]


def see(actor: Actor, *, now: datetime) -> None:
    """Note that *actor* saw how what they asked for was decided."""
    mine = Erasure.objects.filter(asked_by_id=actor.id, seen_at=None).exclude(state=State.ASKED)
    mine.update(seen_at=now)


def sweep(*, now: datetime) -> int:
    """Take away, on record, what waits and was not asked for here; return how much there was."""
    waits = Erasure.objects.filter(state__in=(State.ASKED, State.APPROVED))
    return _take_away([row for row in waits if not _is_ours(row)], now=now)


def cancel(*, actor: Actor, erasure: str, now: datetime) -> None:
    """Take it back before it is carried out.  Raises Forbidden, NotFound, TooLate."""
    gate.require(actor, Permission.ERASURE_ASK, now=now)
    with transaction.atomic():
        row = _locked(erasure)
        if row.state not in (State.ASKED, State.APPROVED):
            raise TooLate
        is_ours = _is_ours(row)
        row.state = State.CANCELLED
        if row.asked_by_id == actor.id:
            row.seen_at = now
        _keep(row)
        audit.record([_entry("erasure:cancel", row, actor=actor, now=now)])
        if is_ours and row.asked_by_id != actor.id:
            approvals.tell(row.asked_by_id)


def expire(what: What, *, now: datetime) -> None:
    """Erase at once what a rule of retention says is over, unless it is on hold.  Raises OnHold."""
    with transaction.atomic():
        waiting = Erasure.objects.filter(scope=what.scope, contact_id=what.contact, object_id=what.object)
        row = waiting.filter(state__in=(State.ASKED, State.APPROVED)).select_for_update(of=("self",)).first()
        row = row or _new(what, basis=Basis.EXPIRY, now=now)
        row.basis, row.state, row.due_at = Basis.EXPIRY, State.APPROVED, now
        _keep(row)
        _carry_out(row, now=now)


def carry_out_due(*, now: datetime) -> int:
    """Carry out one erasure whose time has come, if nothing holds it; return how many were."""
    with transaction.atomic():
        due = Erasure.objects.filter(state=State.APPROVED, due_at__lte=now).order_by("due_at")
        row = due.exclude(contact_id__in=holding.held()).select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return 0
        if not _is_ours(row) or _was_taken_back(row):
            return _take_away([row], now=now)
        try:
            with transaction.atomic():
                _carry_out(row, now=now)
        except DesveloError as error:  # the others must not wait behind one that cannot be carried out
            _log.warning("vault.erasure_failed", extra={"erasure_id": str(row.id), "code": error.code})
            row.refresh_from_db()
            row.due_at = now + AGAIN
            _keep(row)
    return 1


def again(what: What, *, erasure: UUID, basis: str, at: datetime, now: datetime) -> None:
    """Erase in a restored base what had been erased at *at*, whatever holds it by now: it was gone before."""
    with transaction.atomic():
        waiting = Erasure.objects.filter(scope=what.scope, contact_id=what.contact, object_id=what.object)
        waiting.filter(state__in=(State.ASKED, State.APPROVED)).exclude(pk=erasure).update(state=State.CANCELLED)
        row = Erasure.objects.filter(pk=erasure).first() or _new(what, basis=basis, now=at)
        row.id, row.due_at = erasure, row.due_at or at
        _keep(row)
        _carry_out(row, now=now, whatever_is_held=True)


def erase_contact(*, contact: UUID, reason: str, now: datetime) -> None:
    """Delete a contact, its keys, its data and all that hangs on it, and whatever was merged into it, key included.

    In one transaction, with the entry that says so.  Who calls it has asked whoever must be asked.
    """
    with transaction.atomic():
        _erase_contact(contact, entry=Entry(tag="contact:erase", at=now, contact=contact, objects={"reason": reason}))


def _carry_out(row: Erasure, *, now: datetime, whatever_is_held: bool = False) -> None:
    """Erase in the caller's transaction.  Raises OnHold."""
    parts = queries.parts_of(row.contact_id)
    store.lock(parts)
    if not whatever_is_held and holding.is_held(row.contact_id):
        raise OnHold
    row.keys = [[str(key.contact), key.version, key.epoch] for key in store.every_key_of(parts)]
    entry = _entry(f"{row.scope}:erase", row, actor=None, now=now)
    if row.scope == Scope.CONTACT:
        _erase_contact(row.contact_id, entry=entry)
    else:
        _erase_part(row, entry=entry, now=now)
    row.state, row.done_at, row.entry_id = State.DONE, now, entry.id
    _keep(row)
    queue.publish(
        [Erased(contact_id=row.contact_id, scope=Scope(row.scope), object_id=row.object_id, erasure_id=row.id)]
    )


def _erase_contact(contact: UUID, *, entry: Entry) -> None:
    for each in queries.parts_of(contact):
        audit.forget_payloads(each)
    deleted, _ = Contact.objects.filter(pk=contact).delete()
    audit.record([entry if deleted else replace(entry, result="already")])


def _erase_part(row: Erasure, *, entry: Entry, now: datetime) -> None:
    """Erase one thing of a contact that stays: it gets another key at once, so that copies of the thing do not open."""
    gone = Gone()
    if row.object_id is not None and Contact.objects.filter(pk=row.contact_id).exists():
        gone = _carriers[row.scope](row.contact_id, row.object_id, now)
        renewing.want([row.contact_id], now=now - renewing.SOON)
    more = [
        *binding.gone(gone.keys, row.contact_id, now=now),
        *binding.resealed(gone.written, row.contact_id, now=now),
    ]
    audit.record([*more, entry])


def _forget_late(what: What, *, now: datetime) -> None:
    """Let it be asked for again when nobody agreed in time."""
    late = Erasure.objects.filter(scope=what.scope, contact_id=what.contact, object_id=what.object, state=State.ASKED)
    late.filter(asked_at__lte=now - WAITS).update(state=State.CANCELLED, seen_at=now)


def _new(what: What, *, basis: str, now: datetime) -> Erasure:
    return Erasure(scope=what.scope, basis=basis, contact_id=what.contact, object_id=what.object, asked_at=now)


def _keep(row: Erasure) -> None:
    row.mac = vouching.mac("erasure", *_written(row))
    row.save()


def _is_ours(row: Erasure) -> bool:
    return vouching.holds(row.mac, "erasure", *_written(row))


def _written(row: Erasure) -> tuple[str, ...]:
    state = State.DONE if row.state == State.FINAL else row.state
    people = (str(row.asked_by_id or ""), row.asked_session, str(row.approved_by_id or ""))
    times = (row.asked_at, row.approved_at, row.due_at)
    what = (str(row.id), row.scope, row.basis, state, str(row.contact_id), str(row.object_id or ""))
    return (*what, *people, *(each.astimezone(UTC).isoformat() if each else "" for each in times))


def _was_taken_back(row: Erasure) -> bool:
    """Tell whether the log says so: a row as it was before would vouch for itself again."""
    return log.naming(row.id, contact=row.contact_id, tag="erasure:cancel") is not None


def _take_away(rows: list[Erasure], *, now: datetime) -> int:
    return vouching.take_away(
        rows, kind="erasure", entry=lambda row: Entry(tag="erasure:void", at=now, objects={"erasure": str(row.id)})
    )


def _locked(public_id: str) -> Erasure:
    row = Erasure.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def _entry(tag: str, row: Erasure, *, actor: Actor | None, now: datetime) -> Entry:
    objects = {"erasure": str(row.id), "basis": row.basis}
    if row.object_id is not None:
        objects[row.scope] = str(row.object_id)
    if row.keys:
        objects["keys"] = ",".join(f"{version}@{epoch}" for _, version, epoch in row.keys)
    return Entry(
        tag=tag,
        at=now,
        actor=actor.id if actor else None,
        session=actor.session if actor else "",
        contact=row.contact_id,
        objects=objects,
    )
