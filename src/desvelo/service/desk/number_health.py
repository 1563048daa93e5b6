"""How a number fares, in words: when something last came, what failed today, what has to be mended, how far it may go.

Source: ux.md 6.17 («Sem receber mensagens há 14 min»); whatsapp-cloud-api sections 11, 15 and 16.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording
from desvelo.kernel.whatsapp.connection import State
from desvelo.service.channel import numbers as known_numbers
from desvelo.service.channel.numbers import Health, KnownNumber
from desvelo.service.desk import failures, number_words

_WATCHED = ("token_expiry", "registered", "quality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the health of a number."""

    title: str
    said: tuple[str, ...]
    state: str = ""
    tone: str = "neutral"


def lines(known: KnownNumber, *, now: datetime) -> tuple[Line, ...]:
    """Return how *known* fares at *now*, today being the day where people are.  Whoever shows it asked the gate."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    health = known_numbers.health(known, failed_since=midnight, now=now)
    watched = tuple(_watched(known, name) for name in _WATCHED if name in known.checks)
    return (_received(health, now=now), *watched, _failed(health), *_alarms(health), _limit(health))


def _received(health: Health, *, now: datetime) -> Line:
    said = [_("No message of this number is known yet.")]
    if health.heard_at is not None:
        when = wording.moment(health.heard_at, now=now)
        said = [_("The last one came at %(when)s, news of messages of ours included.") % {"when": when}]
    if health.last_received_at is not None:
        said += [_("The last message came at %(when)s.") % {"when": wording.moment(health.last_received_at, now=now)}]
    if health.last_notice_at is not None:
        said += [_("Meta last told something at %(when)s.") % {"when": wording.moment(health.last_notice_at, now=now)}]
    return Line(title=_("Last webhook"), said=tuple(said))


def _watched(known: KnownNumber, name: str) -> Line:
    finding = known.checks[name].finding
    state, tone = number_words.STATES[finding.state]
    said = (number_words.sentence(finding),)
    return Line(title=str(number_words.TITLES[name]), said=said, state=str(state), tone=tone)


def _failed(health: Health) -> Line:
    if not health.failed:
        state, tone = number_words.STATES[State.OK]
        return Line(title=_("Errors today"), said=(_("No message failed today."),), state=str(state), tone=tone)
    said = tuple(
        _("%(count)s: %(what)s") % {"count": _messages(count), "what": failures.sentence(status="failed", failure=code)}
        for code, count in health.failed
    )
    state, tone = number_words.STATES[State.WARN]
    return Line(title=_("Errors today"), said=said, state=str(state), tone=tone)


def _alarms(health: Health) -> tuple[Line, ...]:
    if not health.alarms:
        return ()
    state, tone = number_words.STATES[State.FAIL]
    said = tuple(str(failures.CAUSES[cause]) for cause, _count in health.alarms)
    return (Line(title=_("To be mended at Meta"), said=said, state=str(state), tone=tone),)


def _limit(health: Health) -> Line:
    people = health.people_per_day
    said = _("Up to %(count)s people may be written to first in a day.") % {"count": people}
    return Line(title=_("Limit in use"), said=(said,))


def _messages(count: int) -> str:
    return ngettext("%(count)s message", "%(count)s messages", count) % {"count": count}
