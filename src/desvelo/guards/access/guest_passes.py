"""Passes into a restricted team: for one person, one team, a while; vouched for, and over by themselves.

A row that somebody wrote, or whose end they moved, lets nobody in and is taken away, on record.

Source: ux.md 7.2 step 7 and section 3; security-design D9.6; decision 0057.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import vouching
from desvelo.guards.access.models import GuestPass
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry

GIVEN: Final = "pass:give"
ENDED: Final = "pass:end"
REFUSED: Final = "pass:refuse"
ASKED, GLASS = GuestPass.Way.ASKED, GuestPass.Way.GLASS


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A pass that is not over: whose, into which team, by which way, until when."""

    public_id: str
    user: UUID
    team: UUID
    way: str
    ends_at: datetime


def give(  # noqa: PLR0913  whom, into what, by which way, for how long, and the entry about it
    *, user: UUID, team: UUID, way: GuestPass.Way, lasts: timedelta, entry: Entry, now: datetime
) -> UUID:
    """Let *user* into *team* for a while, in the caller's transaction; it takes the place of an older pass."""
    GuestPass.objects.filter(user_id=user, team_id=team).delete()
    ends_at = (now + lasts).replace(microsecond=0)
    row = GuestPass(user_id=user, team_id=team, way=way, begins_at=now, ends_at=ends_at)
    row.mac = vouching.mac("pass", *_parts(row))
    row.save(force_insert=True)
    audit.record([entry])
    return row.id


def teams_of(user: UUID, written: Iterable[str]) -> Iterator[UUID]:
    """Yield the teams of the passes of *user* that are vouched for, each written as ``grants`` reads it."""
    for one in written:
        public, team, way, ends, mac = one.split("|")
        if vouching.holds(bytes.fromhex(mac), "pass", public, str(user), team, way, int(ends)):
            yield UUID(team)


def into(teams: Iterable[UUID], *, now: datetime) -> list[Pass]:
    """Return who is in one of *teams* for a while, the first to go first."""
    rows = GuestPass.objects.filter(team_id__in=list(teams), ends_at__gt=now).order_by("ends_at")
    return [_pass(row) for row in rows if _is_ours(row)]


def held_by(user: UUID, *, team: UUID, now: datetime) -> Pass | None:
    """Return the pass of *user* into *team*, if it is not over."""
    row = GuestPass.objects.filter(user_id=user, team_id=team, ends_at__gt=now).first()
    return _pass(row) if row is not None and _is_ours(row) else None


def find(public_id: str, *, now: datetime) -> Pass | None:
    """Return a pass that is not over."""
    row = GuestPass.objects.filter(public_id=public_id, ends_at__gt=now).first()
    return _pass(row) if row is not None else None


def take_away(one: Pass, *, entry: Entry) -> None:
    """End a pass before its time, on record."""
    with transaction.atomic():
        if GuestPass.objects.filter(public_id=one.public_id).delete()[0]:
            audit.record([entry])


def sweep(*, now: datetime) -> int:
    """Forget passes that are over, and take away, on record, those that were not given here; return how many."""
    over, _ = GuestPass.objects.filter(ends_at__lte=now).delete()
    forged = (row for row in GuestPass.objects.all() if not _is_ours(row))
    return over + vouching.take_away(
        forged,
        kind="pass",
        entry=lambda row: Entry(tag=REFUSED, at=now, objects={"user": str(row.user_id), "team": str(row.team_id)}),
    )


def _is_ours(row: GuestPass) -> bool:
    return vouching.holds(row.mac, "pass", *_parts(row))


def _parts(row: GuestPass) -> tuple[str | int, ...]:
    return str(row.id), str(row.user_id), str(row.team_id), str(row.way), int(row.ends_at.timestamp())


def _pass(row: GuestPass) -> Pass:
    return Pass(public_id=row.public_id, user=row.user_id, team=row.team_id, way=row.way, ends_at=row.ends_at)
