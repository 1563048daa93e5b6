"""What a person does to their own account: passkeys, other sessions, look and language.

Whatever changes how somebody enters needs a factor shown in the last five minutes, because an open screen is not its
owner.  The look of the desk does not, and is not worth an entry; for how long protected data stays on the screen is.

Source: ux.md 6.17; ASVS v5.0.0-7.5.1, 7.5.2, 6.5.6.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from desvelo.guards.access import challenges, gate, grants, keepers, known, passkeys, proofs, sessions
from desvelo.guards.access.challenges import Bond, Purpose
from desvelo.guards.access.errors import LastFactor, NameRefused, NotFound, PasskeyRefused
from desvelo.guards.access.models import Passkey, Session, Theme, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

LONGEST_NAME = 60
_KIND = {"kind": "passkey"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the desk looks to one person."""

    theme: str
    language: str
    needs_time: bool


def ask_new_passkey(*, actor: Actor, token: str, now: datetime) -> dict[str, Any]:
    """Return what the browser needs to make a passkey for *actor*."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    user = User.objects.get(pk=actor.id)
    challenge = challenges.issue(_bond(token), now=now)
    known = [bytes(each) for each in user.passkeys.values_list("credential_id", flat=True)]
    return passkeys.creation_options(user, challenge=challenge, known=known)


def add_passkey(*, actor: Actor, token: str, answer: str, name: str, now: datetime) -> str:
    """Store the passkey the browser made; return its public id.  Raises ProofTooOld, NameRefused, PasskeyRefused."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    named = _name(name)
    try:
        return _add(actor, token=token, answer=answer, name=named, now=now)
    except PasskeyRefused as refused:
        with transaction.atomic():
            audit.record([_entry(actor, "factor:enrol", _KIND, now=now, result=f"denied:{refused.reason}")])
        raise


def rename_passkey(*, actor: Actor, passkey: str, name: str, now: datetime) -> None:
    """Give a passkey of *actor* another name; raise ProofTooOld, NameRefused, NotFound."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    named = _name(name)
    found = _own(actor, passkey, now=now)
    with transaction.atomic():
        Passkey.objects.filter(pk=found.pk).update(name=named)
        audit.record([_entry(actor, "factor:rename", _named(found), now=now)])


def remove_passkey(*, actor: Actor, passkey: str, now: datetime) -> None:
    """Forget a passkey of *actor*: it opens nothing any more.  Raises ProofTooOld, NotFound, LastFactor."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    found = _own(actor, passkey, now=now)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.id)
        by_provider = user.identities.filter(provider__is_on=True).exists()
        others = user.passkeys.exclude(pk=found.pk).exists()
        otherwise = (user.totp_confirmed_at is not None or by_provider) and not user.passkey_only
        if not others and not otherwise:
            raise LastFactor
        Passkey.objects.filter(pk=found.pk).delete()
        grants.settle(actor.id, _entry(actor, "factor:remove", _named(found), now=now))


def end_session(*, actor: Actor, code: str, now: datetime) -> None:
    """End one of the other sessions of *actor*, named by its code; raise ProofTooOld, NotFound."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    chosen = [each for each in other_sessions(actor, now=now) if sessions.session_code(each) == code]
    if not chosen:
        raise NotFound
    end_all(actor, chosen, now=now)


def end_other_sessions(*, actor: Actor, now: datetime, known_token: str = "") -> int:
    """End every session of *actor* but this one, and know no browser any more but the one of *known_token*.

    Return how many sessions there were.  Raises ProofTooOld.
    """
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    others = other_sessions(actor, now=now)
    end_all(actor, others, now=now)
    known.forget_all(actor.id, but=known_token)
    return len(others)


def other_sessions(actor: Actor, *, now: datetime) -> list[Session]:
    """Return the living sessions of *actor* but the one that asks, the last used first."""
    return [each for each in sessions.living(actor.id, now=now) if sessions.session_code(each) != actor.session]


def end_all(actor: Actor, chosen: list[Session], *, now: datetime) -> None:
    """End *chosen*, each with an entry; whoever calls asked the gate."""
    ended = [_entry(actor, "session:end", {"session": sessions.session_code(each)}, now=now) for each in chosen]
    with transaction.atomic():
        Session.objects.filter(pk__in=[each.pk for each in chosen]).delete()
        audit.record(ended)


def email_of(actor: Actor) -> str:
    """Return the address *actor* signs in with."""
    return str(User.objects.values_list("email", flat=True).get(pk=actor.id))


def choose_look(*, actor: Actor, look: Look, now: datetime) -> None:
    """Keep how the desk looks to *actor* on every device; what is not offered changes nothing."""
    gate.require(actor, Permission.ACCOUNT_MANAGE, now=now)
    chosen = {"theme": look.theme} if look.theme in Theme.values else {}
    if look.language in dict(settings.LANGUAGES):
        chosen["language"] = look.language
    User.objects.filter(pk=actor.id).update(**chosen)
    _give_time(actor, needs_time=look.needs_time, now=now)


def _give_time(actor: Actor, *, needs_time: bool, now: datetime) -> None:
    """Let *actor* have more time to read what is shown for a while, or as much as everybody; a change is on record."""
    with transaction.atomic():
        changed = User.objects.filter(pk=actor.id).exclude(needs_time=needs_time).update(needs_time=needs_time)
        if changed:
            audit.record([_entry(actor, "reading:change", {"time": "more" if needs_time else "usual"}, now=now)])


def _bond(token: str) -> Bond:
    return Bond(purpose=Purpose.ENROL, holder=sessions.digest(token))


def _add(actor: Actor, *, token: str, answer: str, name: str, now: datetime) -> str:
    new = proofs.new_passkey(answer, _bond(token), of=actor.id, name=name, now=now)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
            grants.settle(actor.id, _entry(actor, "factor:enrol", _named(new), now=now))
            keepers.hold_if_due(actor.id, now=now)
    except IntegrityError:  # somebody's passkey already, perhaps another person's
        raise PasskeyRefused(reason=passkeys.UNPROVED) from None
    return str(new.public_id)


def _own(actor: Actor, public_id: str, *, now: datetime) -> Passkey:
    found = Passkey.objects.filter(user_id=actor.id, public_id=public_id).first()
    if found is None:
        gate.deny(actor, Permission.ACCOUNT_MANAGE, reason="absent", target={}, now=now)
        raise NotFound
    return found


def _name(text: str) -> str:
    """Return a name as it is kept: one line of characters that can be seen."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise NameRefused(longest=LONGEST_NAME)
    return name


def _named(passkey: Passkey) -> dict[str, str]:
    return {**_KIND, "factor": str(passkey.id)}


def _entry(actor: Actor, tag: str, objects: dict[str, str], *, now: datetime, result: str = "done") -> Entry:
    return Entry(tag=tag, at=now, result=result, actor=actor.id, session=actor.session, objects=objects)
