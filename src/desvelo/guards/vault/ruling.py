"""Decide how open each class is to each team: tighter at once, looser only when a second person agrees.

The two are the one who keeps the system and the data protection officer: each sees what the other does not, and
neither sees content.  What is to be loosened is kept with the level it had when it was asked for; if that changed
meanwhile, it is asked for again, so nobody agrees to something else than they read.

Source: ux.md 6.17 and 6.18; security-design D9.7; decision 0053.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import approvals, gate
from desvelo.guards.access import queries as access
from desvelo.guards.access.approvals import Kind, Request, What
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import matrix
from desvelo.guards.vault.errors import RulesChanged
from desvelo.guards.vault.matrix import Standing
from desvelo.kernel.authority import Actor, Permission, Role
from desvelo.kernel.detection import openness
from desvelo.kernel.detection.openness import Cell, Change, Level

RELAX: Final = "rules:relax"
TIGHTEN: Final = "rules:tighten"
_WAITS: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What became of wished levels: what is so at once, and what waits for a second person, under which public id."""

    tightened: tuple[Change, ...] = ()
    asked: tuple[Change, ...] = ()
    approval: str = ""


def rules(actor: Actor, *, now: datetime) -> Standing:
    """Return the matrix as it stands.  Raises Forbidden."""
    gate.require(actor, Permission.POLICY_MANAGE, now=now)
    return matrix.standing()


def changes(wished: Mapping[Cell, str], *, standing: Standing) -> tuple[Change, ...]:
    """Return what of *wished* is not so yet.  Raises NotFound for a team, class or level that there is not."""
    teams = {each.id for each in access.all_teams()}
    known = frozenset(openness.classes())
    found = []
    for (team, label), wish in wished.items():
        if team not in teams or label not in known or wish not in {level.value for level in openness.offered(label)}:
            raise NotFound
        was = standing.at(team=team, label=label)
        if was != wish:
            found.append(Change(team=team, label=label, was=was, to=Level(wish)))
    return tuple(sorted(found, key=lambda each: (str(each.team), each.label)))


def rule(*, actor: Actor, wished: Mapping[Cell, str], now: datetime) -> Ruled:
    """Tighten at once what is to be tighter, and ask for a second person's word on the rest.

    Raises Forbidden, ProofTooOld, NotFound, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.POLICY_MANAGE, now=now)
    with transaction.atomic():
        matrix.wait_for_turn()
        standing = matrix.standing()
        found = changes(wished, standing=standing)
        tighter = tuple(each for each in found if not each.is_looser)
        looser = tuple(each for each in found if each.is_looser)
        if tighter:
            entry = Entry(tag=TIGHTEN, at=now, actor=actor.id, session=actor.session)
            matrix.put(tighter, by=actor.id, entry=entry, now=now)
        asked = ""
        if looser:
            what = {"cells": _kept(looser), "anew": standing.is_closed}
            asked = approvals.ask(actor=actor, kind=RELAX, subject="rules", what=what, now=now)
    return Ruled(tightened=tighter, asked=looser, approval=asked)


def begin_anew(*, actor: Actor, now: datetime) -> str:
    """Ask that the matrix, closed because it is not as it was decided, begin again as the classes have it.

    Raises Forbidden, ProofTooOld, RulesChanged when it is not closed, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.POLICY_MANAGE, now=now)
    if not matrix.standing().is_closed:
        raise RulesChanged
    return approvals.ask(actor=actor, kind=RELAX, subject="rules", what={"cells": [], "anew": True}, now=now)


def asked_for(request: Request) -> tuple[Change, ...]:
    """Return what a request to loosen would change, cell by cell."""
    return _read(request.what)


def _relax(request: Request, now: datetime) -> None:
    """Do what two people decided, if it still is what they read.  Raises RulesChanged."""
    matrix.wait_for_turn()
    standing = matrix.standing()
    wanted = _read(request.what)
    anew = bool(request.what["anew"])
    is_same = all(standing.at(team=each.team, label=each.label) == each.was for each in wanted)
    if standing.is_closed != anew or not is_same:
        raise RulesChanged
    objects = {"approval": str(request.id), "by": str(request.asked_by)}
    entry = Entry(tag=RELAX, at=now, actor=request.decided_by, objects=objects)
    matrix.put(wanted, by=request.asked_by, entry=entry, anew=anew, now=now)


def _kept(found: tuple[Change, ...]) -> list[list[str]]:
    return [[str(each.team), each.label, each.was.value, each.to.value] for each in found]


def _read(what: What) -> tuple[Change, ...]:
    return tuple(
        Change(team=UUID(team), label=label, was=Level(was), to=Level(to)) for team, label, was, to in what["cells"]
    )


KIND: Final = Kind(
    lasts=_WAITS, permission=Permission.POLICY_MANAGE, one_is=Role.DPO, needs_proof=True, carry_out=_relax
)
