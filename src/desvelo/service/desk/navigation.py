"""The navigation column: what this person may go to, and how much waits there."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base import clock, company
from desvelo.base.ui import wording
from desvelo.guards.access import queries as access
from desvelo.guards.access import role_words
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.channel import numbers as known_numbers
from desvelo.service.desk import approval_screen, disputing, queries, templating
from desvelo.service.desk.screen import Nav, NavItem, NavUser

_GO = {queries.MINE: "m", queries.UNASSIGNED: "s"}
_ICONS = {queries.MINE: "inbox", queries.UNASSIGNED: "circle-dashed", queries.ALL: "messages-square"}


def navigation(actor: Actor, *, active: str) -> Nav:
    """Draw the column for *actor*, with the item *active* marked."""
    attends = actor.has(Permission.CONVERSATION_READ)
    counts = queries.counts(actor) if attends else {}
    return Nav(
        company=company.name(),
        items=_views(counts, active=active) if attends else (),
        teams=_teams(actor, counts, active=active) if attends else (),
        you=_you(actor, active=active),
        user=_user(actor),
        lock_minutes=settings.DESVELO.lock_minutes,
        searches=attends,
    )


def _views(counts: dict[str, int], *, active: str) -> tuple[NavItem, ...]:
    shorts = {queries.MINE: _("Conversations"), queries.UNASSIGNED: _("Queue")}
    return tuple(
        NavItem(
            label=title,
            url=reverse("desk:inbox", args=[key]),
            icon=_ICONS[key],
            count=counts.get(key, 0),
            active=active == key,
            go=_GO.get(key, ""),
            short=shorts.get(key, ""),
            in_tabs=key in shorts,
        )
        for key, title in queries.view_titles().items()
    )


def _teams(actor: Actor, counts: dict[str, int], *, active: str) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(
            label=team.name,
            url=reverse("desk:team", args=[team.public_id]),
            icon=team.icon,
            count=counts.get(str(team.id), 0),
            active=active == team.public_id,
            locked=team.id not in actor.teams,
        )
        for team in access.teams_seen_by(actor)
    )


def _you(actor: Actor, *, active: str) -> tuple[NavItem, ...]:
    now = clock.business()
    kept = (*_numbers(actor, active=active, now=now), *_templates(actor, active=active, now=now))
    kept = (*kept, *_keys(actor, active=active), *_rules(actor, active=active, now=now))
    return (*kept, *_protection(actor, active=active), *_people(actor, active=active), *_audits(actor, active=active))


def _numbers(actor: Actor, *, active: str, now: datetime) -> tuple[NavItem, ...]:
    """Return the way to the numbers, with how many have to be mended; nothing for those who keep none."""
    if not actor.has(Permission.NUMBER_MANAGE):
        return ()
    url, mend, active_here = reverse("numbers:list"), known_numbers.to_be_mended_count(now=now), active == "numbers"
    return (NavItem(label=_("Numbers"), url=url, icon="phone", count=mend, active=active_here, in_tabs=False),)


def _keys(actor: Actor, *, active: str) -> tuple[NavItem, ...]:
    """Return the way to the keys; nothing for those who keep none."""
    if not actor.has(Permission.KEY_MANAGE):
        return ()
    return (
        NavItem(label=_("Keys"), url=reverse("keys:page"), icon="key-round", active=active == "keys", in_tabs=False),
    )


def _rules(actor: Actor, *, active: str, now: datetime) -> tuple[NavItem, ...]:
    """Return the way to the policies, and to what waits for a second person, for those who decide them.

    Whoever asked for something and has an answer they did not see finds the way too.
    """
    items = []
    news = len(approval_screen.answers(actor, now=clock.wall()))
    if news or approval_screen.decides(actor):
        url, waiting = reverse("rules:approvals"), news + approval_screen.waiting_count(actor, now=now)
        here = active == "approvals"
        items.append(
            NavItem(label=_("Approvals"), url=url, icon="user-round-check", count=waiting, active=here, in_tabs=False)
        )
    if actor.has(Permission.POLICY_MANAGE):
        url, here = reverse("rules:page"), active == "rules"
        items.append(NavItem(label=_("Policies"), url=url, icon="scale", active=here, in_tabs=False))
        here = active == "review"
        items.append(
            NavItem(label=_("Access review"), url=reverse("staff:review"), icon="id-card", active=here, in_tabs=False)
        )
        url, here = reverse("access:officer"), active == "officer"
        items.append(NavItem(label=_("Officer"), url=url, icon="user-round", active=here, in_tabs=False))
    return tuple(items)


def _templates(actor: Actor, *, active: str, now: datetime) -> tuple[NavItem, ...]:
    """Return the way to the templates, with how much has to be mended at Meta; nothing for those who keep none."""
    if not actor.has(Permission.TEMPLATE_MANAGE):
        return ()
    url = reverse("desk:templates")
    mend = len(templating.alarms(actor, now=now))
    active_here = active == "templates"
    return (NavItem(label=_("Templates"), url=url, icon="file-text", count=mend, active=active_here, in_tabs=False),)


def _protection(actor: Actor, *, active: str) -> tuple[NavItem, ...]:
    """Return the way to what detection does, with how many reports wait; nothing for those who review none."""
    if not actor.has(Permission.DETECTION_REVIEW):
        return ()
    url, active_here = reverse("desk:protection"), active == "protection"
    waiting = disputing.open_count()
    return (NavItem(label=_("Hiding"), url=url, icon="shield-check", count=waiting, active=active_here, in_tabs=False),)


def _people(actor: Actor, *, active: str) -> tuple[NavItem, ...]:
    """Return the way to those who work here; nothing for those who invite nobody."""
    if not actor.has(Permission.USER_MANAGE):
        return ()
    url, active_here = reverse("access:team"), active == "people"
    people = NavItem(label=_("People"), url=url, icon="user-round", active=active_here, in_tabs=False)
    teams = NavItem(
        label=_("Teams"), url=reverse("teams:page"), icon="users-round", active=active == "teams", in_tabs=False
    )
    steps = NavItem(
        label=_("First steps"),
        url=reverse("first_steps:page"),
        icon="list",
        active=active == "first_steps",
        in_tabs=False,
    )
    roles = NavItem(
        label=_("Roles"), url=reverse("roles:page"), icon="id-card", active=active == "roles", in_tabs=False
    )
    return (people, teams, roles, *_providers(actor, active=active), steps)


def _providers(actor: Actor, *, active: str) -> tuple[NavItem, ...]:
    """Return the way to the identity providers; nothing for those who connect none."""
    if not actor.has(Permission.PROVIDER_MANAGE):
        return ()
    url, active_here = reverse("access:providers"), active == "providers"
    return (NavItem(label=_("Single sign-on"), url=url, icon="key-round", active=active_here, in_tabs=False),)


def _audits(actor: Actor, *, active: str) -> tuple[NavItem, ...]:
    reads_all = actor.has(Permission.AUDIT_READ) or actor.has(Permission.AUDIT_READ_TEAM)
    own = NavItem(
        label=_("My accesses"),
        url=reverse("audit:own"),
        icon="eye",
        active=active == "own",
        go="" if reads_all else "u",
        short=_("Accesses"),
    )
    if not reads_all:
        return (own,)
    audit = NavItem(label=_("Audit"), url=reverse("audit:list"), icon="scroll-text", active=active == "audit", go="u")
    if not actor.has(Permission.MESSAGE_TRACE):
        return (audit, own)
    trail = NavItem(
        label=_("Message trail"), url=reverse("trail:list"), icon="route", active=active == "trail", short=_("Trail")
    )
    return (audit, trail, own)


def _user(actor: Actor) -> NavUser:
    face = wording.face(name=actor.name, of=actor.id)
    return NavUser(
        name=face.name,
        initials=face.initials,
        tint=face.tint,
        role_label=actor.role_name or role_words.label(actor.role),
    )
