"""Small phrases of the desk's screens: hours, days, waits, ends of numbers, initials."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.kernel.whatsapp import window
from desvelo.service.desk.screen import Face, Window

TINTS = 6
WAITING_WARNS = timedelta(minutes=5)
WAITING_ALARMS = timedelta(minutes=15)
_HOUR = 3600


def face(*, name: str, of: UUID) -> Face:
    """Return how a person is drawn; the tint never changes because it follows the id."""
    words = [word for word in name.split() if word[0].isalnum()]
    initials = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"
    return Face(name=name, initials=initials, tint=of.int % TINTS + 1)


def hour(at: datetime) -> str:
    """Say the hour, as 09:41."""
    return date_format(timezone.localtime(at), "H:i")


def moment(at: datetime, *, now: datetime) -> str:
    """Say when, as short as it can be: hour today, yesterday, weekday, day and month."""
    days = (timezone.localtime(now).date() - timezone.localtime(at).date()).days
    if days <= 0:
        return hour(at)
    if days == 1:
        return _("yesterday")
    return date_format(timezone.localtime(at), "D" if days < 7 else "j M").lower()  # noqa: PLR2004  a week


def day(at: datetime, *, now: datetime) -> str:
    """Say the day, as «Hoje, 23 de novembro»."""
    local = timezone.localtime(at)
    days = (timezone.localtime(now).date() - local.date()).days
    date = date_format(local, _("F j"))
    if days == 0:
        return _("Today, %(date)s") % {"date": date}
    return _("Yesterday, %(date)s") % {"date": date} if days == 1 else date_format(local, _("l, F j")).capitalize()


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


def window_left(last_inbound_at: datetime | None, *, now: datetime) -> Window:
    """Say how long we may still write freely."""
    if last_inbound_at is None or not window.is_open(last_inbound_at, now=now):
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
