"""Small phrases of the desk's screens: how long a customer waits, how long we may write, how a number ends."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.kernel.whatsapp import window
from desvelo.service.desk.screen import Window

WAITING_WARNS = timedelta(minutes=5)
WAITING_ALARMS = timedelta(minutes=15)
_HOUR = 3600


def waiting(since: datetime | None, *, now: datetime) -> tuple[str, str]:
    """Say how long a customer has waited, in minutes, and how worrying that is."""
    if since is None:
        return "", "neutral"
    waited = max(now - since, timedelta(0))
    level = "danger" if waited > WAITING_ALARMS else "warn" if waited > WAITING_WARNS else "neutral"
    minutes = int(waited.total_seconds() // 60)
    if minutes < 1:
        return _("now"), level
    if minutes < 60:  # noqa: PLR2004  an hour
        return _("%(count)s min") % {"count": minutes}, level
    return _("%(count)s h") % {"count": minutes // 60}, level


def window_left(last_inbound_at: datetime | None, *, now: datetime, direct_send: bool = False) -> Window:
    """Say how long we may still write freely; an account with Direct Send may write short texts all the same."""
    if last_inbound_at is None or not window.is_open(last_inbound_at, now=now):
        if direct_send:
            return Window(open=True, label=_("Window closed: short service messages only"))
        return Window(open=False, label=_("Window closed"))
    left = int((window.closes_at(last_inbound_at) - now).total_seconds())
    if left >= _HOUR:
        hours = left // _HOUR
        return Window(
            open=True, label=ngettext("%(count)s h of window", "%(count)s h of window", hours) % {"count": hours}
        )
    return Window(open=True, label=_("Window closes in %(count)s min") % {"count": max(1, left // 60)})


def phone_end(end: str) -> str:
    """Say how a number ends, and nothing else of it."""
    return f"•••• {end}" if end else ""
