"""The pages of the roles: what each lets somebody do, those of the company's own, who holds them; and giving one.

«Testar como» is a table of what the role may do: nobody becomes somebody else to find out.

Source: ux.md sections 2 and 6.17 (`/ajustes/papeis`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.base import clock
from desvelo.guards.access import approvals, gate, role_clones, role_giving, role_words
from desvelo.guards.access import queries as access
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.role_giving import Given
from desvelo.kernel import roles
from desvelo.kernel.authority import EVERYBODYS, PERMISSIONS_OF, WITHIN_A_TEAM, Actor, Permission, Role
from desvelo.service.desk import permission_words, staffing


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """One role in the list."""

    code: str
    name: str
    preset: str
    holders: tuple[str, ...]
    is_own: bool
    is_broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesPage:
    """Every role, and what may be copied."""

    lines: tuple[RoleLine, ...]
    presets: tuple[tuple[str, str], ...]
    has_proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionLine:
    """One permission, and whether the role has it; *can_change* where it may be taken out or given."""

    code: str
    text: str
    is_held: bool
    in_teams: bool
    can_change: bool
    is_changed: bool
    takes_two: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePage:
    """One role, permission by permission."""

    code: str
    name: str
    preset: str
    is_own: bool
    version: int
    holders: tuple[str, ...]
    lines: tuple[PermissionLine, ...]
    waits: bool
    has_proved: bool


def page(actor: Actor, *, now: datetime) -> RolesPage:
    """Return every role.  Raises Forbidden."""
    offered = role_giving.offered(actor, now=now)
    holders = access.holders()
    known = {each.clone.id for each in offered if each.clone}
    broken = [each for each in role_clones.everything() if each.id not in known]
    lines = [_line(each, holders) for each in offered]
    lines += [
        RoleLine(
            code=each.public_id,
            name=each.name,
            preset="",
            holders=_names(each.id, holders),
            is_own=True,
            is_broken=True,
        )
        for each in broken
    ]
    return RolesPage(
        lines=tuple(lines),
        presets=tuple((role.value, role_words.label(role)) for role in roles.CLONED),
        has_proved=actor.has_proved(within=gate.PROOF_LASTS, now=now),
    )


def role_page(actor: Actor, code: str, *, now: datetime) -> RolePage:
    """Return one role.  Raises Forbidden, NotFound."""
    found = next((each for each in role_giving.offered(actor, now=now) if each.code == code), None)
    if found is None:
        raise NotFound
    waiting = approvals.waiting(actor, now=clock.wall())
    return RolePage(
        code=found.code,
        name=_name(found),
        preset=role_words.label(found.role),
        is_own=found.clone is not None,
        version=found.version,
        holders=_line(found, access.holders()).holders,
        lines=tuple(_permission(each, found) for each in Permission if each not in EVERYBODYS),
        waits=found.clone is not None and any(each.what.get("made") == str(found.clone.id) for each in waiting),
        has_proved=actor.has_proved(within=gate.PROOF_LASTS, now=now),
    )


def choices(actor: Actor, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return every role that may be given, with its name.  Raises Forbidden."""
    return tuple((each.code, _name(each)) for each in role_giving.offered(actor, now=now))


def edit(*, actor: Actor, role: str, held: frozenset[str], now: datetime) -> bool:
    """Make a role of the company's own have exactly the permissions *held*; tell whether it has them now.

    Raises Forbidden, ProofTooOld, NotFound, RoleRefused, AlreadyAsked.
    """
    kept = role_clones.one(role)
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    if kept is None or kept.made is None:
        raise NotFound
    preset = {each.value for each in PERMISSIONS_OF[kept.made.preset]}
    taken, given = frozenset(preset - held), frozenset(held - preset)
    return role_giving.edit(actor=actor, role=role, taken=taken, given=given, now=now)


def give(*, actor: Actor, person: str, role: str, now: datetime) -> bool:
    """Give somebody a role, or ask a second person; what they had open goes on if they answer nobody any more.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, LastKeeper, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        user = role_giving.give(actor=actor, person=person, role=role, now=now)
        if user is not None:
            _hand_on(user, by=actor, now=now)
    return user is not None


def _given(request: Request, now: datetime) -> None:
    user = role_giving.given(request, now)
    if request.decided_by is not None:
        by = Actor(id=request.decided_by, name="", role=Role.DPO)  # for the entry about what was handed on
        _hand_on(user, by=by, now=now)


def _hand_on(user: UUID, *, by: Actor, now: datetime) -> None:
    if Permission.CONVERSATION_REPLY not in role_giving.may(user):
        staffing.hand_on(by, user, to="", now=now)


def _line(given: Given, holders: dict[UUID | str, tuple[str, ...]]) -> RoleLine:
    key = given.clone.id if given.clone else given.role.value
    return RoleLine(
        code=given.code,
        name=_name(given),
        preset=role_words.label(given.role),
        holders=_names(key, holders),
        is_own=given.clone is not None,
    )


def _names(key: UUID | str, holders: dict[UUID | str, tuple[str, ...]]) -> tuple[str, ...]:
    return holders.get(key, ())


def _name(given: Given) -> str:
    return given.clone.name if given.clone else role_words.label(given.role)


def _permission(each: Permission, given: Given) -> PermissionLine:
    preset = PERMISSIONS_OF[given.role]
    can_change = given.clone is not None and (each in preset or each in roles.may_be_given(given.role))
    return PermissionLine(
        code=each.value,
        text=permission_words.said(each),
        is_held=each in given.permissions,
        in_teams=each in WITHIN_A_TEAM,
        can_change=can_change,
        is_changed=given.clone is not None and (each in given.permissions) != (each in preset),
        takes_two=roles.needs_two({each}),
    )


GIVE_KIND: Final = Kind(
    lasts=timedelta(days=3),
    permission=Permission.POLICY_MANAGE,
    one_is=Role.DPO,
    needs_proof=True,
    carry_out=_given,
)
