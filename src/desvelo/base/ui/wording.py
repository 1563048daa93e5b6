"""Small phrases and faces every screen shares: hours, days, initials on a tint."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

TINTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A person as a small round picture: initials on one of six tints."""

    name: str
    initials: str
    tint: int


def face(*, name: str, of: UUID) -> Face:
    """Return how a person is drawn; the tint never changes because it follows the id."""
    words = [word for word in name.split() if word[0].isalnum()]
    initials = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"
    return Face(name=name, initials=initials, tint=of.int % TINTS + 1)


def short_name(name: str) -> str:
    """Say a name by its first word and the initial of its last, as «Beatriz N.»."""
    words = name.split()
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else name


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


def date(at: datetime) -> str:
    """Say the date in full, as «23 de novembro de 2026»."""
    return date_format(timezone.localtime(at), _("F j, Y"))


def day(at: datetime, *, now: datetime) -> str:
    """Say the day, as «Hoje, 23 de novembro»."""
    local = timezone.localtime(at)
    days = (timezone.localtime(now).date() - local.date()).days
    date = date_format(local, _("F j"))
    if days == 0:
        return _("Today, %(date)s") % {"date": date}
    return _("Yesterday, %(date)s") % {"date": date} if days == 1 else date_format(local, _("l, F j")).capitalize()
