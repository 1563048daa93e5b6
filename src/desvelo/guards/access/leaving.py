"""Whoever leaves: the account enters nothing from that moment on, and comes back only by two people's word.

Suspending is tightening, so one person does it, at once: pages, API and streams ask for the account at each step.
Nobody suspends themselves, nor the last one who keeps the system or answers for the data.  What somebody had open is
handed on by the desk, in the same transaction.  An identity provider that says somebody left shuts their account in the
same way, under the same rule about the last one.

Source: ux.md 6.17 (leavers); security-design D9.6; ASVS v5.0.0-7.4.2.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import approvals, gate, grants, known, sessions
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import LastKeeper, NotFound, OwnRequest
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role

SUSPEND: Final = "user:suspend"
REINSTATE: Final = "user:reinstate"
UNUSED_AFTER: Final = timedelta(days=60)
"""How long nobody may enter an account before it is flagged."""
_KEEPERS: Final = (Role.IT, Role.DPO)
HandOn = Callable[[UUID, Mapping[str, str], datetime], None]
_work: dict[str, HandOn] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Somebody as whoever manages people sees them; *last_access* is None when they never signed in."""

    id: UUID
    public_id: str
    name: str
    email: str
    role: Role
    teams: frozenset[UUID]
    is_active: bool
    created_at: datetime
    last_access: datetime | None
    session_count: int = 0
    """In how many browsers they are signed in; only one person's page asks."""
    role_code: str = ""
    role_name: str = ""

    def is_unused(self, *, now: datetime) -> bool:
        """Tell whether nobody entered the account for long."""
        return self.is_active and now - (self.last_access or self.created_at) >= UNUSED_AFTER


def everybody(*, active: bool) -> list[Leaver]:
    """Return the active accounts, or the suspended ones, by name.  Whoever shows it asks the gate."""
    rows = list(
        User.objects.filter(is_active=active).select_related("clone").prefetch_related("teams").order_by("name")
    )
    last = log.last_moments([row.id for row in rows], tag="session:start")
    return [_leaver(row, last.get(row.id)) for row in rows]


def person(actor: Actor, public_id: str, *, now: datetime) -> Leaver:
    """Return one person.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.USER_MANAGE, now=now)
    row = User.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    found = _leaver(row, log.last_moments([row.id], tag="session:start").get(row.id))
    return replace(found, session_count=len(sessions.living(row.id, now=now)))


def suspend(*, actor: Actor, public_id: str, permission: Permission, now: datetime) -> UUID:
    """Shut an account at once, in the caller's transaction; return whose it was.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, LastKeeper.
    """
    gate.require_proof(actor, permission, now=now)
    with transaction.atomic():
        keepers = _keepers()
        row = User.objects.select_for_update().filter(public_id=public_id, is_active=True).first()
        if row is None:
            raise NotFound
        if row.id == actor.id:
            raise OwnRequest
        objects = {"user": str(row.id), "role": row.role}
        entry = Entry(tag=SUSPEND, at=now, actor=actor.id, session=actor.session, objects=objects)
        _shut(row, keepers, entry)
    return row.id


def connect(hand_on: HandOn) -> None:
    """Say who hands on what somebody had open, where nobody is at a screen to do it."""
    _work["open"] = hand_on


def shut(user: UUID, *, by: Mapping[str, str], now: datetime) -> bool:
    """Shut an account at once because a provider says its person left; what was open goes to the teams.

    *by* names the provider, as the log will.  Return False if it was shut already.  Raises LastKeeper.
    """
    with transaction.atomic():
        keepers = _keepers()
        row = User.objects.select_for_update().filter(pk=user, is_active=True).first()
        if row is None:
            return False
        objects = {"user": str(row.id), "role": row.role, **by}
        _shut(row, keepers, Entry(tag=SUSPEND, at=now, objects=objects))
        _work["open"](user, by, now)
    return True


def ask_back(*, actor: Actor, public_id: str, now: datetime) -> str:
    """Ask that somebody who was suspended may enter again; return the public id of the request.

    Raises Forbidden, ProofTooOld, NotFound, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    row = User.objects.filter(public_id=public_id, is_active=False).first()
    if row is None:
        raise NotFound
    return approvals.ask(
        actor=actor, kind=REINSTATE, subject=str(row.id), what={"user": str(row.id), "role": row.role}, now=now
    )


def _reinstate(request: Request, now: datetime) -> None:
    row = User.objects.select_for_update().filter(pk=UUID(request.what["user"]), is_active=False).first()
    if row is None or row.role != request.what["role"]:
        raise NotFound
    User.objects.filter(pk=row.pk).update(is_active=True)
    objects = {"user": str(row.id), "role": row.role, "approval": str(request.id)}
    grants.settle(row.id, Entry(tag=REINSTATE, at=now, actor=request.decided_by, objects=objects))


def _keepers() -> list[User]:
    """Return who keeps the system or answers for the data, held so that of two who leave at once one stays."""
    return list(User.objects.select_for_update().filter(is_active=True, role__in=_KEEPERS))


def _shut(row: User, keepers: list[User], entry: Entry) -> None:
    if row.role in _KEEPERS and not [each for each in keepers if each.role == row.role and each.id != row.id]:
        raise LastKeeper
    User.objects.filter(pk=row.pk).update(is_active=False)
    Session.objects.filter(user_id=row.id).delete()
    known.forget_all(row.id)
    grants.settle(row.id, entry)


def _leaver(row: User, last: datetime | None) -> Leaver:
    return Leaver(
        id=row.id,
        public_id=row.public_id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        teams=frozenset(each.id for each in row.teams.all()),
        is_active=row.is_active,
        created_at=row.created_at,
        last_access=last,
        role_code=row.clone.public_id if row.clone else row.role,
        role_name=row.clone.name if row.clone else "",
    )


KIND: Final = Kind(
    lasts=timedelta(days=3),
    permission=Permission.POLICY_MANAGE,
    one_is=Role.DPO,
    needs_proof=True,
    carry_out=_reinstate,
)
