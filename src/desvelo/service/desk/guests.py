"""Who is in a restricted team for a while, in words: for its supervisors, and for the guests themselves.

Source: ux.md section 3.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.guards.access import guest_passes, visiting
from desvelo.guards.access import queries as access
from desvelo.kernel.authority import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLine:
    """One pass: into which team whose, since by which way, until when."""

    id: str
    title: str
    text: str


def lines(actor: Actor, *, now: datetime) -> tuple[GuestLine, ...]:
    """Return the passes that *actor* may end."""
    found = [*visiting.own_passes(actor, now=now), *visiting.guests(actor, now=now)]
    if not found:
        return ()
    people = access.names([each.user for each in found])
    teams = access.team_names([each.team for each in found])
    return tuple(
        GuestLine(
            id=each.public_id,
            title=_("You are a guest in %(team)s") % {"team": teams.get(each.team, "?")}
            if each.user == actor.id
            else _("%(who)s is a guest in %(team)s")
            % {"who": people.get(each.user, "?"), "team": teams.get(each.team, "?")},
            text=_until(each.way, wording.hour(each.ends_at)),
        )
        for each in found
    )


def _until(way: str, hour: str) -> str:
    if way == guest_passes.GLASS:
        return _("In an emergency, until %(time)s") % {"time": hour}
    return _("Let in by a supervisor, until %(time)s") % {"time": hour}
