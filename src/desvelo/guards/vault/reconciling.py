"""Compare what keys of customers were opened for, as the keeper wrote it down, with what the log says was read.

A log cannot show what was never logged.  So each day, once it is over, every line of the keeper's record that stands
for a person must have its entry: a look one about that person and that contact, a search one that began it, ordinary
work at least a sign that the person was there.  A line without is named and on record.  What processes open for
everybody's sake has no entry for each; it is counted, with the day.

Times are those of this machine: the keeper's own, and that of the entry's id (UUIDv7), which its leaf binds.

Source: security-design D7.9; decision 0050.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from desvelo.base.keeper.keeper import Use, uses_of
from desvelo.base.keeper.uses import DAYS
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit import sweeps
from desvelo.guards.audit.acts import Act
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.search import Search
from desvelo.guards.audit.states import Discrepancy
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import OF_DUTY, OF_WORK, Why

DONE, UNLOGGED = "key:reconcile", "key:unlogged"
PRESENT = timedelta(hours=13)
"""How long before ordinary work its person was last heard of: no session is longer than twelve hours."""
_LATER = timedelta(minutes=1)
"""How long after its key was opened an entry may come: the reason beside a reveal is sealed before the entry is."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which entry a use needs: one of *tags*, at most *before* it; about the same contact if *of_contact*."""

    tags: frozenset[str]
    before: timedelta
    of_contact: bool = True


_REVEALED = frozenset({"datum:reveal"})
RULES: Mapping[Why, Rule] = {
    Why.REVEAL: Rule(tags=_REVEALED, before=timedelta(minutes=1)),
    Why.COMPARE: Rule(tags=frozenset({"datum:compare"}), before=timedelta(minutes=1)),
    Why.FILE: Rule(tags=_REVEALED, before=timedelta(minutes=15)),  # its pages are drawn while it is looked at
    Why.SEARCH: Rule(tags=frozenset({"search:begin"}), before=timedelta(hours=1), of_contact=False),
    Why.EXPORT: Rule(tags=frozenset({"audit:export"}), before=timedelta(hours=1), of_contact=False),
}


class Logged:
    """When who did what to whom, from the entries around a day; None for whom stands for whomever."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._of: dict[tuple[UUID, str, UUID | None], list[datetime]] = {}
        self._anything: dict[UUID, list[datetime]] = {}
        for act in sorted(acts, key=lambda each: each.at):
            self._of.setdefault((act.actor, act.tag, act.contact), []).append(act.at)
            self._of.setdefault((act.actor, act.tag, None), []).append(act.at)
            self._anything.setdefault(act.actor, []).append(act.at)

    def explains(self, use: Use) -> bool:
        """Tell whether a use has what it needs in the log."""
        if use.why in OF_DUTY or (use.actor is None and use.why in OF_WORK):
            return True
        if use.actor is None:
            return False
        at = datetime.fromisoformat(use.at)
        if use.why in OF_WORK:
            return _any_within(self._anything.get(use.actor, []), at - PRESENT, at + _LATER)
        rule = RULES.get(use.why)
        if rule is None or (rule.of_contact and not use.contacts):
            return False
        return all(
            any(
                _any_within(self._of.get((use.actor, tag, contact), []), at - rule.before, at + _LATER)
                for tag in rule.tags
            )
            for contact in (use.contacts if rule.of_contact else (None,))
        )


def settle(*, now: datetime) -> int:
    """Compare the oldest day that is over and was not compared; return 1 if there was one.

    Raises KeeperGone: then the day is compared later.
    """
    day = _due(today=(now - 2 * _LATER).astimezone(UTC).date())
    if day is None:
        return 0
    reconcile(day, now=now)
    audit.sequence()  # found by its index, the next time
    return 1


def reconcile(day: date, *, now: datetime) -> list[Use]:
    """Compare a day (UTC), put on record that and how it was; return the uses that nothing in the log explains."""
    begins = datetime.combine(day, time.min, UTC)
    logged = Logged(log.acts_between(begins - PRESENT, begins + _DAY + _LATER))
    counted, lines, found = Counter[str](), 0, list[Use]()
    for use in uses_of(boxes.keeper(), day):
        lines += 1
        if use.refused:
            continue
        counted["duty" if use.why in OF_DUTY else "people"] += use.keys
        if not logged.explains(use):
            found.append(use)
    said = {"day": day.isoformat(), "lines": str(lines), "unlogged": str(len(found))}
    said |= {name: str(count) for name, count in counted.items()}
    with transaction.atomic():
        new = sweeps.keep(_discrepancy(use, now=now) for use in found)
        named = {each.record for each in new}
        audit.record(list(_told([use for use in found if _name(use) in named], now=now)))
        audit.record([Entry(tag=DONE, at=now, objects=said)])
    return found


def _due(*, today: date) -> date | None:
    """Return the day after the last one that was compared; of an installation that never did, yesterday."""
    done = log.entries(Search(tags=frozenset({DONE})), limit=1)
    after = date.fromisoformat(done[0].objects["day"]) + _DAY if done else today - _DAY
    day = max(after, today - timedelta(days=DAYS))
    return day if day < today else None


def _told(uses: Iterable[Use], *, now: datetime) -> Iterator[Entry]:
    """Yield an entry for each person and reason of what was not known before."""
    grouped: dict[tuple[UUID | None, Why], list[Use]] = {}
    for use in uses:
        grouped.setdefault((use.actor, use.why), []).append(use)
    for (actor, why), some in grouped.items():
        objects = {"why": why.value, "count": str(sum(use.keys for use in some)), "since": min(use.at for use in some)}
        if actor is not None:
            objects["user"] = str(actor)
        yield Entry(tag=UNLOGGED, at=now, objects=objects)


def _discrepancy(use: Use, *, now: datetime) -> Discrepancy:
    contact = use.contacts[0] if len(use.contacts) == 1 else None
    return Discrepancy(kind="use", record=_name(use), what="unlogged", contact=contact, found_at=now)


def _name(use: Use) -> UUID:
    """Return what a line of the record is known by: the same each time it is read."""
    said = f"{use.at} {use.why} {use.actor} {use.keys} {' '.join(map(str, use.contacts))}"
    return UUID(bytes=sha256(said.encode()).digest()[:16])


def _any_within(moments: list[datetime], first: datetime, last: datetime) -> bool:
    place = bisect_left(moments, first)
    return place < len(moments) and moments[place] <= last
