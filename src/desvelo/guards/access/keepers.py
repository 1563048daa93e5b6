"""Those who keep the system or answer for the data, held to passkeys alone.

It comes by itself with the second of two things such a person has: a passkey, and recovery codes they said they keep.
So it never shuts out somebody who could not come back, and no first run ends at a closed door.  They may turn it on
earlier themselves, with a passkey.  To turn it off takes two people, because it lowers a protection.

Source: security-design section 8 (admin and DPO), D9.7; ASVS v5.0.0-6.3.3, 6.3.4.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import approvals, gate, grants
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import LastFactor, NotFound
from desvelo.guards.access.models import User
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role

HOLD: Final = "factor:hold"
LOOSEN: Final = "factor:loosen"
HELD: Final = frozenset({Role.IT.value, Role.DPO.value})


def may_hold(user: User) -> bool:
    """Tell whether this is somebody who can be held to passkeys, and is not yet."""
    return user.role in HELD and not user.passkey_only


def hold_if_due(user: UUID, *, now: datetime) -> bool:
    """Hold somebody to passkeys, in the caller's transaction, if they keep the system and can come back."""
    row = User.objects.select_for_update().get(pk=user)
    if not may_hold(row) or row.codes_kept_at is None:
        return False
    if not row.passkeys.exists() or not row.recovery_codes.exists():
        return False
    _hold(row, Entry(tag=HOLD, at=now, actor=user, objects={"by": "default"}))
    return True


def hold(*, actor: Actor, now: datetime) -> None:
    """Hold *actor* to passkeys from now on.  Raises ProofTooOld, NotFound, LastFactor without a passkey."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=actor.id)
        if not may_hold(row):
            raise NotFound
        if not row.passkeys.exists():
            raise LastFactor
        _hold(row, Entry(tag=HOLD, at=now, actor=actor.id, session=actor.session, objects={"by": "hand"}))


def ask_to_loosen(*, actor: Actor, now: datetime) -> str:
    """Ask a second person that *actor* may enter otherwise too; return the public id of the request.

    Raises ProofTooOld, NotFound, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.POLICY_MANAGE, now=now)
    row = User.objects.get(pk=actor.id)
    if not row.passkey_only:
        raise NotFound
    return approvals.ask(actor=actor, kind=LOOSEN, subject=str(row.id), what={"user": str(row.id)}, now=now)


def _hold(row: User, entry: Entry) -> None:
    User.objects.filter(pk=row.pk).update(passkey_only=True)
    grants.settle(row.pk, entry)


def _loosen(request: Request, now: datetime) -> None:
    row = User.objects.select_for_update().filter(pk=UUID(request.what["user"]), passkey_only=True).first()
    if row is None:
        raise NotFound
    User.objects.filter(pk=row.pk).update(passkey_only=False)
    objects = {"user": str(row.id), "approval": str(request.id)}
    grants.settle(row.pk, Entry(tag=LOOSEN, at=now, actor=request.decided_by, objects=objects))


KIND: Final = Kind(lasts=timedelta(days=3), permission=Permission.POLICY_MANAGE, needs_proof=True, carry_out=_loosen)
