"""How a person proves who they are: one gesture of a passkey, or password and code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import challenges, passkeys, passwords, throttle, totp, ways
from desvelo.guards.access.challenges import Bond
from desvelo.guards.access.errors import PasskeyRefused, SignInRefused
from desvelo.guards.access.models import Passkey, User
from desvelo.guards.access.throttle import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeProof:
    """What somebody types who proves themselves without a passkey, and from where."""

    password: str
    code: str
    address: str
    known: str = ""


def use_passkey(text: str, bond: Bond, *, of: User | None = None, now: datetime) -> Passkey:
    """Return the passkey that answered the challenge of *bond*, its counter moved on; raise PasskeyRefused.

    The challenge is spent whatever follows.  Without *of*, the answer must itself say whose it is.
    """
    answer = passkeys.read_used(text)
    challenges.spend(answer.challenge, bond, now=now)
    with transaction.atomic():
        rows = Passkey.objects.select_for_update(of=("self",)).select_related("user")
        passkey = rows.filter(credential_id=answer.credential_id).first()
        if passkey is None:
            raise PasskeyRefused(reason=passkeys.UNPROVED)
        try:
            _require_owner(passkey, answer, of=of)
            passkeys.verify_used(answer, passkey)
        except PasskeyRefused as refused:
            raise PasskeyRefused(reason=refused.reason, owner=passkey.user_id) from None
        passkey.sign_count, passkey.used_at = answer.counter, now
        passkey.save(update_fields=["sign_count", "used_at"])
    return passkey


def new_passkey(text: str, bond: Bond, *, of: UUID, name: str, now: datetime) -> Passkey:
    """Return the passkey that answered the challenge of *bond*, which nobody stored yet; raise PasskeyRefused.

    The challenge is spent whatever follows.
    """
    read = passkeys.read_new(text)
    challenges.spend(read.challenge, bond, now=now)
    made = passkeys.verify_new(read)
    return Passkey(
        user_id=of,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=name,
        created_at=now,
    )


def check_password_and_code(user: User, proof: CodeProof, *, now: datetime) -> None:
    """Return when both are right, and burn the code; raise SignInRefused or TooManyTries.

    Nothing is read where the account takes passkeys alone.
    """
    origin = Origin(account=f"{throttle.CODE}{user.email}", address=proof.address, known=proof.known)
    throttle.require_calm(origin, now=now)
    enrolled = user.totp_confirmed_at is not None and ways.takes(user, ways.BY_CODE)
    right = passwords.matches(user.password_hash, proof.password)
    if not right or not (enrolled and totp.accept(user.id, proof.code, now=now)):
        throttle.count_failure(origin, now=now)
        raise SignInRefused
    throttle.forget_failures(origin, now=now)


def _require_owner(passkey: Passkey, answer: passkeys.Answer, *, of: User | None) -> None:
    """Refuse another person's passkey, one that does not say whose it is, and one of somebody who may not enter."""
    named = answer.user_handle if of is None or answer.user_handle is not None else of.id.bytes
    if named != passkey.user_id.bytes or (of is not None and of.id != passkey.user_id) or not passkey.user.is_active:
        raise PasskeyRefused(reason=passkeys.UNPROVED)
