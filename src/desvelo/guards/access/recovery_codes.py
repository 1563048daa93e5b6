"""Ten codes of 75 random bits for whoever lost the phone or the key: each stands in once for the second factor.

A code is sixteen letters: the first says which of the ten it is, so that one argon2id hash is compared and not ten,
the other fifteen are the secret.  It is asked where the second factor is, after the first: alone it opens nothing, and
nobody without the password learns whether somebody has any.

Whoever uses one ends every session of theirs, known browsers too, has no code app any more and enrols a second factor
before anything else; those who keep watch and the person are told.

Source: security-design section 8 (recovery codes); NIST SP 800-63B-4 section 3.1.2 (64 bits or more); ASVS v5.0.0-6.5.1
to 6.5.3, 6.4.4.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from desvelo.guards.access import (
    entering,
    gate,
    grants,
    keepers,
    known,
    notices,
    passwords,
    sessions,
    terminal_codes,
    throttle,
    typed_codes,
)
from desvelo.guards.access.errors import NotFound, SignInRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.access.recovery_models import RecoveryCode
from desvelo.guards.access.throttle import Origin
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

COUNT: Final = 10
MADE, KEPT, USED = "recovery:make", "recovery:keep", "recovery:use"


def make(*, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Make ten codes for *actor*, those before void, and return them: nobody can read them again.

    Raises ProofTooOld.
    """
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    slots: set[str] = set()
    while len(slots) < COUNT:
        slots.add(typed_codes.make(1))
    codes = [slot + typed_codes.make(typed_codes.LETTERS - 1) for slot in sorted(slots)]
    new = [
        RecoveryCode(user_id=actor.id, slot=each[0], code_hash=passwords.hashed(each), created_at=now) for each in codes
    ]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.id)
        RecoveryCode.objects.filter(user_id=actor.id).delete()
        RecoveryCode.objects.bulk_create(new)
        User.objects.filter(pk=actor.id).update(codes_kept_at=None)
        entry = Entry(tag=MADE, at=now, actor=actor.id, session=actor.session, objects={"count": str(COUNT)})
        grants.settle(actor.id, entry)
    return tuple(map(typed_codes.shown, codes))


def keep(*, actor: Actor, now: datetime) -> None:
    """Put on record that *actor* keeps the codes that were shown; raise ProofTooOld, NotFound where there are none."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    with transaction.atomic():
        if not RecoveryCode.objects.filter(user_id=actor.id).exists():
            raise NotFound
        User.objects.filter(pk=actor.id).update(codes_kept_at=now)
        audit.record([Entry(tag=KEPT, at=now, actor=actor.id, session=actor.session)])
        keepers.hold_if_due(actor.id, now=now)


def use(*, token: str, code: str, address: str, known_token: str = "", now: datetime) -> str:
    """Use up a code in place of the second factor; return the token of a session that only enrols one.

    *token* is of the session the first factor began.  Raises SignInRefused, AccountRefused, TooManyTries.
    """
    session = sessions.find(token, now=now)
    if session is None or session.stage != Session.Stage.PASSWORD:
        raise SignInRefused
    user = session.user
    origin = Origin(account=f"{throttle.RECOVERY}{user.email}", address=address, known=known_token)
    throttle.require_calm(origin, now=now)
    entering.require_granted(user, now=now)
    with transaction.atomic():
        if (used := _use_up(user, typed_codes.read(code), now=now)) is not None:
            _begin_anew(user, used=used, now=now)
            return sessions.start(user, stage=Session.Stage.RECOVERY, now=now, device=session.device)
    throttle.count_failure(origin, now=now)
    entering.record(user.id, result="denied:recovery", now=now)
    raise SignInRefused


def _use_up(user: User, written: str, *, now: datetime) -> dict[str, str] | None:
    """Delete the code that was typed, of two who type it at once for one of them; return what to record, or None."""
    User.objects.select_for_update().get(pk=user.pk)
    if terminal_codes.use_up(user, written, now=now):
        return {"by": "terminal"}
    row = RecoveryCode.objects.select_for_update().filter(user=user, slot=written[:1]).first()
    if not passwords.matches(row.code_hash if row else None, written) or row is None:
        return None
    row.delete()
    return {"left": str(RecoveryCode.objects.filter(user=user).count())}


def _begin_anew(user: User, *, used: dict[str, str], now: datetime) -> None:
    Session.objects.filter(user=user).delete()
    known.forget_all(user.pk)
    app = {"totp_sealed": None, "totp_next_sealed": None, "totp_confirmed_at": None, "totp_last_step": 0}
    User.objects.filter(pk=user.pk).update(**app, must_recover=True)
    grants.settle(user.pk, Entry(tag=USED, at=now, actor=user.pk, objects=used))
    notices.tell(notices.Kind.RECOVERED, about=user.pk, now=now)
