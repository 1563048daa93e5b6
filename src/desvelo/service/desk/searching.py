"""Begin a search, and stop it: who may search where, how often, and what is put on record of it.

Words are looked for in the masked text of the actor's own teams, by opening it message by message (``reading``).  What
is an identifier is also looked for exactly, by its keyed index, by those who may compare.  What was typed is in no row,
entry, log or address.  The entry has its index before anything is read.

Source: security-design D6.1 to D6.3; architecture section 9 (words in search).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from desvelo.base import clock
from desvelo.guards.access import gate
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault.errors import NothingToCompare, TooManyComparisons
from desvelo.guards.vault.occurrences import Found
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.search import words
from desvelo.kernel.search.words import Wanted
from desvelo.service.channel import searching as channel
from desvelo.service.desk import queries, reaching
from desvelo.service.desk.errors import NothingToSearch, TooManySearches
from desvelo.service.desk.models import Conversation, Search

BEGAN: Final = "search:begin"
ENDED: Final = "search:end"
PER_HOUR: Final = 60
DAYS: Final = (7, 30, 90, 365)
USUAL_DAYS: Final = 30
_HOUR: Final = timedelta(hours=1)
_KEPT_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants: their words, in which team if not in all of theirs, of how many days, older than where."""

    typed: str = field(repr=False)
    team: str = ""
    days: int | None = USUAL_DAYS
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an identifier was found: a conversation, and the newest message of it that it was sealed in, if any."""

    conversation: UUID
    kind: str
    message: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """What looking for an identifier gave; *again_at* is set when the tries are used up for now."""

    places: tuple[Place, ...] = ()
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A search that may read: for whom, what, where, since when; *exact* is None when no identifier was looked for."""

    id: UUID
    actor: Actor
    wanted: Wanted
    teams: frozenset[UUID]
    since: datetime | None
    floor: UUID | None
    before: int | None
    exact: Exact | None


def begin(*, actor: Actor, asked: Asked, now: datetime) -> Begun:
    """Let *actor* search, on record; what they searched before and still runs is stopped.

    Raises Forbidden, NotFound, NothingToSearch, TooManySearches, NotSequenced.
    """
    gate.require(actor, Permission.CONVERSATION_READ, now=now)
    teams = _teams(actor, asked, now=now)
    wanted = words.read(asked.typed)
    if not wanted or asked.days not in {*DAYS, None}:
        raise NothingToSearch
    since = now - timedelta(days=asked.days) if asked.days else None
    said = {"teams": ",".join(sorted(map(str, teams))), "since": since.date().isoformat() if since else "all"}
    with transaction.atomic():
        row = _counted(actor, now=now)
        entry = _entry(BEGAN, actor, {**said, "search": str(row.id)}, now=now)
        audit.record([entry])
    audit.index_of(entry.id)
    return Begun(
        id=row.id,
        actor=actor,
        wanted=wanted,
        teams=teams,
        since=since,
        floor=channel.floor_of(since, now=now, wall=clock.wall()),
        before=asked.before,
        exact=None if asked.before else _exactly(actor, asked.typed, teams, now=now),
    )


def stop(*, actor: Actor, now: datetime) -> None:
    """Stop whatever *actor* is searching."""
    gate.require(actor, Permission.CONVERSATION_READ, now=now)
    _running(actor).update(stopped_at=now)


def is_stopped(search: UUID) -> bool:
    """Tell whether a search was stopped, or is gone with its account."""
    return not Search.objects.filter(pk=search, stopped_at=None).exists()


def end(begun: Begun, *, ended: str, read: int, hits: int, now: datetime) -> None:
    """Put on record how a search ended: how many messages were read, and how many held the words."""
    objects = {"search": str(begun.id), "ended": ended, "read": str(read), "hits": str(hits)}
    with transaction.atomic():
        Search.objects.filter(pk=begun.id).update(ended_at=now)
        audit.record([_entry(ENDED, begun.actor, objects, now=now)])


def _teams(actor: Actor, asked: Asked, *, now: datetime) -> frozenset[UUID]:
    if not asked.team:
        return actor.teams
    team = queries.team_view(actor, asked.team, now=now).team
    return frozenset({team} if team else ())


def _counted(actor: Actor, *, now: datetime) -> Search:
    """Count a search in the caller's transaction, those of one moment after each other.  Raises TooManySearches."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"search {actor.id}"])
    recent = Search.objects.filter(actor_id=actor.id, began_at__gt=now - _HOUR).order_by("-began_at")
    newest = list(recent.values_list("began_at", flat=True)[:PER_HOUR])
    if len(newest) == PER_HOUR:
        raise TooManySearches(again_at=newest[-1] + _HOUR)
    _running(actor).update(stopped_at=now)
    Search.objects.filter(began_at__lt=now - _KEPT_FOR).delete()
    return Search.objects.create(actor_id=actor.id, began_at=now)


def _running(actor: Actor) -> QuerySet[Search]:
    return Search.objects.filter(actor_id=actor.id, ended_at=None, stopped_at=None)


def _exactly(actor: Actor, typed: str, teams: frozenset[UUID], *, now: datetime) -> Exact | None:
    places: list[Place] = []

    def within(found: Sequence[Found], open_to: Callable[[Found], frozenset[UUID]]) -> Iterator[Found]:
        for one, conversations in _in_teams(found, open_to):
            places.extend(Place(conversation=each, kind=one.kind, message=one.message) for each in conversations)
            yield one

    try:
        vault.find(actor=actor, typed=typed, teams=teams, within=within, now=now)
    except NothingToCompare:
        return None
    except TooManyComparisons as refused:
        return Exact(again_at=refused.again_at)
    newest: dict[UUID, Place] = {}
    for place in places:
        known = newest.get(place.conversation)
        if known is None or known.message is None:
            newest[place.conversation] = place
    return Exact(places=tuple(newest.values()))


def _in_teams(
    found: Sequence[Found], open_to: Callable[[Found], frozenset[UUID]]
) -> Iterator[tuple[Found, list[UUID]]]:
    """Yield what was found in conversations of teams it is open to, and which; a datum counts where it was said."""
    teams = {team for one in found for team in open_to(one)}
    places = channel.places_of(each.message for each in found if each.message)
    rows = list(Conversation.objects.filter(team_id__in=teams, contact_id__in={each.contact for each in found}))
    reach = reaching.of_each(rows)
    for one in found:
        number, place = places.get(one.message, (None, 0)) if one.message else (None, 0)
        there = [
            row.id
            for row in rows
            if row.contact_id == one.contact
            and row.team_id in open_to(one)
            and (one.message is None or (row.number_id == number and reach[row.id].covers(place)))
        ]
        if there:
            yield one, there


def _entry(tag: str, actor: Actor, objects: dict[str, str], *, now: datetime) -> Entry:
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)
