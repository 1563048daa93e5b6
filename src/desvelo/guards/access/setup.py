"""The first account of an installation: made once, by whoever reads the terminal it was started at.

A new installation answers on its port before anybody has an account, so the page alone must not be enough: it asks for
a code of 80 random bits that only the terminal shows, good for half an hour and for one account.  The database keeps
the code's hash.  Once there is an account the page does not exist any more, code or not.

Source: ux.md 7.1; security-design section 8.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from desvelo.base import company
from desvelo.guards.access import actions, queries, throttle, typed_codes
from desvelo.guards.access.actions import NewUser
from desvelo.guards.access.errors import NotFound, SetupRefused
from desvelo.guards.access.models import Challenge
from desvelo.guards.access.throttle import Origin
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Role

LASTS: Final = timedelta(minutes=30)
_LONGEST_NAME: Final = 80
_LOCK: Final = 0x64765F7365747570


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """What whoever sets an installation up says of themselves, of the company, and of its first team."""

    company: str
    name: str
    email: str
    team: str
    password: str = field(repr=False)


def issue(*, now: datetime) -> str | None:
    """Return a new code, the ones before it void; None once anybody has an account."""
    if queries.anybody():
        return None
    code = typed_codes.make()
    with transaction.atomic():
        Challenge.objects.filter(purpose=Challenge.Purpose.SETUP).delete()
        Challenge.objects.create(
            digest=_digest(code), purpose=Challenge.Purpose.SETUP, bound_to=b"", expires_at=now + LASTS
        )
    return typed_codes.shown(code)


def require_open() -> None:
    """Pass while nobody has an account; raise NotFound from then on."""
    if queries.anybody():
        raise NotFound


def claim(*, code: str, founder: Founder, address: str, now: datetime) -> None:
    """Make the first account, which still has to enrol its second factor, and the first team.

    Raises NotFound, TooManyTries, SetupRefused, PasswordRefused; of two who hold the code, one gets it.
    """
    require_open()
    origin = Origin(account="setup", address=address)
    throttle.require_calm(origin, now=now)
    try:
        with transaction.atomic():
            _wait_for_the_other()
            require_open()
            _spend(code, now=now)
            _found(founder, now=now)
    except SetupRefused as refused:
        if refused.reason == "code":
            throttle.count_failure(origin, now=now)
        raise


def _found(founder: Founder, *, now: datetime) -> None:
    texts = (founder.company, founder.name, founder.team)
    if any(not text.strip() or len(text) > _LONGEST_NAME or not text.isprintable() for text in texts):
        raise SetupRefused(reason="names")
    local, at, domain = founder.email.strip().partition("@")
    if not (local and at and "." in domain) or len(founder.email) > 254 or " " in founder.email.strip():  # noqa: PLR2004
        raise SetupRefused(reason="email")
    team = actions.create_team(name=founder.team.strip())
    new = NewUser(
        email=founder.email, name=founder.name.strip(), role=Role.IT, password=founder.password, company=founder.company
    )
    user = actions.create_user(new, now=now)
    audit.record([Entry(tag="installation:claim", at=now, actor=user, objects={"team": str(team)})])
    company.call(founder.company.strip())


def _spend(code: str, *, now: datetime) -> None:
    written = typed_codes.read(code)
    rows = Challenge.objects.filter(digest=_digest(written), purpose=Challenge.Purpose.SETUP, expires_at__gt=now)
    if not rows.delete()[0]:
        raise SetupRefused(reason="code")


def _wait_for_the_other() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _digest(code: str) -> bytes:
    return hashlib.sha256(b"desvelo/setup" + code.encode()).digest()
