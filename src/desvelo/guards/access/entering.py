"""The last step of every way in: whoever showed enough gets a full session, on record, if what they hold was given.

Password and code, a passkey and an identity provider all end here, so no way in can leave it out.

Source: security-design section 8, D9.6.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import grants, sessions
from desvelo.guards.access.errors import AccountRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry

_NOTHING: Mapping[str, str] = MappingProxyType({})


def let_in(user: User, *, by: str, device: str, now: datetime, objects: Mapping[str, str] = _NOTHING) -> str:
    """Start a full session of *user*, who showed all that is asked, and return its token."""
    with transaction.atomic():
        full = sessions.start(user, stage=Session.Stage.FULL, now=now, device=device, proved_at=now)
        record(user.id, result="done", objects={"by": by, **objects}, now=now)
    return full


def require_granted(user: User, *, now: datetime) -> None:
    """Refuse, on record, somebody whose role, teams or factors are not what was given last; raise AccountRefused."""
    if not grants.is_newest(user.id):
        grants.refuse(user.id, now=now)
        record(user.id, result="denied:unvouched", now=now)
        raise AccountRefused


def record(user: UUID | None, *, result: str, now: datetime, objects: Mapping[str, str] = _NOTHING) -> None:
    """Put on record how a sign-in went."""
    with transaction.atomic():
        audit.record([Entry(tag="session:start", at=now, result=result, actor=user, objects=objects)])
