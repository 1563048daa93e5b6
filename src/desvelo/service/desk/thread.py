"""Draw one conversation: bubbles by day, what was protected between them, and the column beside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording as phrases
from desvelo.base.ui.wording import Face
from desvelo.guards.access import queries as access
from desvelo.guards.vault import class_sessions
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.contacts import Profile
from desvelo.kernel.authority import Actor, Permission, decide
from desvelo.kernel.detection.masked import MaskedText
from desvelo.service.channel.queries import StoredMessage, may_go_again
from desvelo.service.desk import answering, bubbles, composing, doubts, failures, preferring, wording
from desvelo.service.desk.bubbles import Opened, Relations
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.screen import (
    Bubble,
    ContextColumn,
    DayLine,
    FormChoice,
    HeldChip,
    NoteLine,
    Thread,
    TimelineItem,
)
from desvelo.service.desk.screen_time import OpenClass

Item = DayLine | NoteLine | Bubble
_TIMELINE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that a conversation is drawn from."""

    conversation: Conversation
    profile: Profile
    messages: Sequence[StoredMessage]
    bodies: Mapping[UUID, MaskedText]
    opened: Mapping[UUID, Opened]
    people: Mapping[UUID, str]
    actor: Actor
    now: datetime
    has_older: bool = False
    doubted_at: datetime | None = None

    @property
    def name(self) -> str:
        """Return the contact's name, or the end of the number."""
        return self.profile.name or wording.phone_end(self.profile.phone_end) or _("Customer")


def build(parts: Parts) -> Thread:
    """Draw the thread."""
    found = parts.conversation
    face = phrases.face(name=parts.name, of=found.contact_id)
    window = wording.window_left(found.last_inbound_at, now=parts.now, direct_send=settings.DESVELO.direct_send)
    return Thread(
        id=found.public_id,
        name=parts.name,
        initials=face.initials,
        tint=face.tint,
        team=found.team.name,
        assignee=_assignee(parts),
        can_take=found.assignee_id is None and _may(parts, Permission.CONVERSATION_ASSIGN),
        can_reply=_may(parts, Permission.CONVERSATION_REPLY),
        can_move=_may(parts, Permission.CONVERSATION_ASSIGN),
        items=tuple(_items(parts)),
        window=window,
        first=parts.messages[0].arrival if parts.messages else 0,
        cursor=parts.messages[-1].arrival if parts.messages else 0,
        has_older=parts.has_older,
        doubted=doubts.shown(parts.doubted_at, name=parts.name, now=parts.now) if parts.doubted_at else None,
        shows_typing=settings.DESVELO.read_receipts,
        emoji=answering.EMOJI,
        forms=tuple(FormChoice(key=key, name=str(each.name), icon=each.icon) for key, each in composing.KINDS.items()),
        open_classes=tuple(_open_classes(parts)),
    )


def build_context(parts: Parts) -> ContextColumn:
    """Draw the column with what is held about the contact."""
    contact = parts.conversation.contact_id
    face = phrases.face(name=parts.name, of=contact)
    since = vault.known_since(contact)
    return ContextColumn(
        name=parts.name,
        initials=face.initials,
        tint=face.tint,
        phone_hint=wording.phone_end(parts.profile.phone_end),
        since_label=_("since %(year)s") % {"year": timezone.localtime(since).year},
        data=tuple(_held(parts)),
        timeline=tuple(_timeline(parts)),
        wish=preferring.shown(contact, now=parts.now),
    )


def _may(parts: Parts, permission: Permission) -> bool:
    return decide(parts.actor, permission, team=parts.conversation.team_id).allowed


def _open_classes(parts: Parts) -> Iterator[OpenClass]:
    found = parts.conversation
    lasting = class_sessions.lasting(parts.actor, contact=found.contact_id, team=found.team_id, now=parts.now)
    for each in lasting:
        left = ceil((each.ends_at - parts.now).total_seconds())
        yield OpenClass(label=each.label, until=phrases.hour(each.ends_at), seconds=left)


def _items(parts: Parts) -> Iterator[Item]:
    last_day = None
    found = bubbles.relations(list(parts.opened.values()), shown=frozenset(each.id for each in parts.messages))
    for message in sorted(parts.messages, key=_moment):
        one = parts.opened[message.id]
        if bubbles.stands_on_another(one, found):
            continue
        day = timezone.localtime(message.sent_at).date()
        if day != last_day:
            yield DayLine(label=phrases.day(message.sent_at, now=parts.now))
            last_day = day
        yield bubbles.line(one) or _bubble(parts, one, found)
        note = _note(message)
        if note:
            yield NoteLine(icon="shield-check", text=note)


def _moment(message: StoredMessage) -> tuple[int, int]:
    """Return where a message stands: by the second WhatsApp gives it, and within one as they came."""
    return int(message.sent_at.timestamp()), message.arrival


def _bubble(parts: Parts, one: Opened, found: Relations) -> Bubble:
    message, about = one.message, found.about(one)
    return Bubble(
        id=message.public_id,
        direction=message.direction,
        body=one.words,
        time_label=phrases.hour(message.sent_at),
        author=_author(parts, one),
        status=message.status,
        failure=failures.sentence(status=message.status, failure=message.failure),
        automatic=message.automatic,
        may_go_again=may_go_again(status=message.status, failure=message.failure),
        card=bubbles.card(one),
        quote=bubbles.quote(one, found, author=_writer(parts, about) if about else ""),
        marks=tuple(bubbles.marks(one, found)),
        reaction=bubbles.reaction(one, found),
        our_reaction=bubbles.reaction(one, found, by="out"),
        answerable=bubbles.is_answerable(one),
    )


def _author(parts: Parts, one: Opened) -> str:
    """Name who wrote a message of ours by the first name, or from where it left."""
    message = one.message
    if message.direction == "out" and one.detail.origin:
        return _("another app") if one.detail.origin == "standby" else _("on the phone")
    if message.automatic:
        return _("automatic reply")
    return parts.people.get(message.author, "").split(" ")[0] if message.author else ""


def _writer(parts: Parts, one: Opened) -> str:
    """Name who wrote any message: the customer, or one of us."""
    return parts.name if one.message.direction == "in" else _author(parts, one) or _("You")


def _note(message: StoredMessage) -> str:
    protected, discarded = message.protected_count, message.discarded_count
    if not protected + discarded:
        return ""
    total = protected + discarded
    said = ngettext(
        "%(count)s piece of data protected on arrival.", "%(count)s pieces of data protected on arrival.", total
    ) % {"count": total}
    if not discarded:
        return said
    never_stored = _("What was discarded was never stored.")
    return f"{said} {never_stored}"


def _assignee(parts: Parts) -> Face | None:
    assignee = parts.conversation.assignee_id
    if assignee is None:
        return None
    name = access.names([assignee]).get(assignee, "")
    return phrases.face(name=name, of=assignee)


def _held(parts: Parts) -> Iterator[HeldChip]:
    """Yield the newest chip of each thing held, with who last saw it."""
    chips = {chip.datum: chip for body in parts.bodies.values() for chip in body.chips}
    kept = [each for each in vault.data_of(parts.conversation.contact_id) if each.public_id in chips]
    shown = [each for each in kept if each.kept or chips[each.public_id].hint]
    looks = vault.last_looks([each.id for each in shown])
    names = access.names([look.actor for look in looks.values()])
    seen: set[tuple[str, str]] = set()
    for each in shown:
        chip = chips[each.public_id]
        if chip.hint and (chip.label, chip.hint) in seen:
            continue
        seen.add((chip.label, chip.hint))
        label = _last_access(parts, looks.get(each.id), names) if each.kept else _("never stored")
        yield HeldChip(chip=chip, last_access_label=label)


def _last_access(parts: Parts, look: vault.LastLook | None, names: Mapping[UUID, str]) -> str:
    if look is None:
        return _("never opened")
    who = _("you") if look.actor == parts.actor.id else names.get(look.actor, "").split(" ")[0]
    return _("%(who)s, %(when)s") % {"who": who, "when": phrases.moment(look.at, now=parts.now)}


def _timeline(parts: Parts) -> Iterator[TimelineItem]:
    protected = [m for m in reversed(parts.messages) if m.protected_count + m.discarded_count]
    for message in protected[:_TIMELINE]:
        yield TimelineItem(
            title=_("Message protected"),
            detail=_counts(message),
            time_label=phrases.moment(message.sent_at, now=parts.now),
        )


def _counts(message: StoredMessage) -> str:
    hidden = ngettext("%(count)s hidden", "%(count)s hidden", message.protected_count) % {
        "count": message.protected_count
    }
    gone = ngettext("%(count)s discarded", "%(count)s discarded", message.discarded_count) % {
        "count": message.discarded_count
    }
    return ", ".join(
        said for said, count in ((hidden, message.protected_count), (gone, message.discarded_count)) if count
    )
