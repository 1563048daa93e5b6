"""Sessions: a random token in a cookie, its hash in the database, and three clocks.

A session that only passed the password opens nothing but the second factor, and for ten minutes.  A full session ends
after an hour without activity and after twelve hours in any case.  Fetches the page makes by itself are not activity.

Source: security-design section 8 (sessions); architecture section 9 (idle, end, absolute).
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import connection

from desvelo.guards.access.models import Session, User
from desvelo.kernel.authority import Actor, Role

PASSWORD_STAGE = timedelta(minutes=10)
IDLE_END = timedelta(minutes=60)
ABSOLUTE_END = timedelta(hours=12)
_TOUCH_EVERY = timedelta(seconds=30)
_TOKEN_BYTES = 32


def digest(token: str) -> bytes:
    """Return what is stored of *token*."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def start(user: User, *, stage: Session.Stage, now: datetime) -> str:
    """Start a session and return its token, which is never seen again here."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    Session.objects.create(token_hash=digest(token), user=user, stage=stage, created_at=now, active_at=now)
    return token


def end(token: str) -> None:
    """End the session of *token*, if there is one."""
    Session.objects.filter(token_hash=digest(token)).delete()


def find(token: str, *, now: datetime) -> Session | None:
    """Return the living session of *token*, with its person, or None."""
    if not token:
        return None
    session = Session.objects.select_related("user").filter(token_hash=digest(token), user__is_active=True).first()
    return session if session is not None and _alive(session, now=now) else None


def touch(session: Session, *, now: datetime) -> None:
    """Note that the person did something."""
    if now - session.active_at > _TOUCH_EVERY:
        Session.objects.filter(pk=session.pk).update(active_at=now)


def actor_of(session: Session) -> Actor:
    """Return on whose behalf a request of this session is made."""
    user = session.user
    with connection.cursor() as cursor:
        cursor.execute("SELECT team_id FROM access_user_teams WHERE user_id = %s", [user.id])
        teams = frozenset(row[0] for row in cursor.fetchall())
    return Actor(id=user.id, name=user.name, role=Role(user.role), teams=teams, session=session_code(session))


def session_code(session: Session) -> str:
    """Return what names a session in the ledger: a hash of the stored hash, useless for signing in."""
    return hashlib.sha256(b"desvelo/session" + bytes(session.token_hash)).hexdigest()[:16]


def sweep(*, now: datetime) -> int:
    """Delete sessions whose time is over."""
    deleted, _ = Session.objects.filter(created_at__lt=now - ABSOLUTE_END).delete()
    return deleted


def _alive(session: Session, *, now: datetime) -> bool:
    if session.stage == Session.Stage.PASSWORD:
        return now - session.created_at < PASSWORD_STAGE
    return now - session.created_at < ABSOLUTE_END and now - session.active_at < IDLE_END
