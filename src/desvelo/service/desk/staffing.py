"""Whoever leaves: the account is shut, and what they had open goes on with somebody else, both or neither.

Source: ux.md 6.17 (leaver: what they had open passes on).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.guards.access import gate, leaving, reinstating, reviewing, role_words
from desvelo.guards.access import queries as access
from desvelo.guards.access.leaving import Leaver
from desvelo.guards.access.reviewing import Found, Line
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell

HANDED_ON = "work:transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person, as whoever manages people sees them."""

    id: str
    name: str
    email: str
    role: str
    teams: tuple[str, ...]
    last_access: str
    is_unused: bool
    is_active: bool
    is_own: bool
    open_count: int
    session_count: int
    colleagues: tuple[tuple[str, str], ...]
    recovery: str
    has_proved: bool
    role_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One person in a review, in words."""

    person: str
    name: str
    role: str
    teams: tuple[str, ...]
    last_access: str
    is_unused: bool
    is_own: bool
    decision: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The review that goes on, or the last one; empty where there was none."""

    is_due: bool
    goes_on: bool
    begun: str
    finished: str
    digest: str
    left: int
    lines: tuple[ReviewLine, ...]
    has_proved: bool


def person_page(actor: Actor, public_id: str, *, now: datetime) -> PersonPage:
    """Return one person.  Raises Forbidden, NotFound."""
    found = leaving.person(actor, public_id, now=now)
    names = {team.id: team.name for team in access.all_teams()}
    return PersonPage(
        id=found.public_id,
        name=found.name,
        email=found.email,
        role=found.role_name or role_words.label(found.role),
        role_code=found.role_code,
        teams=tuple(sorted(names[team] for team in found.teams)),
        last_access=_last(found.last_access, now=now),
        is_unused=found.is_unused(now=now),
        is_active=found.is_active,
        is_own=found.id == actor.id,
        open_count=_open(found.id).count(),
        session_count=found.session_count,
        colleagues=_colleagues(found),
        recovery=reinstating.standing(actor=actor, user=found.id, now=now),
        has_proved=actor.has_proved(within=gate.PROOF_LASTS, now=now),
    )


def suspend(*, actor: Actor, person: str, to: str, now: datetime) -> int:
    """Shut an account and hand on what was open, to the colleague *to* or to the teams; return how many conversations.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, LastKeeper.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)  # a refusal is on record before anything is begun
    with transaction.atomic():
        user = leaving.suspend(actor=actor, public_id=person, permission=Permission.USER_MANAGE, now=now)
        return hand_on(actor, user, to=to, now=now)


def decide(*, actor: Actor, person: str, decision: str, now: datetime) -> None:
    """Keep what was decided in the review about one person; whoever is to leave is suspended at once.

    Raises Forbidden, ProofTooOld, NotFound, OwnRequest, LastKeeper.
    """
    reviewing.require_may_decide(actor=actor, person=person, decision=decision, now=now)
    with transaction.atomic():
        user = reviewing.decide(actor=actor, person=person, decision=decision, now=now)
        if decision == reviewing.SUSPEND:
            leaving.suspend(actor=actor, public_id=person, permission=Permission.POLICY_MANAGE, now=now)
            hand_on(actor, user, to="", now=now)


def leave_to_teams(user: UUID, by: Mapping[str, str], now: datetime) -> None:
    """Let what *user* had open wait for its teams; *by* names the provider that said they left."""
    _pass_on(user, None, Entry(tag=HANDED_ON, at=now, objects=by))


def review_page(actor: Actor, *, now: datetime) -> ReviewPage:
    """Return the page of the reviews.  Raises Forbidden."""
    found = reviewing.latest(actor, now=now)
    has_proved = actor.has_proved(within=gate.PROOF_LASTS, now=now)
    if found is None:
        return ReviewPage(
            is_due=True, goes_on=False, begun="", finished="", digest="", left=0, lines=(), has_proved=has_proved
        )
    names = access.names({line.decided_by for line in found.lines if line.decided_by})
    return ReviewPage(
        is_due=reviewing.is_due(now=now),
        goes_on=found.finished_at is None,
        begun=wording.date(found.begun_at),
        finished=_finished(found),
        digest=found.digest,
        left=found.left,
        lines=tuple(_line(each, actor=actor, names=names, now=now) for each in found.lines),
        has_proved=has_proved,
    )


def _finished(found: Found) -> str:
    if found.finished_at is None or found.finished_by is None:
        return ""
    who = access.names([found.finished_by]).get(found.finished_by, "?")
    return _("Finished by %(who)s on %(date)s.") % {"who": who, "date": wording.date(found.finished_at)}


def _line(each: Line, *, actor: Actor, names: dict[UUID, str], now: datetime) -> ReviewLine:
    return ReviewLine(
        person=each.person,
        name=each.name,
        role=role_words.label(each.role),
        teams=each.teams,
        last_access=_last(each.last_access, now=now),
        is_unused=each.is_unused,
        is_own=each.user == actor.id,
        decision=each.decision,
        decided_by=names.get(each.decided_by, "?") if each.decided_by else "",
    )


def _last(at: datetime | None, *, now: datetime) -> str:
    if at is None:
        return _("Never signed in")
    return _("Last access: %(when)s") % {"when": wording.moment(at, now=now)}


def _colleagues(found: Leaver) -> tuple[tuple[str, str], ...]:
    """Return who may take over: active, and in a team with them."""
    return tuple(
        (each.public_id, each.name)
        for each in leaving.everybody(active=True)
        if each.id != found.id and each.teams & found.teams
    )


def _open(user: UUID) -> QuerySet[Conversation]:
    return Conversation.objects.filter(assignee_id=user)


def hand_on(actor: Actor, user: UUID, *, to: str, now: datetime) -> int:
    """Give what *user* had open to *to* where it is one of their teams, the rest to nobody: it waits for its team."""
    heir = next((each for each in leaving.everybody(active=True) if to and each.public_id == to), None)
    return _pass_on(user, heir, Entry(tag=HANDED_ON, at=now, actor=actor.id, session=actor.session))


def _pass_on(user: UUID, heir: Leaver | None, entry: Entry) -> int:
    rows = list(_open(user).select_for_update())
    for row in rows:
        row.assignee_id = heir.id if heir is not None and row.team_id in heir.teams else None
    Conversation.objects.bulk_update(rows, ["assignee"])
    objects = {**entry.objects, "user": str(user), "count": str(len(rows))}
    audit.record([replace(entry, objects=objects)])
    tell([Notice(conversation=row.public_id, team=row.team_id, kind="assigned", number=0) for row in rows])
    return len(rows)
