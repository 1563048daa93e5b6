"""The words around emergencies and limits: what was opened, what is owed, whom the limits stopped.

Source: ux.md 7.2 steps 7 and 8.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.guards.access import gate
from desvelo.guards.access import queries as access
from desvelo.guards.vault import glass, stops, team_glass
from desvelo.guards.vault.glass import Broken
from desvelo.kernel.authority import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLine:
    """One emergency: what was seen, by whom, when, the explanation, until when it is owed."""

    id: str
    title: str
    when: str
    explanation: str
    is_explained: bool
    until: str
    is_late: bool
    opened_nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """Somebody whom the limits stopped, for the banner of their supervisors."""

    title: str
    text: str
    id: str


def may_break(actor: Actor) -> bool:
    """Tell whether *actor* showed a factor recently enough."""
    return actor.has_proved(within=gate.PROOF_LASTS, now=clock.wall())


def owes(actor: Actor) -> bool:
    """Tell whether *actor* has an emergency to explain first."""
    return bool(glass.owed(actor))


def to_explain(actor: Actor, *, now: datetime) -> tuple[OpenedLine, ...]:
    """Return what *actor* has to explain."""
    return tuple(_line(each, names={actor.id: actor.name}, now=now) for each in glass.owed(actor))


def heard(actor: Actor, *, now: datetime) -> tuple[tuple[OpenedLine, ...], tuple[OpenedLine, ...]]:
    """Return what *actor* has to explain, and what they answer for, without what was explained: for the banners."""
    owed, others = glass.heard(actor)
    names = access.names([each.by for each in (*owed, *others)]) if owed or others else {}
    return tuple(_line(each, names=names, now=now) for each in owed), tuple(
        _line(each, names=names, now=now) for each in others
    )


def to_review(actor: Actor, *, now: datetime) -> tuple[OpenedLine, ...]:
    """Return the emergencies that *actor* answers for and nobody reviewed."""
    found = glass.unreviewed(actor)
    names = access.names([each.by for each in found])
    return tuple(_line(each, names=names, now=now) for each in found)


def stopped(actor: Actor, *, now: datetime) -> tuple[StopLine, ...]:
    """Return whom the limits stopped, for their supervisors."""
    found = stops.unseen(actor)
    names = access.names([each.person for each in found]) if found else {}
    return tuple(
        StopLine(
            title=_("%(who)s was stopped: many looks at protected data") % {"who": names.get(each.person, "?")},
            text=f"{_why(each.why)} {wording.moment(each.at, now=now)}.",
            id=each.public_id,
        )
        for each in found
    )


def _line(each: Broken, *, names: dict[UUID, str], now: datetime) -> OpenedLine:
    return OpenedLine(
        id=each.public_id,
        title=_title(each, who=names.get(each.by, "?")),
        when=wording.moment(each.at, now=now),
        explanation=each.explanation,
        is_explained=each.is_explained,
        until=wording.hour(each.explain_by),
        is_late=not each.is_explained and now > each.explain_by,
        opened_nothing=each.contact is None,
    )


def _title(each: Broken, *, who: str) -> str:
    if each.label != team_glass.LABEL:
        return _("%(who)s saw %(data)s in an emergency") % {"who": who, "data": look(each.label).one}
    facts = {"who": who, "team": access.team_names([each.team]).get(each.team, "?")}
    if each.contact is None:
        return _("%(who)s entered the restricted team %(team)s in an emergency") % facts
    return _("%(who)s opened a conversation of the restricted team %(team)s in an emergency") % facts


def _why(code: str) -> str:
    return {
        "hour": _("30 customers within an hour,"),
        "day": _("100 customers within a day,"),
        "burst": _("20 looks within ten minutes,"),
    }.get(code, _("three times as many as the team,"))
