"""What a change to the matrix would have meant for the accesses that are on record: before anybody decides it.

Read from the log: who showed or compared what, through which team, and what was refused by the policy of a class.
Nothing is opened, and no customer is named.

Source: ux.md 6.18 (simulation).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from desvelo.guards.access import gate
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.audit.search import Search
from desvelo.guards.vault import matrix, naming
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import openness
from desvelo.kernel.detection.openness import Cell, Change, Level

MOST: Final = 20_000
_TAGS: Final = frozenset({Permission.DATUM_REVEAL.value, Permission.DATUM_COMPARE.value})
_BY_POLICY: Final = frozenset({"denied:class_closed", "denied:second_person_rule"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What would have been otherwise since *since*, had the changes been in force.

    *refused* looks and comparisons of *people* persons; *with_two* would have waited for another person's word;
    *allowed* were refused by policy and would not have been; *unknown* are from before the team was put on record.
    """

    since: datetime
    seen: int
    refused: int = 0
    with_two: int = 0
    allowed: int = 0
    people: int = 0
    unknown: int = 0
    is_whole: bool = True


def simulate(*, actor: Actor, changes: tuple[Change, ...], now: datetime) -> Effect:
    """Return what *changes* would have meant yesterday and today so far.  Raises Forbidden."""
    gate.require(actor, Permission.POLICY_MANAGE, now=now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=1)
    entries = log.entries(Search(tags=_TAGS, since=since), limit=MOST)
    return _counted(entries, changes, since=since)


def _counted(entries: Iterable[LoggedEntry], changes: tuple[Change, ...], *, since: datetime) -> Effect:
    was = matrix.standing()
    will = {(each.team, each.label): each.to for each in changes}
    counts = {"seen": 0, "refused": 0, "with_two": 0, "allowed": 0, "unknown": 0}
    people: set[UUID | None] = set()
    listed = list(entries)
    for entry in listed:
        if entry.is_refused and entry.result not in _BY_POLICY:
            continue
        counts["seen"] += not entry.is_refused
        cell = _cell(entry)
        if cell is None:
            counts["unknown"] += not entry.is_refused
        elif cell in will:
            kind = _otherwise(entry, before=was.at(team=cell[0], label=cell[1]), after=will[cell])
            if kind:
                counts[kind] += 1
                people.add(entry.actor)
    return Effect(since=since, people=len(people), is_whole=len(listed) < MOST, **counts)


def _cell(entry: LoggedEntry) -> Cell | None:
    team, label = entry.objects.get("team", ""), entry.objects.get("label", "")
    return (UUID(team), naming.kept_as(label)) if team and label else None


def _otherwise(entry: LoggedEntry, *, before: Level, after: Level) -> str:
    """Return what would have been otherwise about one access; nothing if it would not."""
    lets = openness.lets_show if entry.tag == Permission.DATUM_REVEAL.value else openness.lets_compare
    if entry.is_refused:
        opened = lets(after) and not (after is Level.TWO_PEOPLE and entry.tag == Permission.DATUM_REVEAL.value)
        was_shut = not lets(before) or before is Level.TWO_PEOPLE
        return "allowed" if opened and was_shut else ""
    if not lets(after):
        return "refused"
    needs_two = entry.tag == Permission.DATUM_REVEAL.value and after is Level.TWO_PEOPLE
    return "with_two" if needs_two and before is not Level.TWO_PEOPLE else ""
