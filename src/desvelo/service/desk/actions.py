"""Take a conversation, answer it, see or compare one datum of it.

Every action starts at the gate with the conversation's team, so what is outside a person's teams does not exist.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from desvelo.base import clock
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import class_sessions, showing, team_glass
from desvelo.guards.vault import looking as looks
from desvelo.guards.vault import queries as vault_queries
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.channel import actions as channel
from desvelo.service.channel import noting
from desvelo.service.channel import queries as channel_queries
from desvelo.service.channel.attaching import Attached
from desvelo.service.channel.errors import MarketingRefused, WindowClosed
from desvelo.service.desk import drafts, outgoing, reaching
from desvelo.service.desk.errors import AlreadyTaken, IdentityUnconfirmed, SensitiveText
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody wrote; *hide* says that whatever detection finds may be replaced by its mask.

    *seen* is the place of the last message they had read when they began; *to_anybody* says that they were told the
    text speaks to another customer, and meant it.  *about* is the message it answers, by its public id.
    """

    text: str = field(repr=False)
    hide: bool = False
    seen: int | None = None
    to_anybody: bool = False
    about: str = ""
    file: Attached | None = field(default=None, repr=False)


def conversation_for(actor: Actor, public_id: str, permission: Permission, *, now: datetime) -> Conversation:
    """Return the conversation if *actor* holds *permission* in its team; raise NotFound, on record, if not."""
    found = Conversation.objects.filter(public_id=public_id).first()
    if found is None:
        gate.deny(actor, permission, reason="absent", target={}, now=now)
        raise NotFound
    target = {"conversation": str(found.id)}
    gate.require_in_team(actor, permission, team=found.team_id, target=target, now=now)
    return found


def take(*, actor: Actor, conversation: str, now: datetime) -> None:
    """Put *actor* in charge of a conversation nobody has; raise AlreadyTaken if somebody was faster."""
    found = conversation_for(actor, conversation, Permission.CONVERSATION_ASSIGN, now=now)
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().get(pk=found.pk)
        if locked.assignee_id not in {None, actor.id}:
            raise AlreadyTaken
        _put_in_charge(actor, locked, now=now)


def take_next(*, actor: Actor, now: datetime) -> str | None:
    """Put *actor* in charge of whoever has waited longest with nobody in charge; return it, or None if nobody waits."""
    gate.require(actor, Permission.CONVERSATION_ASSIGN, now=now)
    nobodys = Conversation.objects.filter(team_id__in=actor.own_teams, assignee=None)
    with transaction.atomic():
        longest = nobodys.order_by(F("waiting_since").asc(nulls_last=True), "last_arrival")
        locked = longest.select_for_update(skip_locked=True).first()
        if locked is None:
            return None
        _put_in_charge(actor, locked, now=now)
    return str(locked.public_id)


def move_to_team(*, actor: Actor, conversation: str, team: UUID, now: datetime) -> None:
    """Give a conversation to another team; the actor must belong to both. Nobody is in charge of it there yet."""
    found = conversation_for(actor, conversation, Permission.CONVERSATION_ASSIGN, now=now)
    target = {"conversation": str(found.id), "team": str(team)}
    gate.require_in_team(actor, Permission.CONVERSATION_ASSIGN, team=team, target=target, now=now)
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().filter(pk=found.pk, team_id=found.team_id).first()
        if locked is None:
            raise NotFound
        moved = entry("conversation:move", actor, locked, now=now)
        give(locked, team=team, at=noting.next_place(), with_history=True, entry=moved)


def give(found: Conversation, *, team: UUID, at: int, with_history: bool, entry: Entry) -> None:
    """Give a locked conversation to *team*, which reads it from the place *at*, or the whole of what the giver read.

    In the caller's transaction; whoever decides it has asked the gate.  Leave to see something of it ends.
    """
    reaching.hand_over(found, to=team, at=at, with_history=with_history)
    Conversation.objects.filter(pk=found.pk).update(team_id=team, assignee=None)
    looks.take_back(contact=found.contact_id, team=found.team_id)
    audit.record([entry])
    tell([Notice(conversation=found.public_id, team=each, kind="moved", number=0) for each in {found.team_id, team}])


def mark_opened(*, actor: Actor, conversation: str, now: datetime) -> None:
    """Put on record that *actor* looked at a conversation, and count its messages as read."""
    found = conversation_for(actor, conversation, Permission.CONVERSATION_READ, now=now)
    with transaction.atomic():
        audit.record([entry("conversation:open", actor, found, now=now)])
        class_sessions.leave(actor, but=found.contact_id)
        team_glass.note_opened(actor, contact=found.contact_id, team=found.team_id, now=clock.wall())
        if found.unread_count and found.team_id not in actor.guest_in:
            channel.show_presence(contact=found.contact_id, number=found.number_id, typing=False, now=now)
            Conversation.objects.filter(pk=found.pk).update(unread_count=0)
            tell([Notice(conversation=found.public_id, team=found.team_id, kind="read", number=0)])


def end_class_sessions(*, actor: Actor, conversation: str, now: datetime) -> None:
    """Ask *actor* for a reason again, for every class of this conversation, before the ten minutes are over."""
    found = conversation_for(actor, conversation, Permission.CONVERSATION_READ, now=now)
    class_sessions.end(actor, contact=found.contact_id)


def send_reply(*, actor: Actor, conversation: str, reply: Reply, now: datetime) -> UUID:
    """Answer the customer; whoever answers a conversation nobody has takes it.

    Raises NotFound, TextRefused, FileRefused, WindowClosed, NothingToAnswer, Overtaken, SpeaksToAnother, and
    SensitiveText, on record, when the text holds what must not leave by message.
    """
    found = conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    outgoing.require_nobody_was_faster(found, actor, seen=reply.seen)
    with held_on_record(actor, found, now=now):
        text = outgoing.fit_to_leave(reply.text, hide=reply.hide)
    if not reply.to_anybody:
        outgoing.require_right_person(found, actor, text=text)
    file = outgoing.kept(reply.file, caption=text, now=now)
    with refusal_on_record(actor, found, now=now), transaction.atomic():
        if found.assignee_id is None:
            take(actor=actor, conversation=conversation, now=now)
        drafts.forget(found, author=actor.id, now=now)
        draft = outgoing.draft(found, actor, text=text, about=outgoing.spoken_of(found, reply.about))
        return channel.write(replace(draft, file=file, personal=text != reply.text.strip()), now=now)


def send_again(*, actor: Actor, conversation: str, message: str, now: datetime) -> UUID:
    """Send once more, as what it was, what did not arrive or may not have; what detection finds by now leaves hidden.

    Raises NotFound, NothingToSendAgain, NothingToAnswer, FileRefused, SensitiveText, SomethingHidden, MarketingRefused,
    WindowClosed.
    """
    found = conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    stored = channel_queries.written(reaching.part(found), public_id=message)
    if stored is None:
        target = {"conversation": str(found.id)}
        gate.deny(actor, Permission.CONVERSATION_REPLY, reason="absent", target=target, now=now)
        raise NotFound
    with held_on_record(actor, found, now=now):
        draft = outgoing.once_more(found, actor, stored, now=now)
    with refusal_on_record(actor, found, now=now):
        return channel.write_again(message=stored.id, draft=draft, now=now)


def keep_draft(*, actor: Actor, conversation: str, text: str, now: datetime) -> None:
    """Keep what *actor* has written so far, sealed; an empty text forgets it.  Raises NotFound, DraftTooLong."""
    found = conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    drafts.keep(found, author=actor.id, text=text, now=now)


def reveal(*, actor: Actor, datum: str, reason: vault.Reason, goes_on: bool = False, now: datetime) -> vault.Revealed:
    """Give leave to see one datum once, through the conversation it stands in; *goes_on*: its class for ten minutes.

    Raises NotFound, IdentityUnconfirmed, ReasonMissing, NothingKept, ClassClosed, ContactGone, NotSequenced.
    """
    held, team = datum_for(actor, datum, Permission.DATUM_REVEAL, now=now)
    require_confirmed(actor, held.contact, target={"datum": str(held.id)}, now=now)
    return vault.reveal(actor=actor, datum=held.id, team=team, reason=reason, goes_on=goes_on, now=now)


def show_longer(*, actor: Actor, datum: str, word: str, now: datetime) -> showing.Longer:
    """Let a datum that is shown to *actor* stay longer.

    Raises NotFound, IdentityUnconfirmed, ClassClosed, LongestShown, NotSequenced.
    """
    held, team = datum_for(actor, datum, Permission.DATUM_REVEAL, now=now)
    require_confirmed(actor, held.contact, target={"datum": str(held.id)}, now=now)
    return vault.show_longer(actor=actor, datum=held.id, team=team, word=word, now=now)


def break_glass(*, actor: Actor, datum: str, reason: vault.Reason, now: datetime) -> vault.Revealed:
    """Give leave to see at once, in an emergency, what waits for a second person; others hear of it.

    Raises ProofTooOld, ExplanationOwed, and as ``reveal`` does, but SecondPersonNeeded.
    """
    held, team = datum_for(actor, datum, Permission.DATUM_REVEAL, now=now)
    gate.require_proof(actor, Permission.DATUM_REVEAL, now=clock.wall())
    require_confirmed(actor, held.contact, target={"datum": str(held.id)}, now=now)
    return vault.reveal(actor=actor, datum=held.id, team=team, reason=reason, glass=True, now=now)


def ask_word(*, actor: Actor, datum: str, reason: str, now: datetime) -> str:
    """Ask a supervisor of the conversation's team for their word on one look, for a reason of the case.

    Raises NotFound, ReasonMissing, NothingKept, ClassClosed, NothingToAsk, AlreadyAsked.
    """
    held, team = datum_for(actor, datum, Permission.DATUM_REVEAL, now=now)
    return vault.ask_word(actor=actor, datum=held.id, team=team, reason=vault.Reason(code=reason), now=now)


def require_confirmed(actor: Actor, contact: UUID, *, target: dict[str, str], now: datetime) -> None:
    """Raise IdentityUnconfirmed, on record, while it is open who writes: nothing protected is shown until then."""
    if contact in channel_queries.doubted_at([contact]):
        gate.deny(actor, Permission.DATUM_REVEAL, reason="identity_unconfirmed", target=target, now=now)
        raise IdentityUnconfirmed


def compare(*, actor: Actor, datum: str, typed: str, now: datetime) -> vault.Compared:
    """Tell whether *typed* is the value of one datum, through the conversation it stands in.

    Raises NotFound, NothingKept, ClassClosed, NothingToCompare, TooManyComparisons, ContactGone, NotSequenced.
    """
    held, team = datum_for(actor, datum, Permission.DATUM_COMPARE, now=now)
    return vault.compare(actor=actor, datum=held.id, team=team, typed=typed, now=now)


def datum_for(
    actor: Actor, datum: str, permission: Permission, *, now: datetime
) -> tuple[vault_queries.HeldDatum, UUID]:
    """Return a datum and its team if *actor* holds *permission* there; raise NotFound, on record, if not."""
    held = vault_queries.datum(datum)
    if held is None:
        gate.deny(actor, permission, reason="absent", target={}, now=now)
        raise NotFound
    team = team_of(held)
    gate.require_in_team(actor, permission, team=team, target={"datum": str(held.id)}, now=now)
    return held, team


def team_of(held: vault_queries.HeldDatum) -> UUID:
    """Return the team of the conversation a datum stands in, if it reads that far back.  Raises NotFound.

    The same contact may write to another team too.
    """
    found = holding(contact=held.contact, message=held.message)
    if found is None:
        raise NotFound
    return found.team_id


def holding(*, contact: UUID, message: UUID) -> Conversation | None:
    """Return the conversation that a message stands in, or None where its team does not read it."""
    place = channel_queries.place_of(message)
    return reaching.holding(contact=contact, number=place[0], place=place[1]) if place else None


def _put_in_charge(actor: Actor, locked: Conversation, *, now: datetime) -> None:
    locked.assignee_id = actor.id
    locked.save(update_fields=["assignee"])
    audit.record([entry("conversation:take", actor, locked, now=now)])
    tell([Notice(conversation=locked.public_id, team=locked.team_id, kind="assigned", number=0)])


@contextmanager
def held_on_record(actor: Actor, conversation: Conversation, *, now: datetime) -> Iterator[None]:
    """Put on record what the guard holds back, by its classes."""
    try:
        yield
    except SensitiveText as held:
        found = sorted({vault_queries.kept_as(label) for label in held.labels})
        target = {"conversation": str(conversation.id), "found": ",".join(found)}
        gate.deny(actor, Permission.CONVERSATION_REPLY, reason="sensitive_text", target=target, now=now)
        raise


@contextmanager
def refusal_on_record(actor: Actor, conversation: Conversation, *, now: datetime) -> Iterator[None]:
    """Put on record what WhatsApp's rule or the customer's wish refuses, once nothing of it is left."""
    try:
        yield
    except (WindowClosed, MarketingRefused) as refused:
        target = {"conversation": str(conversation.id)}
        reason = refused.code.rpartition(".")[2]
        gate.deny(actor, Permission.CONVERSATION_REPLY, reason=reason, target=target, now=now)
        raise


def entry(tag: str, actor: Actor, conversation: Conversation, *, now: datetime) -> Entry:
    """Return the entry that says what *actor* did in a conversation."""
    return Entry(
        tag=tag,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=conversation.contact_id,
        objects={"conversation": str(conversation.id)},
    )
