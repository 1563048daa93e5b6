"""The last step of every way in: whoever showed enough gets a full session, on record, if what they hold was given.

Password and code, a passkey and an identity provider all end here, so no way in can leave it out: nor that an account
takes passkeys alone, nor that nobody is signed in more than three times, of which the one begun first ends.

Source: security-design section 8, D9.6; ASVS v5.0.0-7.1.2.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import grants, sessions, throttle, ways
from desvelo.guards.access.errors import AccountRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry

MOST_SESSIONS: Final = 3
_NOTHING: Mapping[str, str] = MappingProxyType({})


def let_in(user: User, *, by: str, device: str, now: datetime, objects: Mapping[str, str] = _NOTHING) -> str:
    """Start a full session of *user*, who showed all that is asked, and return its token.

    Raises SignInRefused, on record, where the account does not take this way.
    """
    if not ways.takes(user, by):
        record(user.id, result="denied:passkey_only", now=now)
    ways.require(user, by)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # of two who enter at once, the second counts the first
        full = sessions.start(user, stage=Session.Stage.FULL, now=now, device=device, proved_at=now)
        record(user.id, result="done", objects={"by": by, **objects}, now=now)
        throttle.begin_anew(user.email)
        _end_beyond(user.id, now=now)
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


def _end_beyond(user: UUID, *, now: datetime) -> None:
    """End what one person has beyond three sessions, the one begun first at first."""
    living = sorted(sessions.living(user, now=now), key=lambda each: each.created_at, reverse=True)
    beyond = living[MOST_SESSIONS:]
    if not beyond:
        return
    Session.objects.filter(pk__in=[each.pk for each in beyond]).delete()
    audit.record(
        [
            Entry(
                tag="session:end",
                at=now,
                actor=user,
                session=sessions.session_code(each),
                objects={"by": "limit"},
            )
            for each in beyond
        ]
    )
