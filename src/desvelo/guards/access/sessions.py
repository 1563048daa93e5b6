"""Sessions: a random token in a cookie, its hash in the database, and four clocks.

A session that only passed the password, or a recovery code, opens nothing but the second factor or its enrolment, and
for ten minutes.  A full session locks
after some minutes without an act of the person (`DESVELO_LOCK_MINUTES`), ends after an hour without one, and after
twelve hours in any case.  Locked, it opens nothing but the page that unlocks it, and past eight hours not even that.
Fetches the page makes by itself are not acts.

Whose it is, how far they got and when they proved it is vouched for: a row written by somebody with the database alone
is nobody's session.

Source: security-design section 8 (sessions), D9.6; architecture section 9 (idle, end, absolute); ux.md 6.17.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from desvelo.guards.access import grants, vouching
from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor

PASSWORD_STAGE = timedelta(minutes=10)
IDLE_END = timedelta(minutes=60)
UNLOCK_UNTIL = timedelta(hours=8)
ABSOLUTE_END = timedelta(hours=12)
_TOUCH_EVERY = timedelta(seconds=5)
_TOKEN_BYTES = 32
REFUSED = "session:refuse"


def digest(token: str) -> bytes:
    """Return what is stored of *token*."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def start(
    user: User, *, stage: Session.Stage, now: datetime, device: str = "", proved_at: datetime | None = None
) -> str:
    """Start a session and return its token, which is never seen again here."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session = Session(
        token_hash=digest(token),
        user=user,
        stage=stage,
        created_at=now,
        active_at=now,
        locks_at=now + lock_after(),
        device=device,
        proved_at=proved_at,
    )
    session.mac = vouched(session)
    session.save(force_insert=True)
    return token


def renew(session: Session, *, now: datetime) -> str | None:
    """Give a session whose person just proved who they are a new token, unlocked; None if it was gone by then.

    Its twelve hours go on from where they began.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    new = Session(
        token_hash=digest(token),
        user_id=session.user_id,
        stage=session.stage,
        created_at=session.created_at,
        proved_at=now,
    )
    renewed = Session.objects.filter(pk=session.pk).update(
        token_hash=new.token_hash,
        proved_at=now,
        active_at=now,
        locks_at=now + lock_after(),
        locked_at=None,
        mac=vouched(new),
    )
    return token if renewed else None


def end(token: str) -> None:
    """End the session of *token*, if there is one."""
    Session.objects.filter(token_hash=digest(token)).delete()


def find(token: str, *, now: datetime) -> Session | None:
    """Return the living session of *token*, locked or not, with its person, or None.

    One that was not begun here is gone, and a person who holds what nobody gave them has none any more; both are put on
    record.
    """
    if not token:
        return None
    session = Session.objects.select_related("user").filter(token_hash=digest(token), user__is_active=True).first()
    if session is None or not _alive(session, now=now):
        return None
    if not _is_ours(session):
        _refuse(session, now=now)
        return None
    session.held = grants.held(session.user_id)
    if session.held is None:
        grants.refuse(session.user_id, now=now)
        return None
    return session


def living(user: UUID, *, now: datetime) -> list[Session]:
    """Return the full sessions of a person, the last used first."""
    rows = Session.objects.filter(user_id=user, stage=Session.Stage.FULL).order_by("-active_at")
    return [each for each in rows if _alive(each, now=now)]


def is_locked(session: Session, *, now: datetime) -> bool:
    """Tell whether a full session opens nothing until its person proves who they are."""
    return session.locked_at is not None or now >= session.locks_at


def seconds_left(session: Session, *, now: datetime) -> int:
    """Return in how many seconds a session locks if its person does nothing."""
    return max(0, int((session.locks_at - now).total_seconds()))


def touch(session: Session, *, now: datetime) -> None:
    """Note that the person did something."""
    locks_at = now + lock_after()
    if locks_at - session.locks_at > _TOUCH_EVERY:
        session.active_at, session.locks_at = now, locks_at
        Session.objects.filter(pk=session.pk, locked_at=None).update(active_at=now, locks_at=locks_at)


def lock_after() -> timedelta:
    """Return how long nobody may act before the screen locks."""
    return timedelta(minutes=settings.DESVELO.lock_minutes)


def actor_of(session: Session) -> Actor:
    """Return on whose behalf a request of a session that was found is made."""
    user, held = session.user, session.held
    if held is None:
        raise SignInRefused
    return Actor(
        id=user.id,
        name=user.name,
        role=held.role,
        teams=held.teams | held.guest_in,
        guest_in=held.guest_in,
        permissions=held.permissions,
        role_name=held.role_name,
        session=session_code(session),
        proved_at=session.proved_at,
    )


def session_code(session: Session) -> str:
    """Return what names a session in the ledger: a hash of the stored hash, useless for signing in."""
    return code_of(bytes(session.token_hash))


def code_of(token_hash: bytes) -> str:
    """Return the same of the stored hash alone."""
    return hashlib.sha256(b"desvelo/session" + token_hash).hexdigest()[:16]


def sweep(*, now: datetime) -> int:
    """Delete sessions whose time is over, and those that were not begun here, on record; return how many."""
    deleted, _ = Session.objects.filter(created_at__lt=now - ABSOLUTE_END).delete()
    forged = [each for each in Session.objects.all() if not _is_ours(each)]
    for each in forged:
        _refuse(each, now=now)
    return deleted + len(forged)


def vouched(session: Session) -> bytes:
    """Return what vouches for *session* as it is now."""
    return vouching.mac("session", *_written(session))


def _is_ours(session: Session) -> bool:
    return vouching.holds(session.mac, "session", *_written(session))


def _written(session: Session) -> tuple[str | bytes, ...]:
    times = (session.created_at, session.proved_at)
    return (
        bytes(session.token_hash),
        str(session.user_id),
        session.stage,
        *(each.astimezone(UTC).isoformat() if each else "" for each in times),
    )


def _refuse(session: Session, *, now: datetime) -> None:
    with transaction.atomic():
        entry = Entry(tag=REFUSED, at=now, objects={"user": str(session.user_id)})
        vouching.put_on_record(entry, kind="session")
        Session.objects.filter(pk=session.pk).delete()


def _alive(session: Session, *, now: datetime) -> bool:
    age = now - session.created_at
    if session.stage != Session.Stage.FULL:
        return age < PASSWORD_STAGE
    if is_locked(session, now=now) and age >= UNLOCK_UNTIL:
        return False
    return age < ABSOLUTE_END and now - session.active_at < IDLE_END
