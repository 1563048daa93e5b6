"""How somebody else comes to work here: a link with a code of 80 random bits, good for three days and one account.

Whoever manages people chooses e-mail, role and teams; whoever holds the code chooses name and password, and enrols a
second factor before anything opens.  Who will keep the system, answer for the data or belong to a restricted team comes
in only once a second person agreed; the first data protection officer of all has nobody to agree yet.  The database
keeps the code's hash, and what vouches that the place was made here for this role and these teams.  Another
invitation to the same address voids the one before.

The code stands behind ``#`` in the link: browsers do not send that part, so it is in no log, and no preview of a link
uses it up.

Source: ux.md 6.17 and 7.1.5; security-design section 8, D9.6.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.guards.access import actions, approvals, gate, team_kinds, throttle, typed_codes, vouching
from desvelo.guards.access.actions import NewUser
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import InvitationRefused, NotFound
from desvelo.guards.access.models import Invitation, Team, User
from desvelo.guards.access.throttle import Network
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role

LASTS: Final = timedelta(hours=72)
LONGEST_NAME: Final = 80
_ADDRESS = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+")
_LONGEST_ADDRESS: Final = 254
REFUSED: Final = "invitation:refuse"
IN_A_TEAM: Final = frozenset({Role.AGENT, Role.SUPERVISOR})
INVITE: Final = "user:invite"
_KEEPERS: Final = frozenset({Role.DPO, Role.IT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What somebody is invited to: *teams* are public ids."""

    email: str
    role: str
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody who holds a code says of themselves."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Somebody who works here, as whoever manages people sees them."""

    id: str
    name: str
    email: str
    role: Role
    teams: tuple[str, ...]
    has_second_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    """A place that nobody took yet."""

    id: str
    email: str
    role: Role
    teams: tuple[str, ...]
    until_label: str
    is_over: bool
    waits: bool


def people(actor: Actor, *, now: datetime) -> tuple[PersonLine, ...]:
    """Return everybody who works here.  Raises Forbidden."""
    gate.require(actor, Permission.USER_MANAGE, now=now)
    rows = User.objects.filter(is_active=True).prefetch_related("teams", "passkeys", "identities").order_by("name")
    return tuple(
        PersonLine(
            id=row.public_id,
            name=row.name,
            email=row.email,
            role=Role(row.role),
            teams=_names(row),
            has_second_factor=row.totp_confirmed_at is not None or bool(row.passkeys.all()) or _entered_outside(row),
        )
        for row in rows
    )


def invitations(actor: Actor, *, now: datetime) -> tuple[InvitationLine, ...]:
    """Return the places nobody took, those that are over included.  Raises Forbidden."""
    gate.require(actor, Permission.USER_MANAGE, now=now)
    wall = clock.wall()
    return tuple(
        InvitationLine(
            id=row.public_id,
            email=row.email,
            role=Role(row.role),
            teams=_names(row),
            until_label=f"{wording.date(row.expires_at)}, {wording.hour(row.expires_at)}",
            is_over=row.expires_at <= wall,
            waits=_waits(row),
        )
        for row in Invitation.objects.prefetch_related("teams").order_by("email")
    )


def may_invite(actor: Actor) -> bool:
    """Tell whether *actor* showed a factor recently enough: asked before a form is filled in."""
    return actor.has_proved(within=gate.PROOF_LASTS, now=clock.wall())


def invite(*, actor: Actor, place: Place, now: datetime) -> str:
    """Make a place for somebody and return its code, which nobody can read again; ask a second person if need be.

    *now* is the wall clock's time.  Raises Forbidden, ProofTooOld, InvitationRefused, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    email, role, teams = _judged(place)
    needs_word = _needs_word(role, teams)
    code = typed_codes.make()
    with transaction.atomic():
        Invitation.objects.filter(email=email).delete()
        row = Invitation.objects.create(
            digest=_digest(code),
            email=email,
            role=role.value,
            invited_by_id=actor.id,
            expires_at=now + LASTS,
            needs_word=needs_word,
        )
        row.teams.set(teams)
        _vouch(row)
        if needs_word:
            named = [str(team.id) for team in teams]
            what = {"invitation": str(row.id), "role": role.value, "teams": named}
            approvals.ask(actor=actor, kind=INVITE, subject=str(row.id), what=what, now=now)
        audit.record([_entry("user:invite", row, actor=actor, now=now)])
    return typed_codes.shown(code)


def withdraw(*, actor: Actor, invitation: str, now: datetime) -> None:
    """Take a place back.  Raises Forbidden, ProofTooOld, NotFound."""
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        row = Invitation.objects.select_for_update().filter(public_id=invitation).first()
        if row is None:
            raise NotFound
        audit.record([_entry("user:uninvite", row, actor=actor, now=now)])
        row.delete()


def accept(*, code: str, newcomer: Newcomer, address: str, now: datetime) -> str:
    """Make the account of whoever holds *code* and return its e-mail; its second factor is still to be enrolled.

    What was typed wrongly does not use the code up.  Raises TooManyTries, InvitationRefused, PasswordRefused.
    """
    network = Network(address=address)
    throttle.require_calm(network, now=now)
    try:
        with transaction.atomic():
            row = _held(code, now=now)
            _let_in(row, name=newcomer.name, password=newcomer.password, now=now)
            return row.email
    except InvitationRefused as refused:
        if refused.reason == "code":
            throttle.count_failure(network, now=now)
        raise


def reserved(code: str, *, address: str, now: datetime) -> Invitation:
    """Return the place a code is for, which stays open, to whoever takes it by a provider.

    Raises TooManyTries, InvitationRefused.
    """
    network = Network(address=address)
    throttle.require_calm(network, now=now)
    try:
        with transaction.atomic():
            return _held(code, now=now)
    except InvitationRefused:
        throttle.count_failure(network, now=now)
        raise


def take(invitation: UUID, *, name: str, now: datetime) -> UUID:
    """Make the account of whoever was sent to a provider with this place; it has no password.

    Within the caller's transaction; of two who hold the place, one gets it.  Raises InvitationRefused.
    """
    row = Invitation.objects.select_for_update().filter(pk=invitation, expires_at__gt=now).first()
    if row is None or not _is_ours(row):
        raise InvitationRefused(reason="code")
    if _waits(row):
        raise InvitationRefused(reason="waits")
    return _let_in(row, name=name, password=None, now=now)


def require_name(text: str) -> str:
    """Return a name as it is kept; raise InvitationRefused for none, too long a one, or what cannot be seen."""
    name = text.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvitationRefused(reason="name")
    return name


def require_address(text: str) -> str:
    """Return an e-mail as it is kept; raise InvitationRefused for what is none."""
    email = text.strip().lower()
    if len(email) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(email):
        raise InvitationRefused(reason="email")
    return email


def sweep(*, now: datetime) -> int:
    """Take back, on record, every place that was not made here; return how many there were."""
    forged = (row for row in Invitation.objects.prefetch_related("teams") if not _is_ours(row))
    return vouching.take_away(
        forged, kind="invitation", entry=lambda row: Entry(tag=REFUSED, at=now, objects={"invitation": str(row.id)})
    )


def _let_in(row: Invitation, *, name: str, password: str | None, now: datetime) -> UUID:
    named = require_name(name)
    if User.objects.filter(email=row.email).exists():
        raise InvitationRefused(reason="known")
    teams = tuple(row.teams.values_list("id", flat=True))
    new = NewUser(email=row.email, name=named, role=Role(row.role), password=password, teams=teams)
    user = actions.create_user(new, now=now)
    objects = {"invitation": str(row.id), "user": str(user)}
    audit.record([Entry(tag="user:join", at=now, actor=user, objects=objects)])
    row.delete()
    return user


def _held(code: str, *, now: datetime) -> Invitation:
    """Return the place a code is for, held until this transaction ends: of two who have the code, one gets it."""
    written = typed_codes.read(code)
    row = Invitation.objects.select_for_update().filter(digest=_digest(written), expires_at__gt=now).first()
    if row is None or not _is_ours(row):
        raise InvitationRefused(reason="code")
    if _waits(row):
        raise InvitationRefused(reason="waits")
    return row


def asked_email(request: Request) -> str:
    """Return for which address a request to let somebody in is; empty when the place is gone."""
    return Invitation.objects.filter(pk=request.what["invitation"]).values_list("email", flat=True).first() or ""


def _agree(request: Request, now: datetime) -> None:
    """Open a place that waited, if it still is what the second person read.  Raises NotFound."""
    rows = Invitation.objects.select_for_update(of=("self",)).prefetch_related("teams")
    row = rows.filter(pk=request.what["invitation"], expires_at__gt=now, agreed_by=None).first()
    if row is None or not _is_ours(row) or row.role != request.what["role"]:
        raise NotFound
    if sorted(request.what["teams"]) != sorted(str(team.id) for team in row.teams.all()):
        raise NotFound
    row.agreed_by_id = request.decided_by
    _vouch(row)


def _needs_word(role: Role, teams: list[Team]) -> bool:
    """Tell whether a place waits for a second person.  Raises InvitationRefused when nobody could agree yet."""
    if role not in _KEEPERS and not team_kinds.restricted(team.id for team in teams):
        return False
    if User.objects.filter(role=Role.DPO, is_active=True).exists():
        return True
    if role is Role.DPO:
        return False
    raise InvitationRefused(reason="officer_first")


def _waits(row: Invitation) -> bool:
    return row.needs_word and row.agreed_by_id is None


def _vouch(row: Invitation) -> None:
    row.mac = vouching.mac("invitation", *_written(row))
    row.save(update_fields=["mac", "agreed_by"])


def _is_ours(row: Invitation) -> bool:
    return vouching.holds(row.mac, "invitation", *_written(row))


def _written(row: Invitation) -> tuple[str | bytes, ...]:
    teams = sorted(str(each.pk) for each in row.teams.all())
    until = row.expires_at.astimezone(UTC).isoformat()
    word = ("word", str(row.agreed_by_id or "")) if row.needs_word else ()  # those made before it existed still hold
    return str(row.id), bytes(row.digest), row.email, row.role, until, *teams, *word


def _judged(place: Place) -> tuple[str, Role, list[Team]]:
    email = require_address(place.email)
    if place.role not in {role.value for role in Role}:
        raise InvitationRefused(reason="role")
    if User.objects.filter(email=email).exists():
        raise InvitationRefused(reason="known")
    teams = list(Team.objects.filter(public_id__in=place.teams))
    if len(teams) != len(set(place.teams)) or (Role(place.role) in IN_A_TEAM and not teams):
        raise InvitationRefused(reason="team")
    return email, Role(place.role), teams


def _entered_outside(row: User) -> bool:
    """Tell whether *row* ever entered by a provider, which takes a second factor, theirs or ours."""
    return any(each.used_at for each in row.identities.all())


def _names(row: User | Invitation) -> tuple[str, ...]:
    return tuple(sorted(team.name for team in row.teams.all()))


def _entry(tag: str, row: Invitation, *, actor: Actor, now: datetime) -> Entry:
    objects = {"invitation": str(row.id), "role": row.role}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)


def _digest(code: str) -> bytes:
    return hashlib.sha256(b"desvelo/invitation" + code.encode()).digest()


KIND: Final = Kind(
    lasts=LASTS, permission=Permission.POLICY_MANAGE, one_is=Role.DPO, needs_proof=True, carry_out=_agree
)
