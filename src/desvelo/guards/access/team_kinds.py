"""Whether a team is open or restricted, as it was decided and not as the database alone says.

A team whose kind nobody vouches for, or an older kind that was put back, counts as restricted: the tighter of the two.
It is put on record.  One that was never anything but open is in no entry, and needs none.

Source: ux.md sections 3 and 6.17; security-design D9.6; decision 0057.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import vouching
from desvelo.guards.access.models import Team
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry, kind_of
from desvelo.guards.audit.queries import LoggedEntry

REFUSED: Final = "team:refuse"


def is_restricted(team: UUID) -> bool:
    """Tell whether a team is restricted; one that there is not counts as it."""
    return team in restricted([team])


def restricted(among: Iterable[UUID]) -> frozenset[UUID]:
    """Return which teams of *among* are restricted, in two queries."""
    wanted = set(among)
    decided = _decided(wanted)
    rows = {row.id: row for row in Team.objects.filter(pk__in=wanted)}  # after the log, as in ``grants.is_newest``
    return frozenset(team for team in wanted if team not in rows or not _is_open(rows[team], decided.get(team, 0)))


def settle(team: Team, *, is_restricted: bool, entry: Entry) -> None:
    """Make a team, locked by the caller's transaction, open or restricted from now on; *entry* says so."""
    team.version = max(team.version, _decided([team.id]).get(team.id, 0)) + 1
    team.is_restricted = is_restricted
    team.mac = vouching.mac("team", *_written(team))
    team.save(update_fields=["is_restricted", "version", "mac"])
    objects = {**entry.objects, "team": str(team.id), "kind_of": f"{team.id}:{team.version}"}
    audit.record([replace(entry, objects=objects)])


def sweep(*, now: datetime) -> int:
    """Put on record, once each, the teams whose kind nobody vouches for; return how many there are since now."""
    rows = list(Team.objects.all())
    decided = _decided([row.id for row in rows])
    wrong = [row for row in rows if not _holds(row, decided.get(row.id, 0))]
    new = [row for row in wrong if not log.any_tagged([REFUSED], naming=f'"team":"{row.id}"')]
    for row in new:
        with transaction.atomic():
            entry = Entry(tag=REFUSED, at=now, objects={"team": str(row.id)})
            vouching.put_on_record(entry, kind="team")
    return len(new)


def _is_open(row: Team, decided: int) -> bool:
    return not row.is_restricted and _holds(row, decided)


def _holds(row: Team, decided: int) -> bool:
    """Tell whether a kind is the one that was decided last; a team of version 0 was never decided about."""
    if row.version == 0 and decided == 0:
        return not row.is_restricted
    return row.version >= decided and vouching.holds(row.mac, "team", *_written(row))


def _written(row: Team) -> tuple[str | int, ...]:
    return str(row.id), row.version, int(row.is_restricted)


def _decided(teams: Iterable[UUID]) -> dict[UUID, int]:
    """Return the newest version of each team's kind that the log knows with an index."""
    sought = {kind_of(team): team for team in teams}
    return {sought[what]: _version(sought[what], entry) for what, entry in log.last_mentioning(sought).items()}


def _version(team: UUID, entry: LoggedEntry) -> int:
    about, _, version = entry.objects.get("kind_of", "").partition(":")
    return int(version) if about == str(team) and version.isdecimal() else 0
