"""The gate: the first line of every action and query.

A refusal is an entry in the ledger.  A refusal about an object answers as if the object did not exist.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from desvelo.guards.access.errors import Forbidden, NotFound, ProofTooOld
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, decide

PROOF_LASTS = timedelta(minutes=5)


def require(actor: Actor, permission: Permission, *, now: datetime) -> None:
    """Let *actor* pass if the role carries *permission* at all; raise Forbidden, on record, if not."""
    if not actor.has(permission):
        deny(actor, permission, reason="not_in_role", target={}, now=now)
        raise Forbidden(permission=permission.value)


def require_proof(actor: Actor, permission: Permission, *, now: datetime) -> None:
    """Let *actor* pass as `require` does, and only if they showed a factor in the last minutes; raise ProofTooOld.

    *now* is the wall clock's time, by which factors live.
    """
    require(actor, permission, now=now)
    if not actor.has_proved(within=PROOF_LASTS, now=now):
        deny(actor, permission, reason="proof_too_old", target={}, now=now)
        raise ProofTooOld


def require_in_team(
    actor: Actor, permission: Permission, *, team: UUID | None, target: dict[str, str], now: datetime
) -> None:
    """Let *actor* pass if *permission* reaches *team*; raise NotFound, on record, if not.

    *target* names the object by random ids, as the entry will.
    """
    decision = decide(actor, permission, team=team)
    if not decision.allowed:
        deny(actor, permission, reason=decision.reason, target=target, now=now)
        raise NotFound


def deny(actor: Actor, permission: Permission, *, reason: str, target: dict[str, str], now: datetime) -> None:
    """Put a refusal on record, whatever happens to the caller's transaction."""
    entry = Entry(
        tag=permission.value,
        at=now,
        result=f"denied:{reason}",
        actor=actor.id,
        session=actor.session,
        objects=target,
    )
    with transaction.atomic():
        audit.record([entry])
