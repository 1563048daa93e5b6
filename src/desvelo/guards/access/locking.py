"""Lock the screen, and prove again who you are: to unlock it, or before something that needs it fresh.

Both give the session a new token and take the same proof.  A lock is a state of the session, in the database: whatever
the browser still shows, the server answers nothing more.

Source: ux.md sections 4 and 10; security-design section 8 (lock, step-up); ASVS v5.0.0-7.2.4, 7.3.1, 7.5.1.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from desvelo.guards.access import challenges, passkeys, proofs, sessions, ways
from desvelo.guards.access.challenges import Bond, Purpose
from desvelo.guards.access.errors import PasskeyRefused, SignInRefused
from desvelo.guards.access.models import Passkey, Session
from desvelo.guards.access.proofs import CodeProof
from desvelo.guards.access.ways import BY_CODE, BY_PASSKEY
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry

BY_HAND, BY_IDLENESS = "hand", "idle"
_BATCH = 500


def lock(*, token: str, now: datetime) -> None:
    """Lock the session of *token* now; one that is locked or gone stays as it is."""
    session = _full(token, now=now)
    with transaction.atomic():
        if Session.objects.filter(pk=session.pk, locked_at=None).update(locked_at=now):
            audit.record([_entry("session:lock", session, objects={"by": BY_HAND}, now=now)])


def note_idle_locks(*, now: datetime) -> int:
    """Put on record the sessions that locked by themselves; they were locked before anybody noted it."""
    with transaction.atomic():
        due = Session.objects.filter(stage=Session.Stage.FULL, locked_at=None, locks_at__lte=now)
        rows = list(due.select_for_update(skip_locked=True)[:_BATCH])
        for session in rows:
            _note(session)
    return len(rows)


def ask_passkey(*, token: str, now: datetime) -> dict[str, Any]:
    """Return what the browser needs to let the person prove themselves with one of their own passkeys."""
    session = _full(token, now=now)
    challenge = challenges.issue(_bond(session, now=now), now=now)
    allowed = Passkey.objects.filter(user=session.user).values_list("credential_id", flat=True)
    return passkeys.request_options(challenge=challenge, allowed=[bytes(each) for each in allowed])


def prove_with_passkey(*, token: str, answer: str, now: datetime) -> str:
    """Take a passkey's answer as proof and return the session's new token; raise SignInRefused."""
    session = _full(token, now=now)
    try:
        proofs.use_passkey(answer, _bond(session, now=now), of=session.user, now=now)
    except PasskeyRefused as refused:
        _refuse(session, reason=refused.reason, now=now)
        raise SignInRefused from None
    return renew(session, by=BY_PASSKEY, now=now)


def prove_with_code(*, token: str, proof: CodeProof, now: datetime) -> str:
    """Take password and code as proof and return the session's new token; raise SignInRefused or TooManyTries."""
    session = _full(token, now=now)
    try:
        proofs.check_password_and_code(session.user, proof, now=now)
    except SignInRefused:
        _refuse(session, reason=BY_CODE, now=now)
        raise
    return renew(session, by=BY_CODE, now=now)


def _full(token: str, *, now: datetime) -> Session:
    session = sessions.find(token, now=now)
    if session is None or session.stage != Session.Stage.FULL:
        raise SignInRefused
    return session


def _bond(session: Session, *, now: datetime) -> Bond:
    purpose = Purpose.UNLOCK if sessions.is_locked(session, now=now) else Purpose.PROVE
    return Bond(purpose=purpose, holder=bytes(session.token_hash))


def renew(session: Session, *, by: str, now: datetime) -> str:
    """Let the person of a session, who just proved themselves, go on; return its new token, or raise SignInRefused."""
    if not ways.takes(session.user, by):
        _refuse(session, reason="passkey_only", now=now)
    ways.require(session.user, by)
    with transaction.atomic():
        locked = sessions.is_locked(session, now=now)
        if locked and session.locked_at is None:
            _note(session)
        token = sessions.renew(session, now=now)
        if token is None:
            raise SignInRefused
        objects = {"by": by, "renewed": sessions.code_of(sessions.digest(token))}
        audit.record([_entry(_tag(locked=locked), session, objects=objects, now=now)])
    return token


def _refuse(session: Session, *, reason: str, now: datetime) -> None:
    locked = sessions.is_locked(session, now=now)
    with transaction.atomic():
        audit.record([_entry(_tag(locked=locked), session, objects={}, result=f"denied:{reason}", now=now)])


def _note(session: Session) -> None:
    """Make an idle lock a fact, at the moment it came."""
    if Session.objects.filter(pk=session.pk, locked_at=None).update(locked_at=session.locks_at):
        audit.record([_entry("session:lock", session, objects={"by": BY_IDLENESS}, now=session.locks_at)])


def _tag(*, locked: bool) -> str:
    return "session:unlock" if locked else "session:prove"


def _entry(tag: str, session: Session, *, objects: dict[str, str], now: datetime, result: str = "done") -> Entry:
    return Entry(
        tag=tag,
        at=now,
        result=result,
        actor=session.user_id,
        session=sessions.session_code(session),
        objects=objects,
    )
