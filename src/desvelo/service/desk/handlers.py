"""What the desk does when the channel tells it something.

*Together* handlers run inside the channel's transaction, so a message is never seen without its conversation.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import connection

from desvelo.base import clock
from desvelo.base.ids import new_public_id, new_uuid
from desvelo.base.outbox import bus
from desvelo.base.outbox.event import Event
from desvelo.guards.vault.events import ContactsMerged, DatumRevealed
from desvelo.kernel.whatsapp.marketing_words import Way
from desvelo.service.channel.events import (
    IdentityConfirmed,
    IdentityDoubted,
    MediaDescribed,
    MessageCovered,
    MessageEchoed,
    MessageReceived,
    MessageWritten,
    PreferenceStated,
    StatusChanged,
)
from desvelo.service.desk import joining, preferring, reaching, warning
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell

_UPSERT = """
    INSERT INTO desk_conversation (id, public_id, contact_id, number_id, team_id, unread_count, last_message_id,
                                   last_arrival, last_inbound_at, waiting_since, created_at)
    VALUES (%s, %s, %s, %s, %s, 1, %s, %s, %s, %s, now())
    ON CONFLICT (contact_id, number_id) DO UPDATE SET
        unread_count = desk_conversation.unread_count + 1,
        last_message_id = CASE WHEN excluded.last_arrival > desk_conversation.last_arrival
                               THEN excluded.last_message_id ELSE desk_conversation.last_message_id END,
        last_arrival = greatest(desk_conversation.last_arrival, excluded.last_arrival),
        last_inbound_at = greatest(desk_conversation.last_inbound_at, excluded.last_inbound_at),
        waiting_since = coalesce(desk_conversation.waiting_since, excluded.waiting_since)
"""
_UPSERT_ECHO = """
    INSERT INTO desk_conversation (id, public_id, contact_id, number_id, team_id, unread_count, last_message_id,
                                   last_arrival, created_at)
    VALUES (%s, %s, %s, %s, %s, 0, %s, %s, now())
    ON CONFLICT (contact_id, number_id) DO UPDATE SET
        unread_count = 0,
        waiting_since = NULL,
        last_message_id = CASE WHEN excluded.last_arrival > desk_conversation.last_arrival
                               THEN excluded.last_message_id ELSE desk_conversation.last_message_id END,
        last_arrival = greatest(desk_conversation.last_arrival, excluded.last_arrival)
"""
_UPSERT_PAST = """
    INSERT INTO desk_conversation (id, public_id, contact_id, number_id, team_id, unread_count, last_message_id,
                                   last_arrival, created_at)
    VALUES (%s, %s, %s, %s, %s, 0, %s, %s, now())
    ON CONFLICT (contact_id, number_id) DO UPDATE SET
        last_message_id = excluded.last_message_id, last_arrival = excluded.last_arrival
    WHERE desk_conversation.last_inbound_at IS NULL AND excluded.last_arrival > desk_conversation.last_arrival
"""


def on_messages_received(events: Sequence[Event]) -> None:
    """Bring the conversations up to date with what customers wrote, and tell the open screens.

    What only speaks of another message (a reaction) is news, but nobody waits for an answer to it.
    """
    received = cast("Sequence[MessageReceived]", events)
    now = sorted((event for event in received if not event.is_past), key=lambda each: each.arrival)
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, [_row(event) for event in now])
    _begin_from_past([event for event in received if event.is_past])
    _tell("message.in", {(event.contact_id, event.number_id): event.arrival for event in received})
    _keep_in_reach(received)


def on_messages_echoed(events: Sequence[Event]) -> None:
    """Bring the conversations up to date with what left our number elsewhere: whoever was answered waits no longer."""
    echoed = cast("Sequence[MessageEchoed]", events)
    now = sorted((event for event in echoed if not event.is_past), key=lambda each: each.arrival)
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT_ECHO, [_row(event)[:7] for event in now])
    _begin_from_past([event for event in echoed if event.is_past])
    _tell("message.out", {(event.contact_id, event.number_id): event.arrival for event in echoed})
    _keep_in_reach(echoed)


def on_messages_written(events: Sequence[Event]) -> None:
    """Bring the conversations up to date with what we wrote; an automatic answer leaves the customer waiting."""
    written = cast("Sequence[MessageWritten]", events)
    for event in written:
        conversation = Conversation.objects.filter(contact_id=event.contact_id, number_id=event.number_id)
        older = conversation.filter(last_arrival__lt=event.arrival)
        older.update(last_message_id=event.message_id, last_arrival=event.arrival)
        if event.answers and not event.automatic:
            conversation.update(waiting_since=None, unread_count=0)
    _tell("message.out", {(event.contact_id, event.number_id): event.arrival for event in written})


def on_statuses_changed(events: Sequence[Event]) -> None:
    """Tell the open screens that a tick changed."""
    changed = cast("Sequence[StatusChanged]", events)
    _tell("status", {(event.contact_id, event.number_id): 0 for event in changed})


def on_media_described(events: Sequence[Event]) -> None:
    """Tell the open screens that more is known of a file."""
    described = cast("Sequence[MediaDescribed]", events)
    _tell("status", {(event.contact_id, event.number_id): 0 for event in described})


def on_messages_covered(events: Sequence[Event]) -> None:
    """Tell the open screens that less of a message can be read: in the list, the thread and wherever it is quoted."""
    covered = cast("Sequence[MessageCovered]", events)
    _tell("status", {(event.contact_id, event.number_id): 0 for event in covered})


def on_identities_changed(events: Sequence[Event]) -> None:
    """Tell the open screens that it is open, or settled, who writes."""
    told = cast("Sequence[IdentityDoubted | IdentityConfirmed]", events)
    rows = Conversation.objects.filter(contact_id__in=[event.contact_id for event in told])
    tell([Notice(conversation=row.public_id, team=row.team_id, kind="identity", number=0) for row in rows])


def on_preferences_stated(events: Sequence[Event]) -> None:
    """Tell the open screens that what a customer wants to receive changed."""
    stated = cast("Sequence[PreferenceStated]", events)
    _tell("reveal", {(event.contact_id, event.number_id): 0 for event in stated})


def on_data_revealed(events: Sequence[Event]) -> None:
    """Tell the open screens that a datum was seen: "last access" changed."""
    revealed = cast("Sequence[DatumRevealed]", events)
    rows = Conversation.objects.filter(contact_id__in=[event.contact_id for event in revealed])
    tell([Notice(conversation=row.public_id, team=row.team_id, kind="reveal", number=0) for row in rows])


def on_contacts_merged(events: Sequence[Event]) -> None:
    """Make one conversation of two whose customers turned out to be one person."""
    for event in cast("Sequence[ContactsMerged]", events):
        joining.join(contact=event.contact_id, merged=event.merged_id, now=clock.business())


@bus.only(when=lambda event: _teaches(cast("MessageReceived", event)))
def warn_customer(event: Event) -> None:
    """Teach a customer who sent what must not be sent: once a day, in a few words."""
    received = cast("MessageReceived", event)
    if _teaches(received):
        warning.send(contact=received.contact_id, number=received.number_id, at=received.sent_at)


@bus.only(when=lambda event: _asks_for_an_answer(cast("PreferenceStated", event)))
def answer_preference(event: Event) -> None:
    """Say to a customer who stopped promotions with a word, or wants them again, that they were heard."""
    stated = cast("PreferenceStated", event)
    if _asks_for_an_answer(stated):
        preferring.answer(message=stated.message_id, number=stated.number_id, wants_marketing=stated.wants_marketing)


def _asks_for_an_answer(event: PreferenceStated) -> bool:
    return event.way is Way.WORD and not event.is_past


def _teaches(event: MessageReceived) -> bool:
    return event.discarded_count > 0 and not event.is_past


def _begin_from_past(events: Sequence[MessageReceived | MessageEchoed]) -> None:
    """Bring conversations that are only known from before up to date; nothing in them is news."""
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT_PAST, [_row(event)[:7] for event in sorted(events, key=lambda each: each.arrival)])


def _keep_in_reach(events: Sequence[MessageReceived | MessageEchoed]) -> None:
    """Let who has a parted conversation read what was on its way when they got it, and not what is from long before."""
    parted = Conversation.objects.filter(is_parted=True, contact_id__in={event.contact_id for event in events})
    for row in parted.select_for_update().order_by("id"):
        mine, here = reaching.of(row), (row.contact_id, row.number_id)
        those = [event for event in events if (event.contact_id, event.number_id) == here]
        for event in those:
            if not event.is_past and not mine.covers(event.arrival):
                reaching.add(row, event.arrival)
        if past := [event.arrival for event in those if event.is_past]:
            reaching.leave_out(row, past)


def _row(event: MessageReceived | MessageEchoed) -> list[UUID | str | int | datetime | None]:
    opened_at = event.sent_at if isinstance(event, MessageReceived) and event.opens_window else None
    return [
        new_uuid(),
        new_public_id(),
        event.contact_id,
        event.number_id,
        event.first_team_id,
        event.message_id,
        event.arrival,
        opened_at,
        opened_at,
    ]


def _tell(kind: str, arrivals: dict[tuple[UUID, UUID], int]) -> None:
    rows = Conversation.objects.filter(contact_id__in=[contact for contact, _ in arrivals]).values_list(
        "public_id", "team_id", "contact_id", "number_id"
    )
    tell(
        [
            Notice(conversation=public_id, team=team, kind=kind, number=arrivals[(contact, number)])
            for public_id, team, contact, number in rows
            if (contact, number) in arrivals
        ]
    )
