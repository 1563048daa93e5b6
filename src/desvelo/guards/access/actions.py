"""Sign in, second factor, sign out; make people and teams.

Signing in by password has two steps with a new token at each: the password gives a session that opens only the second
factor; the code gives the full one.  There is no way around the second.  A passkey is both at once, because the device
verified its owner before it signed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from desvelo.base import company
from desvelo.guards.access import (
    challenges,
    entering,
    grants,
    passkeys,
    passwords,
    proofs,
    sessions,
    throttle,
    totp,
    ways,
)
from desvelo.guards.access.challenges import Bond, Purpose
from desvelo.guards.access.errors import PasskeyRefused, SignInRefused, TooManyTries
from desvelo.guards.access.models import Session, Team, User
from desvelo.guards.access.throttle import Network, Origin
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What is needed to make an account; without *totp_secret* the person enrols at first sign-in.

    Without *password* no password ever matches: the person enters by another way.
    """

    email: str
    name: str
    role: Role
    password: str | None
    teams: tuple[UUID, ...] = ()
    totp_secret: bytes | None = None
    company: str = ""
    """For the first account, whose company has no name yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Where somebody knocks from: the network's address, and the browser as its owner will read it."""

    address: str
    device: str = ""


def create_team(*, name: str, icon: str = "users-round") -> UUID:
    """Create a team, or return the one of that name."""
    team, _ = Team.objects.get_or_create(name=name, defaults={"icon": icon})
    return team.id


def create_user(new: NewUser, *, now: datetime) -> UUID:
    """Create a person's account; raise PasswordRefused for a poor password."""
    if new.password is not None:
        passwords.require_good(new.password, about=(new.name, new.email, new.company or company.name()))
    with transaction.atomic():
        user = User(
            email=_address(new.email),
            name=new.name,
            role=new.role.value,
            password_hash=passwords.hashed(new.password) if new.password is not None else "",
        )
        if new.totp_secret is not None:
            user.totp_sealed = totp.seal_secret(user.id, new.totp_secret)
            user.totp_confirmed_at = now
        user.save(force_insert=True)
        user.teams.set(Team.objects.filter(pk__in=new.teams))
        grants.settle(user.id, Entry(tag="user:create", at=now, objects={"user": str(user.id), "role": new.role.value}))
    return user.id


def check_password(  # noqa: PLR0913  what is typed, and where
    *, email: str, password: str, address: str, now: datetime, device: str = "", known: str = ""
) -> str:
    """Check the first step and return the token of a session that opens only the second.

    Raises SignInRefused or TooManyTries, with the same words and the same work for known and unknown accounts; whoever
    gave the right password is told when the account is refused.  *known* is the cookie of a browser that may be known.
    """
    origin = Origin(account=f"{throttle.PASSWORD}{_address(email)}", address=address, known=known)
    throttle.require_calm(origin, now=now)
    user = User.objects.filter(email=_address(email), is_active=True).first()
    if not passwords.matches(user.password_hash if user else None, password) or user is None:
        throttle.count_failure(origin, now=now)
        entering.record(user.id if user else None, result="denied:password", now=now)
        raise SignInRefused
    entering.require_granted(user, now=now)
    return sessions.start(user, stage=Session.Stage.PASSWORD, now=now, device=device)


def check_code(*, token: str, code: str, address: str, now: datetime, known: str = "") -> str:
    """Check the second step and return the token of a full session; the first token is dead either way it goes well.

    A right code is not even read where the account takes passkeys alone.
    """
    session = _password_session(token, now=now)
    user = session.user
    origin = Origin(account=f"{throttle.CODE}{user.email}", address=address, known=known)
    throttle.require_calm(origin, now=now)
    takes = ways.takes(user, ways.BY_CODE)
    if not takes or user.totp_confirmed_at is None or not totp.accept(user.id, code, now=now):
        throttle.count_failure(origin, now=now)
        entering.record(user.id, result="denied:code" if takes else "denied:passkey_only", now=now)
        raise SignInRefused
    throttle.forget_failures(origin, now=now)
    return _promote(session, token=token, now=now)


def ask_passkey(*, door: str, now: datetime) -> dict[str, Any]:
    """Return what the browser that holds the secret *door* needs to sign somebody in with a passkey."""
    return passkeys.request_options(challenge=challenges.issue(_door_bond(door), now=now))


def check_passkey(*, answer: str, door: str, visit: Visit, now: datetime) -> str:
    """Check a passkey's answer and return the token of a full session.

    Raises SignInRefused, with the same words whatever was wrong.  Nobody's failures keep anybody from trying: a passkey
    cannot be guessed.  Those of one network beyond a limit are counted and leave no more entries in the log.
    """
    network = Network(address=visit.address, what=ways.BY_PASSKEY)
    try:
        passkey = proofs.use_passkey(answer, _door_bond(door), now=now)
    except PasskeyRefused as refused:
        _put_on_record(refused, network, now=now)
        raise SignInRefused from None
    entering.require_granted(passkey.user, now=now)
    return entering.let_in(passkey.user, by=ways.BY_PASSKEY, device=visit.device, now=now)


def sign_out(*, token: str, now: datetime) -> None:
    """End the session of *token*."""
    session = sessions.find(token, now=now)
    if session is not None:
        audit.record([_entry("session:end", session, now=now)])
    sessions.end(token)


def open_demo_session(*, email: str, now: datetime, device: str = "") -> str:
    """Sign the demonstration's own agent in without asking; the demo pages alone call this, and only in a demo."""
    if not settings.DESVELO.demo:
        raise SignInRefused
    user = User.objects.get(email=email)
    token = sessions.start(user, stage=Session.Stage.FULL, now=now, device=device)
    entering.record(user.id, result="done:demo", now=now)
    return token


def _address(email: str) -> str:
    """Return the one way an address is written; what PostgreSQL cannot hold is nobody's."""
    return email.strip().lower().replace("\0", "\ufffd")


def _password_session(token: str, *, now: datetime) -> Session:
    session = sessions.find(token, now=now)
    if session is None or session.stage != Session.Stage.PASSWORD:
        raise SignInRefused
    return session


def _promote(session: Session, *, token: str, now: datetime) -> str:
    entering.require_granted(session.user, now=now)
    with transaction.atomic():
        sessions.end(token)
        return entering.let_in(session.user, by=ways.BY_CODE, device=session.device, now=now)


def _put_on_record(refused: PasskeyRefused, network: Network, *, now: datetime) -> None:
    try:
        throttle.require_calm(network, now=now)
    except TooManyTries:
        return
    throttle.count_failure(network, now=now)
    entering.record(refused.owner, result=f"denied:{refused.reason}", now=now)


def _door_bond(door: str) -> Bond:
    return Bond(purpose=Purpose.SIGN_IN, holder=sessions.digest(door))


def _entry(tag: str, session: Session, *, now: datetime) -> Entry:
    return Entry(tag=tag, at=now, actor=session.user_id, session=sessions.session_code(session))
