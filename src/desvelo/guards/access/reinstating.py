"""Whoever lost every factor comes back by two people: one asks, another agrees, and the person needs both their parts.

Who asked gets a link, shown once; who agreed reads a word of eight letters.  The person opens the link, types the word
and chooses a password: neither of the two can become the person alone, and what a mailbox holds is never enough.  What
opened the account before is void from then on, and a second factor is enrolled before anything else.

Source: security-design section 8 (recovery of a lost factor), D9.7; ASVS v5.0.0-6.4.4, 6.4.6.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import (
    approvals,
    entering,
    gate,
    grants,
    known,
    notices,
    passwords,
    sessions,
    throttle,
    typed_codes,
    vouching,
)
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import InvitationRefused, NotFound, OwnRequest
from desvelo.guards.access.models import Passkey, Session, User
from desvelo.guards.access.recovery_models import RecoveryCode, RecoveryLink
from desvelo.guards.access.throttle import Network, Origin
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

RECOVER: Final = "user:recover"
LINKED: Final = "recovery:link"
REFUSED: Final = "recovery:refuse"
LASTS: Final = timedelta(hours=24)
_WORD_BYTES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """What somebody who comes back brings: the code of the link, the word, and a new password; from where."""

    code: str = field(repr=False)
    word: str = field(repr=False)
    password: str = field(repr=False)
    address: str
    device: str = ""


def ask(*, actor: Actor, public_id: str, now: datetime) -> str:
    """Ask a second person that somebody may begin anew with their factors; return the public id of the request.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    row = _person(public_id)
    if row.id == actor.id:
        raise OwnRequest
    what = {"user": str(row.id), "role": row.role}
    return approvals.ask(actor=actor, kind=RECOVER, subject=str(row.id), what=what, now=now)


def standing(*, actor: Actor, user: UUID, now: datetime) -> str:
    """Return how far what *actor* asked for is: ``waiting``, ``agreed``, or nothing."""
    if approvals.usable(actor=actor, kind=RECOVER, subject=str(user), now=now) is not None:
        return "agreed"
    waiting = approvals.waiting_of(actor, kind=RECOVER, subject=str(user), now=now)
    return "waiting" if waiting is not None else ""


def make_link(*, actor: Actor, public_id: str, now: datetime) -> str:
    """Return the code of the link, once another person agreed: it is shown this once.

    Raises Forbidden, ProofTooOld, NotFound where nobody agreed.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    row = _person(public_id)
    code = typed_codes.make()
    with transaction.atomic():
        approval = approvals.use(actor=actor, kind=RECOVER, subject=str(row.id), now=now)
        if approval is None:
            raise NotFound
        RecoveryLink.objects.filter(user=row).delete()
        link = RecoveryLink(user=row, approval_id=approval, digest=_digest(code), expires_at=now + LASTS)
        link.mac = vouching.mac(_KIND, *_signed(link))
        link.save(force_insert=True)
        objects = {"user": str(row.id), "approval": str(approval)}
        audit.record([Entry(tag=LINKED, at=now, actor=actor.id, session=actor.session, objects=objects)])
    return typed_codes.shown(code)


def word_of(request: Request, *, reader: UUID, now: datetime) -> str:
    """Return the word for whoever agreed to *request*, while it is good for something; nothing for anybody else."""
    over = now >= request.asked_at + KIND.lasts + KIND.usable_for + LASTS
    return _word(request.id) if request.decided_by == reader and request.kind == RECOVER and not over else ""


def come_back(returning: Returning, *, now: datetime) -> str:
    """Void all that opened the account before, and return the token of a session that only enrols a factor.

    What was typed wrongly does not use the link up.  Raises TooManyTries, InvitationRefused,
    AccountRefused, PasswordRefused.
    """
    network = Network(address=returning.address)
    throttle.require_calm(network, now=now)
    written = typed_codes.read(returning.code)
    origin = Origin(account=f"{throttle.LINK}{_digest(written).hex()}", address=returning.address)
    throttle.require_calm(origin, now=now)
    _require_granted(written, now=now)
    try:
        with transaction.atomic():
            link = _held(written, returning.word, now=now)
            passwords.require_good(returning.password)
            user = link.user
            _void(link, password=returning.password, now=now)
            return sessions.start(user, stage=Session.Stage.PASSWORD, now=now, device=returning.device)
    except InvitationRefused:
        throttle.count_failure(network, now=now)
        throttle.count_failure(origin, now=now)
        entering.record(None, result="denied:link", now=now)
        raise


def sweep(*, now: datetime) -> int:
    """Forget links that are over, and take away, on record, every one that was not made here."""
    deleted, _ = RecoveryLink.objects.filter(expires_at__lte=now).delete()
    forged = (each for each in RecoveryLink.objects.all() if not _is_ours(each))
    return deleted + vouching.take_away(
        forged, kind=_KIND, entry=lambda each: Entry(tag=REFUSED, at=now, objects={"user": str(each.user_id)})
    )


def _require_granted(code: str, *, now: datetime) -> None:
    """Refuse, on record, an account that holds what nobody gave it: coming back would vouch for that."""
    link = RecoveryLink.objects.select_related("user").filter(digest=_digest(code), expires_at__gt=now).first()
    if link is not None:
        entering.require_granted(link.user, now=now)


def _held(code: str, word: str, *, now: datetime) -> RecoveryLink:
    """Return the link, held until this transaction ends: of two who have it, one comes in."""
    rows = RecoveryLink.objects.select_for_update(of=("self",)).select_related("user")
    link = rows.filter(digest=_digest(code), expires_at__gt=now, user__is_active=True).first()
    typed = "".join(word.split()).replace("-", "").upper().encode("utf-8", "surrogatepass")
    expected = _word(link.approval_id) if link else _word(UUID(int=0))
    right = hmac.compare_digest(typed, expected.replace("-", "").encode())
    if link is None or not right or not _is_ours(link):
        raise InvitationRefused(reason="code")
    return link


def _void(link: RecoveryLink, *, password: str, now: datetime) -> None:
    user = link.user_id
    User.objects.select_for_update().get(pk=user)
    Session.objects.filter(user_id=user).delete()
    Passkey.objects.filter(user_id=user).delete()
    RecoveryCode.objects.filter(user_id=user).delete()
    known.forget_all(user)
    app = {"totp_sealed": None, "totp_next_sealed": None, "totp_confirmed_at": None, "totp_last_step": 0}
    User.objects.filter(pk=user).update(
        **app, must_recover=False, codes_kept_at=None, password_hash=passwords.hashed(password)
    )
    link.delete()
    objects = {"user": str(user), "approval": str(link.approval_id)}
    grants.settle(user, Entry(tag=RECOVER, at=now, actor=user, objects=objects))
    notices.tell(notices.Kind.RESET, about=user, now=now)


def _person(public_id: str) -> User:
    row = User.objects.filter(public_id=public_id, is_active=True).first()
    if row is None:
        raise NotFound
    return row


def _not_the_person(request: Request, _now: datetime) -> None:
    """Refuse the word of the very person: whoever sits at an open screen of theirs would be the second one."""
    if str(request.decided_by) == request.what["user"]:
        raise OwnRequest


def _word(approval: UUID) -> str:
    """Return 40 bits that only this installation can compute, as eight letters."""
    code = base64.b32encode(vouching.mac("recovery word", str(approval))[:_WORD_BYTES]).decode("ascii")
    return typed_codes.shown(code)


def _is_ours(link: RecoveryLink) -> bool:
    return vouching.holds(link.mac, _KIND, *_signed(link))


def _signed(link: RecoveryLink) -> tuple[str | bytes, ...]:
    until = link.expires_at.astimezone(UTC).isoformat()
    return str(link.id), str(link.user_id), str(link.approval_id), bytes(link.digest), until


def _digest(code: str) -> bytes:
    return hashlib.sha256(b"desvelo/recovery" + code.encode("utf-8", "surrogatepass")).digest()


_KIND: Final = "recovery_link"
KIND: Final = Kind(
    lasts=timedelta(days=3),
    permission=Permission.POLICY_MANAGE,
    needs_proof=True,
    carry_out=_not_the_person,
    usable_for=LASTS,
)
