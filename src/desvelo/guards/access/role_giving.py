"""Make roles of the company's own, and give people a role: tighter at once, wider by two people.

Whoever manages people takes away alone.  What somebody would be able to do more, but for a few harmless things, waits
for the data protection officer, and so does whatever makes somebody one who keeps the system or answers for the data.
Nobody changes their own role.  A change ends the person's sessions, so nothing of before goes on anywhere.

Source: ux.md sections 2 and 6.17; security-design section 8 (authority cache), D9.6, D9.7; decision 0057.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from desvelo.guards.access import approvals, gate, grants, role_clones
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import LastKeeper, NameTaken, NotFound, OwnRequest, RoleRefused
from desvelo.guards.access.models import RoleClone, Session, User
from desvelo.guards.access.names import require_short
from desvelo.guards.access.role_clones import Kept
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import PERMISSIONS_OF, Actor, Permission, Role
from desvelo.kernel.roles import Made, gained, needs_two, refused

EDIT: Final = "role:widen"
GIVE: Final = "role:give"
LONGEST: Final = 60
_KEEPERS: Final = (Role.DPO, Role.IT)
_WAITS: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A role as it may be given: *clone* is None for a preset as it comes."""

    role: Role
    permissions: frozenset[Permission]
    clone: Kept | None = None

    @property
    def code(self) -> str:
        """Return what names it in a form."""
        return self.clone.public_id if self.clone else self.role.value

    @property
    def version(self) -> int:
        """Return which version of it this is; 0 for a preset."""
        return self.clone.version if self.clone else 0


def offered(actor: Actor, *, now: datetime) -> tuple[Given, ...]:
    """Return every role there is, the presets first.  Raises Forbidden."""
    gate.require(actor, Permission.USER_MANAGE, now=now)
    own = [_of_clone(each) for each in role_clones.everything()]
    return (*(_of_preset(role) for role in Role), *(each for each in own if each is not None))


def clone(*, actor: Actor, name: str, preset: str, now: datetime) -> str:
    """Make a role that is a preset under another name so far; return its public id.

    Raises Forbidden, ProofTooOld, NameRefused, NameTaken, RoleRefused.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    named = require_short(name, longest=LONGEST)
    made = Made(preset=_preset(preset))
    _require_sound(made)
    row = RoleClone(name=named)
    try:
        with transaction.atomic():
            entry = Entry(tag="role:make", at=now, actor=actor.id, session=actor.session)
            role_clones.settle(row, made, entry=entry)
    except IntegrityError:
        raise NameTaken from None
    return str(row.public_id)


def edit(*, actor: Actor, role: str, taken: frozenset[str], given: frozenset[str], now: datetime) -> bool:
    """Take out of a role at once; ask a second person for what its holders would gain.  Tell whether it is so now.

    Raises Forbidden, ProofTooOld, NotFound, RoleRefused, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        row = RoleClone.objects.select_for_update().filter(public_id=role).first()
        if row is None:
            raise NotFound
        kept = role_clones.one(role)
        made = Made(preset=Role(row.preset), taken=_known(taken), given=_known(given))
        _require_sound(made)
        before = kept.made.permissions if kept and kept.made else frozenset()
        if User.objects.filter(clone=row).exists() and needs_two(gained(before, made.permissions)):
            what = {
                "made": str(row.id),
                "version": row.version,
                "taken": sorted(made.taken),
                "given": sorted(made.given),
            }
            approvals.ask(actor=actor, kind=EDIT, subject=str(row.id), what=what, now=now)
            return False
        entry = Entry(tag="role:change", at=now, actor=actor.id, session=actor.session)
        role_clones.settle(row, made, entry=entry)
    return True


def gains(request: Request) -> frozenset[Permission]:
    """Return what those who hold a role would be able to do more, if a request to widen it were agreed to."""
    row = RoleClone.objects.filter(pk=request.what["made"]).first()
    kept = role_clones.one(row.public_id) if row else None
    before = kept.made.permissions if kept and kept.made else frozenset()
    return gained(before, _asked(request, Role(row.preset)).permissions) if row else frozenset()


def would_gain(request: Request) -> frozenset[Permission]:
    """Return what somebody would be able to do more, if a request to give them a role were agreed to."""
    to = _named(request.what["to"])
    return gained(may(UUID(request.what["user"])), to.permissions) if to else frozenset()


def role_name(request: Request) -> str:
    """Return the name of the role a request is about."""
    return RoleClone.objects.filter(pk=request.what["made"]).values_list("name", flat=True).first() or "?"


def give(*, actor: Actor, person: str, role: str, now: datetime) -> UUID | None:
    """Give somebody a role in the caller's transaction, or ask a second person; return who it is so for now.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, LastKeeper, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        user, was, to = _judged(person, role)
        if user.id == actor.id:
            raise OwnRequest
        if to.role in _KEEPERS or needs_two(gained(was, to.permissions)):
            what = {
                "user": str(user.id),
                "was": _code(user),
                "to": to.code,
                "role": to.role.value,
                "version": to.version,
            }
            approvals.ask(actor=actor, kind=GIVE, subject=str(user.id), what=what, now=now)
            return None
        entry = Entry(tag=GIVE, at=now, actor=actor.id, session=actor.session)
        _give(user, to, entry)
    return user.id


def may(user: UUID) -> frozenset[Permission]:
    """Return what somebody may do now."""
    held = grants.held(user)
    return held.may if held else frozenset()


def given(request: Request, now: datetime) -> UUID:
    """Give somebody the role two people decided, if both still are what was read; return who.  Raises NotFound."""
    public_id = User.objects.filter(pk=request.what["user"]).values_list("public_id", flat=True).first()
    user, _was, to = _judged(public_id or "", request.what["to"])
    if _code(user) != request.what["was"] or to.version != request.what["version"]:
        raise NotFound
    objects = {"approval": str(request.id), "by": str(request.asked_by)}
    _give(user, to, Entry(tag=GIVE, at=now, actor=request.decided_by, objects=objects))
    return user.id


def _widen(request: Request, now: datetime) -> None:
    """Widen a role as two people decided, if it still is what they read.  Raises NotFound."""
    row = RoleClone.objects.select_for_update().filter(pk=request.what["made"]).first()
    if row is None or row.version != request.what["version"]:
        raise NotFound
    made = _asked(request, Role(row.preset))
    _require_sound(made)
    objects = {"approval": str(request.id), "by": str(request.asked_by)}
    role_clones.settle(row, made, entry=Entry(tag=EDIT, at=now, actor=request.decided_by, objects=objects))


def _judged(person: str, role: str) -> tuple[User, frozenset[Permission], Given]:
    """Return somebody, locked, what they may do now, and the role they are to have.  Raises NotFound, LastKeeper."""
    keepers = list(User.objects.select_for_update().filter(is_active=True, role__in=_KEEPERS))
    user = User.objects.select_for_update(of=("self",)).filter(public_id=person, is_active=True).first()
    RoleClone.objects.select_for_update().filter(public_id=role).first()  # nobody widens it meanwhile
    to = _named(role)
    held = grants.held(user.id) if user else None
    if user is None or to is None or held is None:
        raise NotFound
    others = [each for each in keepers if each.role == user.role and each.id != user.id]
    if user.role in _KEEPERS and to.role != user.role and not others:
        raise LastKeeper
    return user, held.may, to


def _give(user: User, to: Given, entry: Entry) -> None:
    User.objects.filter(pk=user.pk).update(role=to.role.value, clone_id=to.clone.id if to.clone else None)
    Session.objects.filter(user_id=user.id).delete()
    objects = {**entry.objects, "user": str(user.id), "role": to.role.value}
    objects |= {"made": str(to.clone.id)} if to.clone else {}
    grants.settle(user.id, Entry(tag=entry.tag, at=entry.at, actor=entry.actor, session=entry.session, objects=objects))


def _named(role: str) -> Given | None:
    if role in {each.value for each in Role}:
        return _of_preset(Role(role))
    kept = role_clones.one(role)
    return _of_clone(kept) if kept else None


def _of_preset(role: Role) -> Given:
    return Given(role=role, permissions=PERMISSIONS_OF[role])


def _of_clone(kept: Kept) -> Given | None:
    """Return a role of the company's own; None for one that nobody vouches for, which is given to nobody."""
    return Given(role=kept.made.preset, permissions=kept.made.permissions, clone=kept) if kept.made else None


def _code(user: User) -> str:
    return str(user.clone.public_id) if user.clone else str(user.role)


def _asked(request: Request, preset: Role) -> Made:
    taken, given_ = frozenset(request.what["taken"]), frozenset(request.what["given"])
    return Made(preset=preset, taken=_known(taken), given=_known(given_))


def _known(codes: frozenset[str]) -> frozenset[Permission]:
    if not codes <= {each.value for each in Permission}:
        raise RoleRefused(reason="given")
    return frozenset(Permission(each) for each in codes)


def _preset(code: str) -> Role:
    if code not in {each.value for each in Role}:
        raise RoleRefused(reason="preset")
    return Role(code)


def _require_sound(made: Made) -> None:
    if reason := refused(made):
        raise RoleRefused(reason=reason)


EDIT_KIND: Final = Kind(
    lasts=_WAITS, permission=Permission.POLICY_MANAGE, one_is=Role.DPO, needs_proof=True, carry_out=_widen
)
