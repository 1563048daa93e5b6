"""What happened at the door, in words: guessing, and recovery of somebody's account or one's own.

Source: security-design section 8; ASVS v5.0.0-6.3.7.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording
from desvelo.guards.access import notices
from desvelo.guards.access import queries as access
from desvelo.guards.access.notices import Kind, Told
from desvelo.kernel.authority import Actor
from desvelo.service.desk.banner import AlarmBanner


def banners(actor: Actor, *, now: datetime) -> tuple[AlarmBanner, ...]:
    """Return what *actor* has to see of the door."""
    found = notices.unseen(actor)
    names = access.names([each.about for each in found if each.about]) if found else {}
    return tuple(_banner(each, name=names.get(each.about, "?") if each.about else "", now=now) for each in found)


def _banner(told: Told, *, name: str, now: datetime) -> AlarmBanner:
    title, text = _own(told) if told.is_own else _others(told, name=name)
    when = {"when": wording.moment(told.last_at, now=now), "first": wording.moment(told.first_at, now=now)}
    return AlarmBanner(
        title=title,
        text=text % {**when, "n": number_format(told.count, force_grouping=True)},
        times="",
        url=reverse("access:notice_seen", args=[told.public_id]),
        seen_words=_("It was me") if told.is_own else "",
    )


def _own(told: Told) -> tuple[str, str]:
    if told.kind == Kind.RECOVERED:
        title = _("A recovery code of yours was used")
    elif told.kind == Kind.PASSWORD:
        title = _("Your password was changed")
    elif told.kind == Kind.TERMINAL:
        return _("You were given a code at the machine"), _(
            "%(when)s. It lets you connect another device, once, within 30 minutes. If you did not ask for it, speak "
            "to the data protection officer."
        )
    else:
        title = _("Your account began anew, as two people agreed")
    text = _("%(when)s. If it was not you, speak to whoever looks after the system now: somebody has your password.")
    return title, text


def _others(told: Told, *, name: str) -> tuple[str, str]:
    if told.kind == Kind.GUESSED:
        text = ngettext(
            "%(n)s time a limit was reached or a try was not even read since %(first)s, last: %(when)s. Nobody got in "
            "by it, and whoever enters with a passkey or on a device known of them does not wait. The audit has who "
            "and when.",
            "%(n)s times a limit was reached or a try was not even read since %(first)s, last: %(when)s. Nobody got in "
            "by it, and whoever enters with a passkey or on a device known of them does not wait. The audit has who "
            "and when.",
            told.count,
        )
        return _("Somebody is guessing passwords or codes"), text
    if told.kind in {Kind.TERMINAL, Kind.SUPERVISED}:
        title = _("%(name)s, who keeps the system, was given a way back at the machine") % {"name": name}
        return title, _(
            "%(when)s, by somebody who runs the server: a code with which they connect another device. Ask them "
            "whether it was them."
        )
    if told.kind == Kind.RECOVERED:
        title = _("%(name)s entered with a recovery code") % {"name": name}
        return title, _("%(when)s. Ask them, by another way than a message, whether it was them.")
    title = _("%(name)s began anew with their account") % {"name": name}
    return title, _("%(when)s, as two people agreed. Ask them whether it was them.")
