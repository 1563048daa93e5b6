"""Whoever manages people signs others out: one person on every device, or everybody at once.

For a lost device, a password that somebody knows, an incident.  Pages, API and streams ask for the session at each
step, so all of it ends within seconds; the accounts stay as they are.

Source: ASVS v5.0.0-7.4.5.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from desvelo.guards.access import gate, sessions
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

CLOSE: Final = "session:close"


def end_of(*, actor: Actor, person: str, now: datetime) -> int:
    """End every session of *person*, by public id, but the one that asks; return how many.

    Raises Forbidden, ProofTooOld, NotFound.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    user = User.objects.filter(public_id=person).first()
    if user is None:
        raise NotFound
    return _end(actor, Session.objects.filter(user=user), {"user": str(user.id)}, now=now)


def end_everybodys(*, actor: Actor, now: datetime) -> int:
    """End every session there is but the one that asks; return how many.  Raises Forbidden, ProofTooOld."""
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    return _end(actor, Session.objects.all(), {}, now=now)


def _end(actor: Actor, rows: QuerySet[Session], whose: dict[str, str], *, now: datetime) -> int:
    with transaction.atomic():
        chosen = [row.pk for row in rows.select_for_update() if sessions.session_code(row) != actor.session]
        Session.objects.filter(pk__in=chosen).delete()
        objects = {**whose, "count": str(len(chosen))}
        audit.record([Entry(tag=CLOSE, at=now, actor=actor.id, session=actor.session, objects=objects)])
    return len(chosen)
