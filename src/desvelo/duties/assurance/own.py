"""My accesses: what a person did, told to themselves in plain sentences, day by day.

Source: ux.md 6.8.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.duties.assurance import narrative, notes, scope, sentences
from desvelo.duties.assurance.actions import LONGEST_NOTE
from desvelo.duties.assurance.notes import Note
from desvelo.duties.assurance.scope import Reach
from desvelo.duties.assurance.sentences import Did, Names
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.audit.search import Search
from desvelo.kernel.authority import Actor

DATA_ACTS = frozenset({"datum:reveal", "datum:compare"})
_NOTED = DATA_ACTS | {"conversation:open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing the person did."""

    index: int
    time_label: str
    action: Did
    sentence: str
    reason: str
    url: str
    notes: tuple[Note, ...]
    may_note: bool
    may_explain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What they did in one day, the newest first."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The page."""

    days: tuple[Day, ...]
    everything: bool
    older_url: str
    longest_note: int = LONGEST_NOTE


def trail(actor: Actor, *, everything: bool, before: int | None, now: datetime) -> Trail:
    """Return what *actor* did with customers' data, or, with *everything*, all they did."""
    reach = scope.own(actor, now=now)
    wanted = Search(actors=reach.actors, tags=frozenset() if everything else DATA_ACTS)
    entries = audit.entries(wanted, before=before)
    return Trail(
        days=_days(reach, entries, now=now),
        everything=everything,
        older_url=_older(entries, everything=everything) if len(entries) == audit.PAGE else "",
    )


def line(actor: Actor, index: int, *, now: datetime) -> Line:
    """Return one thing the person did; raise EntryNotFound for what is not theirs."""
    reach = scope.own(actor, now=now)
    found = scope.entry(reach, index, now=now)
    return _line(found, names=scope.names(reach, [found]), said=notes.on(reach, [index], now=now).get(index, ()))


def _older(entries: list[LoggedEntry], *, everything: bool) -> str:
    rest = "&tudo=1" if everything else ""
    return f"{reverse('audit:own')}?cursor={entries[-1].index}{rest}"


def _days(reach: Reach, entries: list[LoggedEntry], *, now: datetime) -> tuple[Day, ...]:
    names = scope.names(reach, entries)
    said = notes.on(reach, [entry.index for entry in entries if entry.index is not None], now=now)
    days: dict[str, list[Line]] = {}
    for entry in entries:
        lines = days.setdefault(wording.day(entry.at, now=now), [])
        lines.append(_line(entry, names=names, said=said.get(entry.index or 0, ())))
    return tuple(Day(label=label, lines=tuple(lines)) for label, lines in days.items())


def _line(entry: LoggedEntry, *, names: Names, said: tuple[Note, ...]) -> Line:
    index = entry.index or 0
    return Line(
        index=index,
        time_label=wording.hour(entry.at),
        action=sentences.did(entry),
        sentence=narrative.told(entry, names=names, who=_("You")),
        reason=sentences.why(entry).lower(),
        url=reverse("audit:entry", args=[index]),
        notes=tuple(replace(note, who=replace(note.who, name=_("You"))) for note in said),
        may_note=entry.tag in _NOTED and not said,
        may_explain=entry.contact in names.customers,
    )
