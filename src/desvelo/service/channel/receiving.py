"""A customer's messages become rows: found, masked, sealed, recorded, told.

Source: architecture section 4.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desvelo.base import tally
from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import contacts
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.people import Former, Person
from desvelo.kernel.whatsapp import marketing_words, window
from desvelo.kernel.whatsapp.about_people import MARKETING, OUR_CALL
from desvelo.kernel.whatsapp.items import ContactCard, IdentityChange, InboundMessage, Origin
from desvelo.kernel.whatsapp.marketing_words import Way
from desvelo.service.channel import binding, identities, media, preferences, steps, store, talk
from desvelo.service.channel.events import MessageEchoed, MessageReceived, PreferenceStated
from desvelo.service.channel.models import Message
from desvelo.service.channel.protecting import Arriving, Incoming, Protected, protect, shown_name

_SETTINGS = {"resume": True, "signup": True, "stop": False}


def receive(incoming: Sequence[Incoming], *, now: datetime, ahead: timedelta = timedelta(0)) -> int:
    """Store the messages that are new, in the caller's transaction; return how many were.

    *now* is the company's time, *ahead* how far it is before that of Meta, by which the messages were stamped.
    """
    fresh = [_on_our_clock(each, ahead=ahead) for each in _once(incoming)]
    if not fresh:
        return 0
    boxes = contacts.boxes_for([_person(each.item) for each in fresh], now=now)
    _notice_phones(fresh, boxes, now=now)
    protected = _protect(fresh, boxes, now=now)
    for each, came in zip(protected, fresh, strict=True):
        each.message.trail.extend(came.raw.early_steps)
    Message.objects.bulk_create(each.message for each in protected)
    media.wait_for([each.media for each in protected if each.media])
    vault.store_data(each.sealed for each in protected)
    audit.record([_entry(each, now=now) for each in protected])
    pairs = list(zip(protected, fresh, strict=True))
    stated = [said for each, came in pairs if (said := _stated(each.message, came.item)) is not None]
    queue.publish([_echoed(m.message, c.item) if c.item.from_us else _received(m.message, c.item) for m, c in pairs])
    queue.publish(preferences.keep(stated, now=now))
    return len(protected)


def name_customers(cards: Sequence[ContactCard], *, now: datetime) -> None:
    """Call customers who have no name yet as the phone's address book does; whoever never wrote is not kept."""
    people = [Person(user_id=each.user_id, phone=each.wa_id, name=shown_name(each.name)) for each in cards]
    wanted = [each for each, card in zip(people, cards, strict=True) if each.name and not card.removed]
    named = contacts.name(wanted, now=now)
    tally.add({"address_book.customer": named, "address_book.other": len(cards) - named})


def _person(item: InboundMessage) -> Person:
    """Return whom a message is from; WhatsApp's notice of a change speaks of who they are now and who they were."""
    change, said_at = item.identity_change, steps.moment(item.sent_at)
    if change is None or not change.replaces:
        return Person(user_id=item.user_id, phone=item.wa_id, name=shown_name(item.name), said_at=said_at)
    return Person(
        user_id=change.new_user_id,
        phone=change.new_wa_id,
        said_at=said_at,
        was=Former(user_id=change.previous_user_id or _another(item.user_id, change), phone=change.old_wa_id),
    )


def _another(user_id: str | None, change: IdentityChange) -> str | None:
    return user_id if user_id != change.new_user_id else None


def _once(incoming: Sequence[Incoming]) -> list[Incoming]:
    new = store.mark_seen(each.key for each in incoming)
    fresh: dict[tuple[str, str, str], Incoming] = {}
    for each in incoming:
        if each.key in new:
            fresh.setdefault(each.key, each)
    return _not_sent_by_us(list(fresh.values()))


def _not_sent_by_us(fresh: list[Incoming]) -> list[Incoming]:
    """Leave out the echo of a message that we sent ourselves: it is here already."""
    echoed = [each.wamid_index for each in fresh if each.item.from_us]
    ours = set(Message.objects.filter(wamid_index__in=echoed).values_list("wamid_index", flat=True)) if echoed else ()
    return [each for each in fresh if not (each.item.from_us and each.wamid_index in ours)]


def _on_our_clock(each: Incoming, *, ahead: timedelta) -> Incoming:
    return replace(each, item=replace(each.item, sent_at=each.item.sent_at + int(ahead.total_seconds())))


def _notice_phones(fresh: Sequence[Incoming], boxes: Sequence[Box], *, now: datetime) -> None:
    """Compare the phones that these messages came from with those we trust."""
    told = [(box, each.item.identity_key_hash) for each, box in zip(fresh, boxes, strict=True)]
    if hashes := [(box, seen) for box, seen in told if seen]:
        identities.notice(hashes, now=now)
    changed = [box.contact for each, box in zip(fresh, boxes, strict=True) if each.item.identity_change is not None]
    if changed:
        identities.doubt(changed, now=now)


def _protect(fresh: Sequence[Incoming], boxes: Sequence[Box], *, now: datetime) -> list[Protected]:
    """Protect the messages in their order, each knowing what its contact and we said just before."""
    talks = talk.going_on(fresh, boxes, now=now)
    protected = []
    for each, box, arrival in zip(fresh, boxes, store.next_arrivals(len(fresh)), strict=True):
        going_on = talks[box.contact]
        arriving = Arriving(box=box, before=going_on.before(each), arrival=arrival, now=now)
        protected.append(protect(each, arriving))
        going_on.go_on(each)
    return protected


def _entry(each: Protected, *, now: datetime) -> Entry:
    message = each.message
    return Entry(
        tag=MessageReceived.tag if message.direction == Message.Direction.IN else MessageEchoed.tag,
        at=now,
        contact=message.contact_id,
        objects={
            **binding.sealed(message, whole=each.sealed, media=each.media),
            "found": ",".join(each.labels),
            "discarded": str(message.discarded_count),
        },
    )


def _stated(message: Message, item: InboundMessage) -> PreferenceStated | None:
    """Return what a customer says about promotions; a value we do not know says nothing, in a group nobody does."""
    is_setting = item.kind == "preference" and item.detail.subtype == MARKETING
    is_word = item.kind in marketing_words.KINDS and item.group_id is None
    if item.from_us or not (is_setting or is_word):
        return None
    wish = _SETTINGS.get(item.detail.choice) if is_setting else marketing_words.said(item.texts)
    if wish is None:
        return None
    return PreferenceStated(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        wants_marketing=wish,
        stated_at=message.sent_at,
        way=Way.SETTINGS if is_setting else Way.WORD,
        is_past=item.origin is Origin.HISTORY,
    )


def _received(message: Message, item: InboundMessage) -> MessageReceived:
    return MessageReceived(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        first_team_id=message.number.first_team_id,
        arrival=message.arrival,
        protected_count=message.protected_count,
        discarded_count=message.discarded_count,
        sent_at=message.sent_at,
        received_at=message.received_at,
        opens_window=_opens_window(item),
        is_past=item.origin is Origin.HISTORY,
    )


def _echoed(message: Message, item: InboundMessage) -> MessageEchoed:
    return MessageEchoed(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        first_team_id=message.number.first_team_id,
        arrival=message.arrival,
        sent_at=message.sent_at,
        is_past=item.origin is Origin.HISTORY,
    )


def _opens_window(item: InboundMessage) -> bool:
    """Tell whether a customer wrote to us: not while another app answers them, and not long ago."""
    is_to_us = item.origin is Origin.USUAL and not (item.kind == "call" and item.detail.choice == OUR_CALL)
    return is_to_us and window.is_opened_by(item.kind, subtype=item.detail.subtype, in_group=item.group_id is not None)
