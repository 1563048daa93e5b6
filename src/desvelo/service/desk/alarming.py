"""The alarms that stand above every screen of those who answer them, in words."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording
from desvelo.guards.access import queries as access
from desvelo.guards.vault import alarms, key_alarms, matrix
from desvelo.guards.vault.alarms import Raised
from desvelo.guards.vault.key_alarms import KeyAlarm
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import approval_screen, door_words, emergency
from desvelo.service.desk.banner import AlarmBanner


def banners(actor: Actor, *, now: datetime) -> tuple[AlarmBanner, ...]:
    """Return the alarms that *actor* answers: keys, baits that nobody has seen, accounts that are refused, the door.

    What happened to one's own account everybody hears.
    """
    gone = [keeper_gone()] if key_alarms.is_gone(actor) else []
    accounts = [refused(name=each.name, email=each.email) for each in access.refused(actor)]
    keys = _of_keys(key_alarms.recent(actor, now=now), now=now)
    watched = (*_stopped(actor, now=now), *_emergencies(actor, now=now))
    baits = [_banner(each, now=now) for each in alarms.unseen(actor)]
    own = (*door_words.banners(actor, now=now), *_answers(actor, now=now))
    return (*gone, *_closed_rules(actor), *accounts, *keys, *watched, *baits, *own)


def keeper_gone() -> AlarmBanner:
    """Return what is said while the key process does not answer."""
    return AlarmBanner(
        title=_("The key process does not answer: nothing protected opens"),
        text=_(
            "Messages that come in are kept and nothing is lost. Start it with “desvelo up --role keys” at its "
            "machine, or read its log; this goes away by itself once it answers."
        ),
        times="",
        url="",
    )


def too_many_keys(*, name: str, when: str) -> AlarmBanner:
    """Return what is said of somebody who asked for the keys of more customers than work needs."""
    return AlarmBanner(
        title=_("Keys of more customers than anybody's work needs were asked for"),
        text=_(
            "In the name of %(name)s, %(when)s; no more were given. Ask what it was for. If it was nobody, close the "
            "account and find out in the audit who was at it."
        )
        % {"name": name, "when": when},
        times="",
        url="",
    )


def unlogged(*, name: str, when: str, count: int) -> AlarmBanner:
    """Return what is said of keys that were opened and that nothing in the log explains."""
    return AlarmBanner(
        title=_("Keys of customers were opened, and nothing in the audit says what for"),
        text=ngettext(
            "%(count)s key in the name of %(name)s, found %(when)s. Somebody got round the pages: treat it as an "
            "incident, and keep the record of the key process.",
            "%(count)s keys in the name of %(name)s, found %(when)s. Somebody got round the pages: treat it as an "
            "incident, and keep the record of the key process.",
            count,
        )
        % {"count": number_format(count, force_grouping=True), "name": name, "when": when},
        times="",
        url="",
    )


def _of_keys(found: Sequence[KeyAlarm], *, now: datetime) -> list[AlarmBanner]:
    names = access.names(each.person for each in found if each.person) if found else {}
    said = []
    for each in found:
        name = names.get(each.person, _("nobody")) if each.person else _("nobody")
        when = wording.moment(each.at, now=now)
        is_quota = each.tag == key_alarms.REFUSED
        said.append(
            too_many_keys(name=name, when=when) if is_quota else unlogged(name=name, when=when, count=each.count)
        )
    return said


def _closed_rules(actor: Actor) -> tuple[AlarmBanner, ...]:
    """Return what is said of policies that are not as they were decided; to those who set them again."""
    if not actor.has(Permission.POLICY_MANAGE) or not matrix.standing().is_closed:
        return ()
    title = _("The policies are not as they were decided: nothing is shown or compared")
    text = _(
        "What stands in the database was written there by nobody of ours. Two people set them again under Policies."
    )
    return (AlarmBanner(title=title, text=text, times="", url=""),)


def _answers(actor: Actor, *, now: datetime) -> tuple[AlarmBanner, ...]:
    """Return what became of what *actor* asked a second person for, until they look."""
    link = reverse("rules:approvals")
    return tuple(
        AlarmBanner(title=each, text=_("See it under Approvals."), times="", url="", link=link)
        for each in approval_screen.answers(actor, now=now)
    )


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
