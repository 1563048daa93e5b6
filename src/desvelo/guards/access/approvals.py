"""What two people decide: one asks, another agrees to exactly that, once, before its time is over.

The other is never the one who asked, in whatever session, and never the session that asked, whoever sits at it.  What
will be done was vouched for when it was asked, so a request that somebody wrote or changed in the database is nobody's.
Of two who decide at the same moment one does.  What agreeing does, happens in the same transaction, so there is no word
without its deed; a deed that fails leaves the request as it was.

What each kind of request is, who may agree and what happens then stands with those who own it (``connect``).

Source: security-design D9.7; ux.md 6.7.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from desvelo.guards.access import gate, grants, vouching
from desvelo.guards.access.errors import AlreadyAsked, AlreadyDecided, NotFound, OwnRequest
from desvelo.guards.access.models import Approval
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import WITHIN_A_TEAM, Actor, Permission, Role

What = Mapping[str, Any]
REFUSALS: Final = ("not_needed", "other_way", "talk_first")
"""Why somebody refuses, by codes: a sentence could hold what a customer said."""
QUESTIONS: Final = ("why_now", "other_way", "talk")
ANSWERS: Final = ("cannot_wait", "can_wait", "no_other_way", "let_us_talk")
"""What the other wants to know before they decide, and what is answered: codes as well."""
NEWS_FOR: Final = timedelta(days=3)
EXPORT: Final = Permission.AUDIT_EXPORT.value
"""Much of the log leaves: the kind whose owner stands above those who put requests into words."""
_MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of request: how long it waits, who may agree, what agreeing does.

    *one_is*: one of the two has this role.  *carry_out* is called with the request and the moment, in the transaction.
    *usable_for*: how long what was agreed to may be used, once, when it is not done at once.
    """

    lasts: timedelta
    permission: Permission
    one_is: Role | None = None
    needs_proof: bool = False
    carry_out: Callable[["Request", datetime], None] | None = None
    usable_for: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as those who may decide it see it; *what* is ids and codes."""

    id: UUID
    public_id: str
    kind: str
    subject: str
    what: What
    team: UUID | None
    asked_by: UUID
    asked_at: datetime
    expires_at: datetime
    is_own: bool = False
    decided_by: UUID | None = None
    question: str = ""
    answer: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asked for something that another has to agree to, and at which session."""

    person: UUID | None
    session: str = ""


_kinds: dict[str, Kind] = {}
_tells: list[Callable[[UUID], None]] = []


def connect(kinds: Mapping[str, Kind], *, tells: Callable[[UUID], None] | None = None) -> None:
    """Say what kinds of requests there are, and how whoever asked hears at once that there is an answer.

    *tells* is called with the person, in the transaction of the answer.
    """
    _kinds.clear()
    _kinds.update(kinds)
    _tells[:] = [tells] if tells else []


def tell(person: UUID | None) -> None:
    """Let *person* hear, when the caller's transaction commits, that somebody answered what they had asked for."""
    if person is not None:
        for each in _tells:
            each(person)


def asks_for_proof(kind: str) -> bool:
    """Tell whether agreeing to such a request takes a factor shown in the last minutes."""
    found = _kinds.get(kind)
    return found is not None and found.needs_proof and found.permission not in WITHIN_A_TEAM


def ask(  # noqa: PLR0913  who asks for what, about what, in which team
    *, actor: Actor, kind: str, subject: str, what: What, team: UUID | None = None, now: datetime
) -> str:
    """Ask another person for their word on *what*; return the public id.  The caller has asked the gate.

    Raises AlreadyAsked while the same person's request about the same *subject* waits.
    """
    try:
        with transaction.atomic():
            _forget_late(kind, subject, actor, now=now)
            row = Approval(
                kind=kind,
                subject=subject,
                what=dict(what),
                team_id=team,
                asked_by_id=actor.id,
                asked_session=actor.session,
                asked_at=now,
                expires_at=now + _kinds[kind].lasts,
            )
            _keep(row)
            audit.record([_entry("approval:ask", row, actor=actor, now=now)])
    except IntegrityError:
        raise AlreadyAsked from None
    return str(row.public_id)


def agree(*, actor: Actor, approval: str, now: datetime) -> None:
    """Say yes, and let it be done.

    Raises NotFound, Forbidden, ProofTooOld, OwnRequest, all on record, AlreadyDecided, and whatever doing it raises.
    """
    found = _judged(actor, approval, now=now)
    kind = _kinds[found.kind]
    with transaction.atomic():
        row = _locked(found, now=now)
        row.state, row.decided_by_id, row.decided_at = Approval.State.AGREED, actor.id, now
        if kind.usable_for:
            row.expires_at = now + kind.usable_for
        _keep(row)
        audit.record([_entry("approval:agree", row, actor=actor, now=now)])
        tell(row.asked_by_id)
        if kind.carry_out is not None:
            kind.carry_out(_request(row, reader=actor.id), now)


def refuse(*, actor: Actor, approval: str, refusal: str, now: datetime) -> None:
    """Say no, for a reason of ``REFUSALS``.  Raises as ``agree``."""
    if refusal not in REFUSALS:
        raise NotFound
    found = _judged(actor, approval, now=now)
    with transaction.atomic():
        row = _locked(found, now=now)
        row.state, row.decided_by_id, row.decided_at = Approval.State.REFUSED, actor.id, now
        row.refusal = refusal
        _keep(row)
        audit.record([_entry("approval:refuse", row, actor=actor, now=now, why=refusal)])
        tell(row.asked_by_id)


def question(*, actor: Actor, approval: str, what: str, now: datetime) -> None:
    """Ask back, as one who may decide; a later question takes the place of an earlier one.  Raises as ``agree``."""
    if what not in QUESTIONS:
        raise NotFound
    found = _judged(actor, approval, now=now)
    with transaction.atomic():
        row = _locked(found, now=now)
        row.question, row.questioned_by_id, row.answer = what, actor.id, ""
        _keep(row)
        audit.record([_entry("approval:question", row, actor=actor, now=now, why=what)])
        tell(row.asked_by_id)


def answer(*, actor: Actor, approval: str, what: str, now: datetime) -> None:
    """Answer what was asked back.  Raises AlreadyDecided, NotFound for what is somebody else's or was not asked."""
    found = Approval.objects.filter(public_id=approval, asked_by_id=actor.id).exclude(question="").first()
    if found is None or what not in ANSWERS:
        raise NotFound
    with transaction.atomic():
        row = _locked(found, now=now)
        row.answer = what
        _keep(row)
        audit.record([_entry("approval:answer", row, actor=actor, now=now, why=what)])


def news(actor: Actor, *, now: datetime) -> list[Request]:
    """Return, in one query, what *actor* asked for and others decided or asked back, and they have not seen."""
    mine = Approval.objects.filter(asked_by_id=actor.id).order_by("-asked_at")
    decided = Q(state__in=(Approval.State.AGREED, Approval.State.REFUSED), decided_at__gt=now - NEWS_FOR, seen_at=None)
    asked_back = Q(state=Approval.State.ASKED, expires_at__gt=now, answer="") & ~Q(question="")
    return [_request(row, reader=actor.id) for row in mine.filter(decided | asked_back)[:_MOST] if _is_ours(row)]


def see(actor: Actor, *, now: datetime) -> None:
    """Note that *actor* saw how what they asked for ended."""
    Approval.objects.filter(asked_by_id=actor.id, decided_at__isnull=False, seen_at=None).update(seen_at=now)


def take_back(*, actor: Actor, approval: str, now: datetime) -> None:
    """Take back what *actor* asked for.  Raises NotFound for what is somebody else's, AlreadyDecided."""
    found = Approval.objects.filter(public_id=approval, asked_by_id=actor.id).first()
    if found is None:
        raise NotFound
    with transaction.atomic():
        row = _locked(found, now=now)
        row.state, row.decided_at = Approval.State.TAKEN_BACK, now
        _keep(row)
        audit.record([_entry("approval:take_back", row, actor=actor, now=now)])


def use(*, actor: Actor, kind: str, subject: str, now: datetime) -> UUID | None:
    """Use up, in the caller's transaction, what another person agreed to for *actor*; None if there is nothing."""
    rows = _usable(actor, kind=kind, subject=subject, now=now)
    row = rows.select_for_update(of=("self",), skip_locked=True).first()
    if row is None or not _is_ours(row) or row.decided_by_id in {None, actor.id}:
        return None
    row.used_at = now
    _keep(row)
    return row.id


def usable(*, actor: Actor, kind: str, subject: str, now: datetime) -> Request | None:
    """Return what another person agreed to for *actor* and nobody used yet."""
    row = _usable(actor, kind=kind, subject=subject, now=now).first()
    return _request(row, reader=actor.id) if row is not None and _is_ours(row) else None


def waiting_of(actor: Actor, *, kind: str, subject: str, now: datetime) -> Request | None:
    """Return what *actor* asked for and nobody decided yet."""
    rows = _open(now=now).filter(asked_by_id=actor.id, kind=kind, subject=subject)
    row = rows.first()
    return _request(row, reader=actor.id) if row is not None else None


def waiting(actor: Actor, *, now: datetime) -> list[Request]:
    """Return what waits for a word that *actor* could give, and what they themselves asked for, oldest first."""
    mine = Q(asked_by_id=actor.id)
    theirs = Q(pk__in=[])
    for code, kind in _kinds.items():
        if actor.has(kind.permission):
            reach = Q(team_id__in=actor.own_teams) if kind.permission in WITHIN_A_TEAM else Q(team_id=None)
            theirs |= Q(kind=code) & reach
    rows = _open(now=now).filter(mine | theirs).order_by("asked_at")[:_MOST]
    return [_request(row, reader=actor.id) for row in rows if _is_ours(row)]


def waiting_count(actor: Actor, *, now: datetime) -> int:
    """Return how much waits for a word that *actor* could give."""
    return sum(not each.is_own for each in waiting(actor, now=now))


def last_decided(actor: Actor, *, limit: int = 10) -> list[tuple[Request, str, datetime]]:
    """Return what *actor* asked for or decided last, with how it ended and when."""
    rows = Approval.objects.filter(Q(asked_by_id=actor.id) | Q(decided_by_id=actor.id), decided_at__isnull=False)
    found = rows.order_by("-decided_at")[:limit]
    return [(_request(row, reader=actor.id), row.state, row.decided_at) for row in found if row.decided_at]


def sweep(*, now: datetime) -> int:
    """Take away, on record, every request that waits and was not made here; return how many there were."""
    forged = [row for row in _open(now=now) if not _is_ours(row)]
    for row in forged:
        with transaction.atomic():
            entry = Entry(tag="approval:void", at=now, objects={"approval": str(row.id), "kind": row.kind})
            vouching.put_on_record(entry, kind="approval")
            row.delete()
    return len(forged)


def require_another(
    actor: Actor, asker: Asker, *, permission: Permission, target: dict[str, str], now: datetime
) -> None:
    """Let *actor* pass as the second person: neither who asked nor at the session that did; OwnRequest, on record."""
    if actor.id == asker.person or (asker.session and actor.session == asker.session):
        gate.deny(actor, permission, reason="same_person", target=target, now=now)
        raise OwnRequest


def _judged(actor: Actor, approval: str, *, now: datetime) -> Approval:
    """Return a request that *actor* may decide; whatever stands against it is on record before anything is locked."""
    row = Approval.objects.select_related("asked_by").filter(public_id=approval).first()
    kind = _kinds.get(row.kind) if row is not None else None
    if row is None or kind is None:
        raise NotFound
    target = {"approval": str(row.id), "kind": row.kind}
    if kind.permission in WITHIN_A_TEAM:
        gate.require_in_team(actor, kind.permission, team=row.team_id, target=target, now=now)
    elif kind.needs_proof:
        gate.require_proof(actor, kind.permission, now=now)
    else:
        gate.require(actor, kind.permission, now=now)
    asker = Asker(person=row.asked_by_id, session=row.asked_session)
    require_another(actor, asker, permission=kind.permission, target=target, now=now)
    held = grants.held(row.asked_by_id) if row.asked_by.is_active else None
    if held is None:
        raise AlreadyDecided
    if kind.one_is is not None and kind.one_is not in {actor.role, held.role}:
        gate.deny(actor, kind.permission, reason="same_side", target=target, now=now)
        raise OwnRequest
    return row


def _locked(found: Approval, *, now: datetime) -> Approval:
    """Return a request again, for this transaction alone, if it still waits.  Raises AlreadyDecided."""
    row = Approval.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if row is None or row.state != Approval.State.ASKED or now >= row.expires_at or not _is_ours(row):
        raise AlreadyDecided
    return row


def _keep(row: Approval) -> None:
    row.mac = vouching.mac("approval", *_written(row))
    row.save()


def _forget_late(kind: str, subject: str, actor: Actor, *, now: datetime) -> None:
    """Let somebody ask again whose request nobody decided in time."""
    late = Approval.objects.filter(kind=kind, subject=subject, asked_by_id=actor.id, state=Approval.State.ASKED)
    for row in late.filter(expires_at__lte=now):
        row.state = Approval.State.TAKEN_BACK
        _keep(row)


def _open(*, now: datetime) -> QuerySet[Approval]:
    return Approval.objects.select_related("asked_by").filter(state=Approval.State.ASKED, expires_at__gt=now)


def _usable(actor: Actor, *, kind: str, subject: str, now: datetime) -> QuerySet[Approval]:
    agreed = Approval.objects.filter(state=Approval.State.AGREED, used_at=None, expires_at__gt=now)
    return agreed.filter(asked_by_id=actor.id, kind=kind, subject=subject).order_by("decided_at")


def _request(row: Approval, *, reader: UUID) -> Request:
    return Request(
        id=row.id,
        public_id=row.public_id,
        kind=row.kind,
        subject=row.subject,
        what=row.what,
        team=row.team_id,
        asked_by=row.asked_by_id,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        is_own=row.asked_by_id == reader,
        decided_by=row.decided_by_id,
        question=row.question,
        answer=row.answer,
        state=row.state,
    )


def _is_ours(row: Approval) -> bool:
    return vouching.holds(row.mac, "approval", *_written(row))


def _written(row: Approval) -> tuple[str | bytes | int, ...]:
    times = (row.asked_at, row.expires_at, row.used_at)
    talk = (row.question, str(row.questioned_by_id), row.answer) if row.question else ()  # older ones still hold
    return (
        str(row.id),
        row.kind,
        row.subject,
        json.dumps(row.what, sort_keys=True),
        str(row.team_id or ""),
        str(row.asked_by_id),
        row.asked_session,
        row.state,
        str(row.decided_by_id or ""),
        *(each.astimezone(UTC).isoformat() if each else "" for each in times),
        *talk,
    )


def _entry(tag: str, row: Approval, *, actor: Actor, now: datetime, why: str = "") -> Entry:
    objects = {"approval": str(row.id), "kind": row.kind}
    objects |= {"why": why} if why else {}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)
