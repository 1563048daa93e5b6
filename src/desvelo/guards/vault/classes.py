"""Whether policy lets somebody see or compare a datum of a class: the gate's question after role and team.

Two answers have to agree: what the class permits to a role (``policies``), and what the company decided for the team
through which the datum is reached (``matrix``).  It is asked here by whatever opens a value or tells something of it:
showing, comparing, files, looking for an identifier, and once more when a permitted value or file is fetched.

Source: architecture section 4 (reveal); ux.md 6.18.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from desvelo.guards.access import gate
from desvelo.guards.vault import matrix, naming
from desvelo.guards.vault.errors import ClassClosed
from desvelo.guards.vault.matrix import Standing
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import openness, policies
from desvelo.kernel.detection.openness import FILES, Level


def level(actor: Actor, permission: Permission, *, label: str, team: UUID) -> Level:
    """Return how open the class *label* is to *actor* through *team*, for this: ``NEVER`` when it is not at all."""
    return _level(actor, permission, label=label, team=team, standing=matrix.standing())


def allows(actor: Actor, permission: Permission, *, label: str, team: UUID) -> bool:
    """Tell whether policy lets *actor* do this at all, be it with a second person's word."""
    return level(actor, permission, label=label, team=team) is not Level.NEVER


def open_teams(actor: Actor, permission: Permission, *, label: str, among: Iterable[UUID]) -> frozenset[UUID]:
    """Return through which teams *actor* may do this with the class *label*."""
    standing = matrix.standing()
    levels = {team: _level(actor, permission, label=label, team=team, standing=standing) for team in among}
    return frozenset(team for team, found in levels.items() if found is not Level.NEVER)


def require(  # noqa: PLR0913  who may what with which class, through which team, for the entry
    actor: Actor, permission: Permission, *, label: str, team: UUID, target: dict[str, str], now: datetime
) -> Level:
    """Let *actor* pass if policy does, and return the level; raise ClassClosed, on record, if not."""
    found = level(actor, permission, label=label, team=team)
    if found is Level.NEVER:
        gate.deny(actor, permission, reason="class_closed", target=target, now=now)
        raise ClassClosed
    return found


def _level(actor: Actor, permission: Permission, *, label: str, team: UUID, standing: Standing) -> Level:
    ruled = standing.at(team=team, label=label)
    shows = permission is Permission.DATUM_REVEAL
    if label not in FILES:
        policy = policies.of(naming.label_of(label))
        if actor.role not in (policy.reveal if shows else policy.compare):
            return Level.NEVER
    lets = openness.lets_show(ruled) if shows else openness.lets_compare(ruled)
    return ruled if lets else Level.NEVER
