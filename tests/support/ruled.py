"""Set a cell of the matrix of classes and teams, as two people of the company would have decided it."""

from typing import TYPE_CHECKING
from uuid import UUID

from house import NOW, House

if TYPE_CHECKING:
    from desvelo.kernel.detection.openness import Level


def rule(house: House, team: UUID, label: str, level: "Level | str") -> None:
    """Let the class *label* be as open to *team* as *level* says."""
    from django.db import transaction

    from desvelo.guards.audit import actions as audit
    from desvelo.guards.audit.entry import Entry
    from desvelo.guards.vault import matrix
    from desvelo.kernel.detection.openness import Change, Level

    was = matrix.standing().at(team=team, label=label)
    change = Change(team=team, label=label, was=was, to=Level(level))
    with transaction.atomic():
        matrix.put((change,), by=house.caio.id, entry=Entry(tag="rules:tighten", at=NOW), now=NOW)
    audit.sequence()
