"""The alarms that stand above every screen of those who answer them, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.guards.access import queries as access
from desvelo.guards.vault import alarms, matrix
from desvelo.guards.vault.alarms import Raised
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import emergency


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmBanner:
    """One alarm, and where to say that it was seen, or where it is dealt with; neither: it stays until mended."""

    title: str
    text: str
    times: str
    url: str
    link: str = ""


def banners(actor: Actor, *, now: datetime) -> tuple[AlarmBanner, ...]:
    """Return the alarms that *actor* answers: baits that nobody has seen, accounts that are refused."""
    accounts = [refused(name=each.name, email=each.email) for each in access.refused(actor)]
    watched = (*_stopped(actor, now=now), *_emergencies(actor, now=now))
    return (*_closed_rules(actor), *accounts, *watched, *(_banner(each, now=now) for each in alarms.unseen(actor)))


def _closed_rules(actor: Actor) -> tuple[AlarmBanner, ...]:
    """Return what is said of policies that are not as they were decided; to those who set them again."""
    if not actor.has(Permission.POLICY_MANAGE) or not matrix.standing().is_closed:
        return ()
    title = _("The policies are not as they were decided: nothing is shown or compared")
    text = _(
        "What stands in the database was written there by nobody of ours. Two people set them again under Policies."
    )
    return (AlarmBanner(title=title, text=text, times="", url=""),)


def _stopped(actor: Actor, *, now: datetime) -> tuple[AlarmBanner, ...]:
    return tuple(
        AlarmBanner(title=each.title, text=each.text, times="", url=reverse("rules:stop_seen", args=[each.id]))
        for each in emergency.stopped(actor, now=now)
    )


def _emergencies(actor: Actor, *, now: datetime) -> tuple[AlarmBanner, ...]:
    """Return what is said of emergencies: to who owes an explanation, and to those who answer for it."""
    link = reverse("rules:approvals")
    mine, others = emergency.heard(actor, now=now)
    owed = [(each.title, _("Explain it until %(time)s.") % {"time": each.until}) for each in mine]
    told = [(each.title, _("Read why, and say that you reviewed it.")) for each in others]
    return tuple(AlarmBanner(title=title, text=text, times="", url="", link=link) for title, text in (*owed, *told))


def refused(*, name: str, email: str) -> AlarmBanner:
    """Return what is said of an account that holds what nobody gave it."""
    return AlarmBanner(
        title=_("An account was refused: what it may do was written into the database"),
        text=_(
            "The role, teams or factors of %(name)s (%(email)s) are not those that were given. The account enters "
            "nothing. Find out who writes to the database; “desvelo people list” at the machine says what it holds."
        )
        % {"name": name, "email": email},
        times="",
        url="",
    )


def _banner(raised: Raised, *, now: datetime) -> AlarmBanner:
    facts = {"team": raised.team, "when": wording.moment(raised.last_at, now=now), "what": _what(raised.why)}
    return AlarmBanner(
        title=_("Somebody opened a bait: a contact that nobody has work with"),
        text=_("Team %(team)s, %(when)s: %(what)s. Find out in the audit who was at it, before anything else.") % facts,
        times="" if raised.count == 1 else _("%(n)s times in a row.") % {"n": raised.count},
        url=reverse("alarms:seen", args=[raised.public_id]),
    )


def _what(why: Why) -> str:
    said = {
        Why.COMPARE: _("a datum of it was compared"),
        Why.EXPORT: _("it was in an export"),
        Why.FILE: _("a file of it was looked at"),
        Why.REVEAL: _("a datum of it was shown"),
        Why.SEARCH: _("it was in a search"),
        Why.UNSAID: _("a process opened its key without a reason"),
    }
    return said.get(why) or _("many keys were opened at once")
