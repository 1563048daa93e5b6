"""How long a value that is shown stays: at first, and when somebody asks for more.

Most people get half a minute and may ask for as much again; whoever said that they need more time to read gets two
minutes and may ask for as much again (WCAG 2.2, 2.2.1).  The page counts and takes the value away; how much there is to
count is decided here and on record each time, and the document of a value is empty after the longest of it by itself.

Who asks for more shows the word that came with the leave to see: what, whose look, until when, and how long at most.
The server vouches for it, so it serves for this look alone, in this session alone, and not after it is over.

Source: ux.md 7.2 step 5; security-design D9.4; WCAG 2.2, 2.2.1.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import gate, vouching
from desvelo.guards.access import queries as access
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import classes
from desvelo.guards.vault.errors import LongestShown
from desvelo.kernel.authority import Actor, Permission

FIRST: Final = 30
SLOW: Final = 120
MORE: Final = 30
SOUND: Final = 60
"""Seconds: to read, to read with more time, each time somebody asks for more, and to listen."""
EXTENDED: Final = "datum:extend"
_UNDER_WAY: Final = timedelta(seconds=10)
"""How much later than its time a wish for more may come: the page begins to count when the value is on its way."""
_PARTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """How many seconds a value stays, and how many it may stay at most."""

    first: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One look that is under way: at what, by which entry, until when, and until when at most."""

    subject: UUID
    entry: UUID
    until: datetime
    longest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer:
    """How many seconds are left from now on, until when that is, and the word to ask for more; none at the limit."""

    seconds: int
    until: datetime
    word: str


def time_of(actor: Actor, *, sound: bool = False) -> Time:
    """Return how long *actor* sees a value, or hears a sound."""
    first = SOUND if sound else FIRST
    if access.needs_time(actor.id):
        first = first * SLOW // FIRST
    return Time(first=first, longest=2 * first)


def begin(*, subject: UUID, entry: UUID, time: Time, now: datetime) -> Showing:
    """Return the look that *entry* is about."""
    lasts, at_most = timedelta(seconds=time.first), timedelta(seconds=time.longest)
    return Showing(subject=subject, entry=entry, until=now + lasts, longest=now + at_most)


def word_of(showing: Showing, *, actor: Actor) -> str:
    """Return with what *actor* asks for more of a look; nothing when it lasts as long as it may."""
    if showing.until >= showing.longest:
        return ""
    said = (str(showing.entry), _written(showing.until), _written(showing.longest))
    return "|".join((*said, _mac(showing, actor).hex()))


def extend(  # noqa: PLR0913  who asks, by which word, for more of what, whose, of which class, through which team
    *, actor: Actor, word: str, subject: UUID, contact: UUID, target: dict[str, str], team: UUID, now: datetime
) -> Longer:
    """Let a look of *actor* last longer; the entry about it has its index by then.

    Raises NotFound, ClassClosed, LongestShown, all on record, NotSequenced.
    """
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target=target, now=now)
    classes.require(actor, Permission.DATUM_REVEAL, label=target["label"], team=team, target=target, now=now)
    showing = _read(word, subject=subject)
    if showing is None or not _is_ours(word, showing, actor) or now >= showing.until + _UNDER_WAY:
        gate.deny(actor, Permission.DATUM_REVEAL, reason="not_shown", target=target, now=now)
        raise NotFound
    until = min(showing.until + timedelta(seconds=MORE), showing.longest)
    if until <= showing.until:
        gate.deny(actor, Permission.DATUM_REVEAL, reason="longest", target=target, now=now)
        raise LongestShown
    more = {"seconds": str(round((until - showing.until).total_seconds())), "look": str(showing.entry)}
    entry = Entry(
        tag=EXTENDED,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=contact,
        objects={**target, **more},
    )
    with transaction.atomic():
        audit.record([entry])
    audit.index_of(entry.id)
    longer = replace(showing, until=until)
    seconds = max(1, round((until - now).total_seconds()))
    return Longer(seconds=seconds, until=until, word=word_of(longer, actor=actor))


def _read(word: str, *, subject: UUID) -> Showing | None:
    parts = word.split("|")
    if len(parts) != _PARTS:
        return None
    try:
        entry, until, longest = UUID(parts[0]), datetime.fromisoformat(parts[1]), datetime.fromisoformat(parts[2])
    except ValueError:
        return None
    if until.tzinfo is None or longest.tzinfo is None:
        return None
    return Showing(subject=subject, entry=entry, until=until, longest=longest)


def _is_ours(word: str, showing: Showing, actor: Actor) -> bool:
    try:
        given = bytes.fromhex(word.rsplit("|", maxsplit=1)[-1])
    except ValueError:
        return False
    return vouching.holds(given, "showing", *_parts(showing, actor))


def _mac(showing: Showing, actor: Actor) -> bytes:
    return vouching.mac("showing", *_parts(showing, actor))


def _parts(showing: Showing, actor: Actor) -> tuple[str, ...]:
    times = (_written(showing.until), _written(showing.longest))
    return (str(actor.id), actor.session, str(showing.subject), str(showing.entry), *times)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
