"""Enrolling a second factor: the first one, the one after recovery, and a code app that takes another's place.

The first is enrolled by whoever gave the password and never had any; after a recovery code only the session that the
code began may do it, because the password alone would otherwise be enough to give oneself a factor.  An account that
takes passkeys alone enrols a passkey.

Source: security-design section 8 (forced enrolment, recovery); ASVS v5.0.0-6.4.3, 6.4.4, 6.5.6.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from desvelo.guards.access import (
    account,
    challenges,
    entering,
    gate,
    grants,
    keepers,
    passkeys,
    proofs,
    sessions,
    throttle,
    totp,
    ways,
)
from desvelo.guards.access.challenges import Bond, Purpose
from desvelo.guards.access.errors import PasskeyRefused, SignInRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.access.throttle import Origin
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

TAG: Final = "factor:enrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The first code of an app, from where, and the cookie of a browser that may be known."""

    code: str
    address: str
    known: str = ""


def may_enrol(session: Session) -> bool:
    """Tell whether a session that is not full yet may give its person a second factor."""
    user = session.user
    if session.stage == Session.Stage.RECOVERY:
        return True
    has_one = user.totp_confirmed_at is not None or user.passkeys.exists()
    return session.stage == Session.Stage.PASSWORD and not has_one and not user.must_recover


def begin(*, token: str, now: datetime) -> bytes:
    """Return the secret a person without a code app must put into one, the same until it is confirmed."""
    user = _session(token, by=ways.BY_CODE, now=now).user
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.id)
        if locked.totp_confirmed_at is not None:
            raise SignInRefused
        if locked.totp_sealed is None:
            locked.totp_sealed = totp.seal_secret(locked.id, totp.new_secret())
            locked.save(update_fields=["totp_sealed"])
    return totp.open_secret(locked)


def confirm(*, token: str, code: str, address: str, now: datetime) -> str:
    """Confirm the new code app with its first code and return the token of a full session."""
    session = _session(token, by=ways.BY_CODE, now=now)
    user = session.user
    origin = Origin(account=f"{throttle.CODE}{user.email}", address=address)
    throttle.require_calm(origin, now=now)
    if user.totp_confirmed_at is not None or not totp.accept(user.id, code, now=now):
        throttle.count_failure(origin, now=now)
        raise SignInRefused
    entering.require_granted(user, now=now)
    with transaction.atomic():
        User.objects.filter(pk=user.id).update(totp_confirmed_at=now, must_recover=False)
        grants.settle(user.id, Entry(tag=TAG, at=now, actor=user.id, objects={"kind": "totp"}))
        sessions.end(token)
        return entering.let_in(user, by=ways.BY_CODE, device=session.device, now=now)


def ask_passkey(*, token: str, now: datetime) -> dict[str, Any]:
    """Return what the browser needs to make a passkey for whoever enrols."""
    user = _session(token, by=ways.BY_PASSKEY, now=now).user
    known = [bytes(each) for each in user.passkeys.values_list("credential_id", flat=True)]
    return passkeys.creation_options(user, challenge=challenges.issue(_bond(token), now=now), known=known)


def add_passkey(*, token: str, answer: str, name: str, now: datetime) -> str:
    """Keep the passkey the browser made and return the token of a full session; raise SignInRefused."""
    session = _session(token, by=ways.BY_PASSKEY, now=now)
    user = session.user
    named = " ".join(name.split())[: account.LONGEST_NAME] or session.device or "?"
    try:
        new = proofs.new_passkey(answer, _bond(token), of=user.id, name=named, now=now)
    except PasskeyRefused as refused:
        entering.record(user.id, result=f"denied:{refused.reason}", now=now)
        raise SignInRefused from None
    entering.require_granted(user, now=now)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
            User.objects.filter(pk=user.id).update(must_recover=False)
            objects = {"kind": "passkey", "factor": str(new.id)}
            grants.settle(user.id, Entry(tag=TAG, at=now, actor=user.id, objects=objects))
            keepers.hold_if_due(user.id, now=now)
            sessions.end(token)
            return entering.let_in(user, by=ways.BY_PASSKEY, device=session.device, now=now)
    except IntegrityError:  # somebody's passkey already, perhaps another person's
        raise SignInRefused from None


def begin_again(*, actor: Actor, now: datetime) -> bytes:
    """Return the secret of an app that is to take the place of the one *actor* has, if any, until it is confirmed.

    Raises ProofTooOld, SignInRefused where the account takes passkeys alone.
    """
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.id)
        ways.require(user, ways.BY_CODE)
        if user.totp_next_sealed is None:
            user.totp_next_sealed = totp.seal_next(user.id, totp.new_secret())
            user.save(update_fields=["totp_next_sealed"])
    return totp.open_next(user)


def confirm_again(*, actor: Actor, typed: Typed, now: datetime) -> None:
    """Let the new app take the place of the one before with its first code.

    Raises ProofTooOld, TooManyTries, SignInRefused.
    """
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    origin = Origin(account=f"{throttle.CODE}{account.email_of(actor)}", address=typed.address, known=typed.known)
    throttle.require_calm(origin, now=now)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.id)
        ways.require(user, ways.BY_CODE)
        waits = user.totp_next_sealed is not None
        step = totp.matching_step(totp.open_next(user), typed.code, now=now) if waits else None
        if step is not None:
            user.totp_sealed, user.totp_next_sealed = totp.seal_secret(user.id, totp.open_next(user)), None
            user.totp_last_step, user.totp_confirmed_at = step, now
            user.save(update_fields=["totp_sealed", "totp_next_sealed", "totp_last_step", "totp_confirmed_at"])
            objects = {"kind": "totp", "by": "again"}
            grants.settle(user.id, Entry(tag=TAG, at=now, actor=user.id, session=actor.session, objects=objects))
    if step is None:
        throttle.count_failure(origin, now=now)
        raise SignInRefused


def _session(token: str, *, by: str, now: datetime) -> Session:
    session = sessions.find(token, now=now)
    if session is None or not may_enrol(session):
        raise SignInRefused
    ways.require(session.user, by)
    return session


def _bond(token: str) -> Bond:
    return Bond(purpose=Purpose.ENROL, holder=sessions.digest(token))
