"""A person chooses another password: the present one and a factor shown in the last minutes are both asked for.

Nothing makes a password end by itself; nobody but its owner can set one.

Source: ASVS v5.0.0-6.2.2, 6.2.3, 6.2.10, 7.4.3; NIST SP 800-63B-4 section 3.1.1.2.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from desvelo.base import company
from desvelo.guards.access import account, gate, grants, notices, passwords, throttle
from desvelo.guards.access.errors import CurrentRefused
from desvelo.guards.access.models import User
from desvelo.guards.access.passwords import PasswordRefused
from desvelo.guards.access.throttle import Origin
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

_TAG = "password:change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the person typed, from where, and whether the other browsers stay signed in.

    *known* is the cookie of a browser in which they entered before.
    """

    current: str = field(repr=False)
    new: str = field(repr=False)
    address: str
    known: str = field(default="", repr=False)
    keeps_others: bool = False


def change(*, actor: Actor, change: Change, now: datetime) -> None:
    """Give *actor* the new password; end their other sessions unless they are to stay.

    Raises ProofTooOld, TooManyTries, CurrentRefused, PasswordRefused ("same" when it is the present one).
    """
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    user = User.objects.get(pk=actor.id)
    origin = Origin(account=f"{throttle.CODE}{user.email}", address=change.address, known=change.known)
    throttle.require_calm(origin, now=now)
    if not passwords.matches(user.password_hash, change.current):
        throttle.count_failure(origin, now=now)
        gate.deny(actor, Permission.ACCOUNT_MANAGE, reason="current_password", target={}, now=now)
        raise CurrentRefused
    passwords.require_good(change.new, about=(user.name, user.email, company.name()))
    if change.new == change.current:
        raise PasswordRefused(reason="same")
    hashed = passwords.hashed(change.new)
    with transaction.atomic():
        User.objects.filter(pk=actor.id).update(password_hash=hashed)
        grants.settle(actor.id, Entry(tag=_TAG, at=now, actor=actor.id, session=actor.session))
        notices.tell_person(notices.Kind.PASSWORD, about=actor.id, now=now)
        if not change.keeps_others:
            account.end_all(actor, account.other_sessions(actor, now=now), now=now)
