"""What is amiss with keys that somebody has to hear of: their keeper is gone, or they were asked for without measure.

Found by the worker and on record; who answers alarms reads it above every screen.

Source: security-design D4.6, D7.9.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from desvelo.base import clock, heartbeat, tally
from desvelo.base.keeper import keepers
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.search import Search
from desvelo.guards.vault import overuse, reconciling
from desvelo.kernel.authority import Actor, Permission

PROCESS = "keys"
SILENT_AFTER = timedelta(seconds=20)
REFUSED = overuse.TAG
_LASTS = {REFUSED: timedelta(days=1), reconciling.UNLOGGED: timedelta(days=7)}
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAlarm:
    """An entry that says so: of kind *tag*, about *person* if it names one, *count* keys, at *index* in the log."""

    tag: str
    person: UUID | None
    count: int
    at: datetime
    index: int


def watch() -> None:
    """Say that the key process lives, if there is one and it answers."""
    if keepers.is_apart(settings.DESVELO) and keepers.answers(settings.DESVELO):
        heartbeat.beat(PROCESS)


def is_gone(actor: Actor) -> bool:
    """Tell whoever answers alarms whether the key process is gone: the worker lives and has not heard of it lately."""
    if not keepers.is_apart(settings.DESVELO) or not actor.has(Permission.ALARM_SEE):
        return False
    now, worker, keys = clock.wall(), heartbeat.last("worker"), heartbeat.last(PROCESS)
    lives = worker is not None and now - worker < SILENT_AFTER
    return lives and (keys is None or now - keys >= SILENT_AFTER)


def recent(actor: Actor, *, now: datetime) -> list[KeyAlarm]:
    """Return what whoever answers alarms has to hear of, newest first; nothing for anybody else."""
    if not actor.has(Permission.ALARM_SEE):
        return []
    found = log.entries(Search(tags=frozenset(_LASTS)), limit=_MOST)
    return [_alarm(each) for each in found if now - each.at < _LASTS[each.tag]]


def refusals() -> dict[str, int]:
    """Return how often a person was refused keys for the first time in an hour, by what they were asked for."""
    return tally.totals(overuse.COUNTED)


def _alarm(entry: log.LoggedEntry) -> KeyAlarm:
    named = entry.objects.get("user")
    return KeyAlarm(
        tag=entry.tag,
        person=UUID(named) if named else entry.actor,
        count=int(entry.objects.get("count", "0")),
        at=entry.at,
        index=entry.index or 0,
    )
