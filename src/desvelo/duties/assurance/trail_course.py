"""The steps of one message, each with its time: from the phone to a screen, or from the pen to a reader."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.duties.assurance import trail_words as words
from desvelo.duties.assurance.trail_screen import Line
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.service.channel import trail as channel
from desvelo.service.channel.trail import Course
from desvelo.service.desk import queries as desk

_MICROSECOND = timedelta(microseconds=1)
_RECEIVED, _OPENED = "message:receive", "conversation:open"


def inbound(found: Course) -> Iterator[Line]:
    """Yield what happened on the way in; microseconds count from the moment it reached the door."""
    entry = audit.naming(found.id, contact=found.contact, tag=_RECEIVED)
    recorded_at = audit.registered_at(entry.id) if entry else None
    yield Line(said=words.step("phone"), time_label=words.moment(found.sent_at), note=_("by Meta's clock"))
    yield Line(said=words.step("received"), time_label=words.moment(found.received_at))
    for name in ("verified", "stored", "claimed", "found", "masked", "sealed"):
        if name in found.early:
            note = _what_was_found(found) if name == "found" else ""
            yield Line(said=words.step(name), after=words.lasting(found.early[name]), note=note)
    yield from _on_record(found, entry, recorded_at)


def _on_record(found: Course, entry: LoggedEntry | None, recorded_at: datetime | None) -> Iterator[Line]:
    """Yield what the ledger knows; the screens are told with the commit, and the entry gets its number after it."""
    if entry is None or recorded_at is None:
        yield Line(said=words.step("recorded"), note=_("waits for its number"))
        return
    after = words.lasting(max(0, (recorded_at - found.received_at) // _MICROSECOND))
    yield Line(said=words.step("told"), after=_("within %(time)s") % {"time": after})
    number = _("entry no. %(index)s") % {"index": number_format(entry.index or 0)}
    yield Line(said=words.step("recorded"), after=after, note=number)
    conversation = desk.conversation_between(contact=found.contact, number=found.number)
    opened_at = conversation and audit.next_naming(
        conversation, contact=found.contact, tag=_OPENED, since=found.received_at
    )
    if opened_at:
        took = words.lasting(max(0, (opened_at - found.received_at) // _MICROSECOND))
        yield Line(said=words.step("opened"), time_label=words.time_of_day(opened_at), after=took)


def _what_was_found(found: Course) -> str:
    count = found.protected_count + found.discarded_count
    return (
        ngettext("%(count)s piece of data found", "%(count)s pieces of data found", count) % {"count": count}
        if count
        else _("nothing found")
    )


def outbound(found: Course) -> Iterator[Line]:
    """Yield what happened on the way out; time counts from the moment it was written."""
    noted = channel.noted(found.id)
    written_at = noted[0].at if noted else found.received_at
    if not noted:
        yield Line(said=words.step("written"), time_label=words.moment(found.received_at))
    for each in noted:
        by_meta = _("%(time)s by Meta's clock") % {"time": words.time_of_day(each.said_at)} if each.said_at else ""
        yield Line(
            said=words.step(each.name),
            time_label=words.moment(each.at) if each.at == written_at else words.time_of_day(each.at),
            after="" if each.at == written_at else words.lasting(max(0, (each.at - written_at) // _MICROSECOND)),
            note=by_meta,
            code=each.code,
            advice=words.advice(each.name, each.code),
        )
