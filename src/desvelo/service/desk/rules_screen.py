"""The page of the policies in words: the matrix of classes and teams, what a change would have meant, what waits.

Source: ux.md 6.18.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.guards.access import approvals, gate
from desvelo.guards.access import queries as access
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import ruling, simulating
from desvelo.guards.vault.matrix import Standing
from desvelo.guards.vault.simulating import Effect
from desvelo.kernel.authority import Actor
from desvelo.kernel.detection import openness
from desvelo.kernel.detection.openness import Change, Level

PREFIX = "cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChoice:
    """One level that a cell may have."""

    code: str
    name: str
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellField:
    """One cell: its name in the form, for which team and class, its levels, whether somebody set it."""

    name: str
    team: str
    label: str
    choices: tuple[LevelChoice, ...]
    is_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One class, for every team."""

    name: str
    icon: str
    cells: tuple[CellField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change in words, and the field by which it is sent once more."""

    label: str
    team: str
    was: str
    to: str
    is_looser: bool
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What somebody wishes to change, and what it would have meant; *said* is one sentence each."""

    tighter: tuple[ChangeLine, ...]
    looser: tuple[ChangeLine, ...]
    said: tuple[str, ...]

    def level_of(self, name: str, *, now: Level) -> Level:
        """Return the level that a cell is to have, else the one it has."""
        found = [each.value for each in (*self.tighter, *self.looser) if each.name == name]
        return Level(found[0]) if found else now

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.tighter or self.looser)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """Everything on the page."""

    teams: tuple[str, ...]
    rows: tuple[ClassRow, ...]
    discarded: tuple[str, ...]
    changed_by: str
    is_closed: bool
    may_change: bool
    waiting: tuple[ChangeLine, ...] = ()
    waits_for_anew: bool = False
    wished: Wished | None = None


def page(actor: Actor, *, now: datetime, wished: Wished | None = None) -> RulesPage:
    """Return the page.  Raises Forbidden."""
    standing = ruling.rules(actor, now=now)
    teams = access.all_teams()
    asked = [each for each in approvals.waiting(actor, now=clock.wall()) if each.kind == ruling.RELAX]
    return RulesPage(
        teams=tuple(team.name for team in teams),
        rows=tuple(_row(code, teams, standing, wished) for code in openness.classes()),
        discarded=tuple(str(look(code).short) for code in openness.discarded()),
        changed_by=_changed_by(standing),
        is_closed=standing.is_closed,
        may_change=actor.has_proved(within=gate.PROOF_LASTS, now=clock.wall()),
        waiting=tuple(line for each in asked for line in lines(ruling.asked_for(each))),
        waits_for_anew=any(each.what["anew"] for each in asked),
        wished=wished,
    )


def wishes(fields: Mapping[str, str]) -> dict[tuple[UUID, str], str]:
    """Return which level each cell of a sent form is to have.  Raises NotFound for a name that no form of ours has."""
    found = {}
    for name, level in fields.items():
        prefix, _sep, rest = name.partition(".")
        if prefix != PREFIX:
            continue
        team, _sep, label = rest.partition(".")
        try:
            found[UUID(team), label] = level
        except ValueError:
            raise NotFound from None
    return found


def wished(actor: Actor, fields: Mapping[str, str], *, now: datetime) -> Wished:
    """Return what a sent form would change, and what it would have meant.  Raises Forbidden, NotFound."""
    found = ruling.changes(wishes(fields), standing=ruling.rules(actor, now=now))
    effect = simulating.simulate(actor=actor, changes=found, now=now)
    told = lines(found)
    return Wished(
        tighter=tuple(each for each in told if not each.is_looser),
        looser=tuple(each for each in told if each.is_looser),
        said=_said(effect),
    )


def lines(changes: tuple[Change, ...]) -> tuple[ChangeLine, ...]:
    """Return changes in words."""
    names = {team.id: team.name for team in access.all_teams()}
    return tuple(
        ChangeLine(
            label=str(look(each.label).short),
            team=names.get(each.team, "?"),
            was=level_name(each.was),
            to=level_name(each.to),
            is_looser=each.is_looser,
            name=_name(each.team, each.label),
            value=each.to.value,
        )
        for each in changes
    )


def level_name(level: Level) -> str:
    """Name a level."""
    return {
        Level.NEVER: _("Never"),
        Level.COMPARE: _("Compare only"),
        Level.TWO_PEOPLE: _("Show with two people"),
        Level.REASON: _("Show with a reason"),
        Level.VISIBLE: _("Show without asking why"),
    }[level]


def _row(code: str, teams: list[access.NamedTeam], standing: Standing, wished: Wished | None) -> ClassRow:
    looks = look(code)
    return ClassRow(
        name=str(looks.short),
        icon=looks.icon,
        cells=tuple(_cell(code, str(looks.short), team, standing, wished) for team in teams),
    )


def _cell(code: str, label: str, team: access.NamedTeam, standing: Standing, wished: Wished | None) -> CellField:
    now = standing.at(team=team.id, label=code)
    chosen = wished.level_of(_name(team.id, code), now=now) if wished else now
    return CellField(
        name=_name(team.id, code),
        team=team.name,
        label=label,
        choices=tuple(
            LevelChoice(code=level.value, name=level_name(level), is_now=level is chosen)
            for level in openness.offered(code)
        ),
        is_set=chosen is not openness.of_class(code),
    )


def _name(team: UUID, code: str) -> str:
    return f"{PREFIX}.{team}.{code}"


def _changed_by(standing: Standing) -> str:
    if standing.made_by is None or standing.made_at is None:
        return _("As it comes with the product: nobody changed it yet.")
    who = access.names([standing.made_by]).get(standing.made_by, "?")
    return _("Changed by %(who)s on %(date)s, %(time)s.") % {
        "who": who,
        "date": wording.date(standing.made_at),
        "time": wording.hour(standing.made_at),
    }


def _said(effect: Effect) -> tuple[str, ...]:
    told = []
    if effect.refused:
        told.append(
            ngettext(
                "%(n)s look or comparison would have been refused.",
                "%(n)s looks or comparisons would have been refused.",
                effect.refused,
            )
            % {"n": effect.refused}
        )
    if effect.with_two:
        told.append(
            ngettext(
                "%(n)s look would have waited for a second person.",
                "%(n)s looks would have waited for a second person.",
                effect.with_two,
            )
            % {"n": effect.with_two}
        )
    if effect.allowed:
        told.append(
            ngettext(
                "%(n)s try that was refused would have been allowed, where the role permits it.",
                "%(n)s tries that were refused would have been allowed, where the role permits it.",
                effect.allowed,
            )
            % {"n": effect.allowed}
        )
    if told:
        told.append(
            ngettext("It concerns %(n)s person.", "It concerns %(n)s people.", effect.people) % {"n": effect.people}
        )
    else:
        told.append(_("No access would have ended otherwise."))
    if effect.unknown:
        told.append(
            ngettext(
                "%(n)s access is from before the team was put on record, and is not counted.",
                "%(n)s accesses are from before the team was put on record, and are not counted.",
                effect.unknown,
            )
            % {"n": effect.unknown}
        )
    if not effect.is_whole:
        told.append(_("Only the newest %(most)s accesses were read.") % {"most": simulating.MOST})
    return tuple(told)
