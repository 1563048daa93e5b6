"""The trail of each message, for whoever runs the system: states, times and codes, never a word or a name.

It answers "did it arrive, and if not, where did it stop?" without anybody opening anything.

Source: issue 3; ux.md section 2 (IT never reads content).
"""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.duties.assurance import trail_course
from desvelo.duties.assurance import trail_words as words
from desvelo.duties.assurance.trail_screen import AsideRow, MessageList, MessageRow, MessageTrail, Tab, Wanted
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.channel import trail as channel
from desvelo.service.channel.trail import Aside, Course, Unsettled

PAGE = 50
MOST_ASIDE = 200
ASIDE = "aside"
LONG = timedelta(seconds=30)
_MICROSECOND = timedelta(microseconds=1)
_SHORT = 12


def messages(actor: Actor, wanted: Wanted, *, now: datetime) -> MessageList:
    """Return one page of the list."""
    gate.require(actor, Permission.MESSAGE_TRACE, now=now)
    unsettled = Unsettled(wanted.state) if wanted.state in set(Unsettled) else None
    is_aside = wanted.state == ASIDE
    found = [] if is_aside else channel.courses(unsettled=unsettled, before=wanted.before, limit=PAGE + 1)
    by_reason = channel.aside_counts()
    reason = wanted.reason if wanted.reason in by_reason else next(iter(by_reason), "")
    queue = channel.deliveries()
    return MessageList(
        tabs=_tabs(channel.unsettled_counts(), aside_count=sum(by_reason.values()), active=wanted.state),
        reasons=_reasons(by_reason, active=reason) if is_aside else (),
        waiting_label=_waiting(queue),
        is_waiting_long=queue.oldest > LONG,
        rows=tuple(_row(each, key=wanted.state) for each in found[:PAGE]),
        asides=tuple(_aside(each, reason) for each in channel.set_aside(reason=reason, limit=MOST_ASIDE))
        if is_aside
        else (),
        key=wanted.state,
        next_cursor=found[PAGE - 1].arrival if len(found) > PAGE else None,
    )


def course(actor: Actor, public_id: str, *, now: datetime) -> MessageTrail:
    """Return one message with its steps; raise NotFound."""
    gate.require(actor, Permission.MESSAGE_TRACE, now=now)
    found = channel.course(public_id)
    if found is None:
        raise NotFound
    incoming = found.direction == "in"
    return MessageTrail(
        id=found.public_id,
        incoming=incoming,
        kind=words.kind(found.kind),
        automatic=found.automatic,
        state=words.state(found.status),
        lines=tuple(trail_course.inbound(found) if incoming else trail_course.outbound(found)),
    )


def _tabs(counts: dict[Unsettled, int], *, aside_count: int, active: str) -> tuple[Tab, ...]:
    named = {
        "": (_("Newest"), None),
        Unsettled.WAITING.value: (_("Waiting"), counts[Unsettled.WAITING]),
        Unsettled.FAILED.value: (_("Went wrong"), counts[Unsettled.FAILED]),
        Unsettled.UNSURE.value: (_("Unsure"), counts[Unsettled.UNSURE]),
        ASIDE: (_("Set aside"), aside_count),
    }
    active = active if active in named else ""
    return tuple(
        Tab(label=label, url=_list_url(key), count=count, active=key == active) for key, (label, count) in named.items()
    )


def _reasons(by_reason: dict[str, int], *, active: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(label=words.reason(code), url=f"{_list_url(ASIDE)}&reason={code}", count=count, active=code == active)
        for code, count in by_reason.items()
    )


def _list_url(key: str) -> str:
    return f"{reverse('trail:list')}?state={key}" if key else reverse("trail:list")


def _waiting(queue: channel.Queue) -> str:
    if not queue.count:
        return _("No delivery waits to be taken in.")
    said = ngettext(
        "%(count)s delivery waits to be taken in, since %(time)s.",
        "%(count)s deliveries wait to be taken in, the oldest since %(time)s.",
        queue.count,
    )
    since = words.lasting(queue.oldest // _MICROSECOND)
    return said % {"count": number_format(queue.count, force_grouping=True), "time": since}


def _row(each: Course, *, key: str) -> MessageRow:
    url = reverse("trail:message", args=[each.public_id])
    return MessageRow(
        id=each.public_id,
        code=each.public_id[:_SHORT],
        url=f"{url}?state={key}" if key else url,
        time_label=words.moment(each.received_at),
        incoming=each.direction == "in",
        kind=words.kind(each.kind),
        state=words.state(each.status),
        error=each.code,
    )


def _aside(each: Aside, reason: str) -> AsideRow:
    return AsideRow(
        time_label=words.moment(each.received_at),
        reason=words.reason(reason),
        detail=each.detail,
        place=each.place,
        delivery=each.delivery[:_SHORT],
    )
