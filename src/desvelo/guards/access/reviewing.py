"""The access review: each quarter somebody looks at everybody's role, teams and last access, and decides.

A line holds what was found when the review began.  Nobody decides about themselves, so it takes two people where the
reviewer works here too.  Finishing puts a digest of every line on record, so that what was decided can be shown later
and not rewritten.

Source: ux.md 6.17; security-design section 9; ISO/IEC 27002:2022 5.18.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from desvelo.guards.access import gate, leaving
from desvelo.guards.access.errors import AlreadyAsked, NotAllDecided, NotFound, OwnRequest
from desvelo.guards.access.models import Review, ReviewLine, Team
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role
from desvelo.kernel.sealing import context

EVERY: Final = timedelta(days=92)
KEEP, SUSPEND = ReviewLine.Decision.KEEP.value, ReviewLine.Decision.SUSPEND.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person in a review: as they were found, and what was decided, if anything."""

    person: str
    user: UUID
    name: str
    role: Role
    teams: tuple[str, ...]
    last_access: datetime | None
    is_unused: bool
    decision: str
    decided_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A review; *digest* and *finished_at* are empty while it goes on."""

    public_id: str
    begun_at: datetime
    finished_at: datetime | None
    finished_by: UUID | None
    digest: str
    lines: tuple[Line, ...]

    @property
    def left(self) -> int:
        """Return about how many nothing was decided."""
        return sum(not line.decision for line in self.lines)


def latest(actor: Actor, *, now: datetime) -> Found | None:
    """Return the review that goes on, else the last finished one.  Raises Forbidden."""
    gate.require(actor, Permission.POLICY_MANAGE, now=now)
    row = _latest()
    return _found(row) if row else None


def is_due(*, now: datetime) -> bool:
    """Tell whether the last finished review is a quarter old, or there was none."""
    last = Review.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()
    return last is None or last.finished_at is None or now - last.finished_at >= EVERY


def begin(*, actor: Actor, now: datetime) -> str:
    """Begin a review of everybody; return its public id.  Raises Forbidden, AlreadyAsked while one goes on."""
    gate.require(actor, Permission.POLICY_MANAGE, now=now)
    names = dict(Team.objects.values_list("id", "name"))
    try:
        with transaction.atomic():
            row = Review.objects.create(begun_by_id=actor.id, begun_at=now)
            ReviewLine.objects.bulk_create(
                ReviewLine(
                    review=row,
                    user_id=each.id,
                    role=each.role.value,
                    teams=sorted(names[team] for team in each.teams),
                    last_access=each.last_access,
                )
                for each in leaving.everybody(active=True)
            )
            audit.record([_entry("review:begin", row, actor=actor, now=now)])
    except IntegrityError:
        raise AlreadyAsked from None
    return str(row.public_id)


def require_may_decide(*, actor: Actor, person: str, decision: str, now: datetime) -> None:
    """Let *actor* pass who may decide about a person of the review that goes on, before anything is begun.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, on record.
    """
    gate.require_proof(actor, Permission.POLICY_MANAGE, now=now)
    if decision not in {KEEP, SUSPEND}:
        raise NotFound
    found = ReviewLine.objects.filter(user__public_id=person, review__finished_at=None).first()
    if found is None:
        raise NotFound
    if found.user_id == actor.id:
        target = {"user": str(actor.id)}
        gate.deny(actor, Permission.POLICY_MANAGE, reason="same_person", target=target, now=now)
        raise OwnRequest


def decide(*, actor: Actor, person: str, decision: str, now: datetime) -> UUID:
    """Keep what was decided about one person in the review that goes on; return who it is about.

    Suspending them is the caller's, in the same transaction.  Raises as ``require_may_decide``.
    """
    require_may_decide(actor=actor, person=person, decision=decision, now=now)
    with transaction.atomic():
        lines = ReviewLine.objects.select_for_update(of=("self",)).select_related("review")
        row = lines.filter(user__public_id=person, review__finished_at=None).first()
        if row is None:
            raise NotFound
        row.decision, row.decided_by_id, row.decided_at = decision, actor.id, now
        row.save(update_fields=["decision", "decided_by", "decided_at"])
        objects = {"user": str(row.user_id), "decision": decision}
        audit.record([_entry("review:decide", row.review, actor=actor, now=now, more=objects)])
    return row.user_id


def finish(*, actor: Actor, now: datetime) -> str:
    """Finish the review that goes on, with a digest of every line on record; return the digest.

    Raises Forbidden, ProofTooOld, NotFound, NotAllDecided.
    """
    gate.require_proof(actor, Permission.POLICY_MANAGE, now=now)
    with transaction.atomic():
        row = Review.objects.select_for_update(of=("self",)).filter(finished_at=None).first()
        if row is None:
            raise NotFound
        lines = list(row.lines.order_by("user_id"))
        if not all(line.decision for line in lines):
            raise NotAllDecided
        row.digest, row.finished_by_id, row.finished_at = digest_of(lines), actor.id, now
        row.save()
        suspended = sum(line.decision == SUSPEND for line in lines)
        said = {"digest": row.digest.hex(), "people": str(len(lines)), "suspended": str(suspended)}
        audit.record([_entry("review:finish", row, actor=actor, now=now, more=said)])
    return row.digest.hex()


def digest_of(lines: list[ReviewLine]) -> bytes:
    """Return the SHA-256 of what a review found and decided, line by line, in the order of the people's ids."""
    parts = [
        part
        for line in lines
        for part in (
            str(line.user_id),
            line.role,
            ",".join(line.teams),
            line.last_access.astimezone(UTC).isoformat() if line.last_access else "",
            line.decision,
            str(line.decided_by_id),
            line.decided_at.astimezone(UTC).isoformat() if line.decided_at else "",
        )
    ]
    return hashlib.sha256(context.encode("review", *parts)).digest()


def _latest() -> Review | None:
    going_on = Review.objects.filter(finished_at=None).first()
    return going_on or Review.objects.order_by("-finished_at").first()


def _found(row: Review) -> Found:
    lines = row.lines.select_related("user").order_by("user__name")
    return Found(
        public_id=row.public_id,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        finished_by=row.finished_by_id,
        digest=bytes(row.digest).hex() if row.digest else "",
        lines=tuple(
            Line(
                person=line.user.public_id,
                user=line.user_id,
                name=line.user.name,
                role=Role(line.role),
                teams=tuple(line.teams),
                last_access=line.last_access,
                is_unused=row.begun_at - (line.last_access or line.user.created_at) >= leaving.UNUSED_AFTER,
                decision=line.decision,
                decided_by=line.decided_by_id,
            )
            for line in lines
        ),
    )


def _entry(tag: str, row: Review, *, actor: Actor, now: datetime, more: dict[str, str] | None = None) -> Entry:
    objects = {"review": str(row.id), **(more or {})}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)
