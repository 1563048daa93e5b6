"""Draw what is seen before a conversation is given away: where it may go and who waits there, who will see what.

What the other team will see is computed from the matrix and from what the conversation holds, counted, for either
choice: with what was said before, or only from here on.

Source: ux.md 7.8; decision 0060.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base import clock
from desvelo.base.ui.looks import look
from desvelo.guards.access import approvals, team_kinds
from desvelo.guards.access import queries as access
from desvelo.guards.access.queries import NamedTeam
from desvelo.guards.vault import matrix
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.openness import Level
from desvelo.service.channel import noting
from desvelo.service.desk import actions, holdings, wording
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.transferring import MOVE

ALL: Final = "all"
FROM_NOW: Final = "from_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A team that a conversation may go to, and who waits there; of a restricted one that is not told."""

    public_id: str
    name: str
    is_restricted: bool
    is_chosen: bool
    waiting_label: str = ""
    waiting_level: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """One class of data in the conversation: how many, what the other team may do with it, what this one may."""

    name: str
    count: int
    there: str
    here: str
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the other team will see and what not, by one of the two choices; *messages* of before, in either column."""

    key: str
    messages: int
    unread_messages: int
    seen: tuple[SeenLine, ...]
    unseen: tuple[SeenLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPage:
    """What is shown before a conversation is given away; *chosen* is None until a team is."""

    conversation: str
    team: str
    targets: tuple[Target, ...]
    chosen: Target | None = None
    choices: tuple[Seen, ...] = ()
    history: str = FROM_NOW
    holds_special: bool = False
    stays_readable: bool = False
    waiting: bool = False
    longest: int = noting.LONGEST

    @property
    def seen(self) -> tuple[SeenLine, ...]:
        """Return what the other team will see with the history."""
        return next((each.seen for each in self.choices if each.key == ALL), ())

    @property
    def unseen(self) -> tuple[SeenLine, ...]:
        """Return what the other team will not see even with the history."""
        return next((each.unseen for each in self.choices if each.key == ALL), ())


def page(actor: Actor, conversation: str, *, to: str, history: str = "", now: datetime) -> TransferPage:
    """Return what would be seen where; *history* is what was chosen before, if anything.  Raises NotFound."""
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_ASSIGN, now=now)
    teams = access.all_teams()
    others = [each for each in teams if each.id != found.team_id]
    targets = tuple(_targets(actor, others, to=to, now=now))
    here = next(each.name for each in teams if each.id == found.team_id)
    chosen = next((each for each in others if each.public_id == to), None)
    if chosen is None:
        return TransferPage(conversation=found.public_id, team=here, targets=targets)
    held = holdings.read(found)
    special = any(map(holdings.is_special, held))
    asked = approvals.waiting_of(actor, kind=MOVE, subject=str(found.id), now=clock.wall())
    return TransferPage(
        conversation=found.public_id,
        team=here,
        targets=targets,
        chosen=next(each for each in targets if each.is_chosen),
        choices=tuple(_choices(found, chosen, held)),
        history=history if history in {ALL, FROM_NOW} else FROM_NOW if special else ALL,
        holds_special=special,
        stays_readable=chosen.id in actor.teams,
        waiting=asked is not None,
    )


def _targets(actor: Actor, others: list[NamedTeam], *, to: str, now: datetime) -> Iterator[Target]:
    restricted = team_kinds.restricted(each.id for each in others)
    told = {each.id for each in others if each.id not in restricted or each.id in actor.teams}
    waiting = _waiting(told)
    for each in others:
        count, since = waiting.get(each.id, (0, None))
        label, level = wording.waiting(since, now=now)
        yield Target(
            public_id=each.public_id,
            name=each.name,
            is_restricted=each.id in restricted,
            is_chosen=each.public_id == to,
            waiting_label=_who_waits(count, label) if each.id in told else "",
            waiting_level=level,
        )


def _waiting(teams: Collection[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """Return of each team how many wait with nobody in charge, and since when the first of them."""
    rows = Conversation.objects.filter(team_id__in=teams, assignee=None, waiting_since__isnull=False)
    counted = rows.values_list("team_id").annotate(count=Count("id"), since=Min("waiting_since"))
    return {team: (count, since) for team, count, since in counted}


def _who_waits(count: int, label: str) -> str:
    if not count:
        return _("Nobody waits")
    said = ngettext("%(count)s waits, for %(long)s", "%(count)s wait, the first for %(long)s", count)
    return said % {"count": count, "long": label}


def _choices(found: Conversation, chosen: NamedTeam, held: Counter[str]) -> Iterator[Seen]:
    """Yield both choices; by the second the team sees of before what it had read itself."""
    messages = holdings.message_count(found)
    own, own_messages = holdings.read_by(found, chosen.id)
    standing = matrix.standing()
    for key, there, read in ((ALL, held, messages), (FROM_NOW, own, own_messages)):
        lines = tuple(_lines(found, chosen, there, standing))
        hidden = tuple(_lines(found, chosen, held - there, standing))
        yield Seen(
            key=key,
            messages=read,
            unread_messages=messages - read,
            seen=tuple(each for each in lines if not each.is_closed),
            unseen=(*hidden, *(each for each in lines if each.is_closed)),
        )


def _lines(
    found: Conversation, chosen: NamedTeam, counted: Counter[str], standing: matrix.Standing
) -> Iterator[SeenLine]:
    """Yield each class of data, with what either team may do with it."""
    for label, count in sorted(counted.items()):
        there, here = standing.at(team=chosen.id, label=label), standing.at(team=found.team_id, label=label)
        yield SeenLine(
            name=str(look(label).short),
            count=count,
            there=_said(there),
            here=_said(here),
            is_closed=there is Level.NEVER,
        )


def _said(level: Level) -> str:
    return {
        Level.NEVER: _("never"),
        Level.COMPARE: _("compare only"),
        Level.TWO_PEOPLE: _("with a second person"),
        Level.REASON: _("with a reason"),
        Level.VISIBLE: _("without asking why"),
    }[level]
