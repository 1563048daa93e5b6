"""What a person does beside writing: react, show that they write, send a message of another kind, confirm who it is.

Every text that leaves passes the same guard as a reply, wherever in the message it stands.

Source: ux.md 7.3 and 7.6; whatsapp-cloud-api sections 14.2 and 14.5.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.whatsapp.outbound_kinds import Freeform, Reaction
from desvelo.kernel.whatsapp.outbound_templates import Filled, Template
from desvelo.service.channel import actions as channel
from desvelo.service.desk import actions, outgoing
from desvelo.service.desk.models import Conversation

EMOJI: Final = ("👍", "❤️", "😂", "😮", "😢", "🙏")
WAYS: Final = ("email", "call", "in_person")


def react(*, actor: Actor, conversation: str, message: str, emoji: str, now: datetime) -> UUID:
    """Put *emoji* on a message, or take it back with an empty one.

    Raises NotFound, NothingToAnswer, WindowClosed.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    about = outgoing.spoken_of(found, message)
    chosen = Reaction(emoji=emoji if emoji in EMOJI else "")
    with actions.refusal_on_record(actor, found, now=now):
        return channel.write(outgoing.draft(found, actor, content=chosen, about=about), now=now)


def show_typing(*, actor: Actor, conversation: str, now: datetime) -> None:
    """Let the customer see that *actor* is writing, if this installation wants that.  Raises NotFound."""
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    channel.show_presence(contact=found.contact_id, number=found.number_id, typing=True, now=now)


def send_content(*, actor: Actor, conversation: str, content: Freeform, now: datetime, hide: bool = False) -> UUID:
    """Send a message of any kind; what detection finds in any of its texts holds it back, or leaves hidden.

    Raises NotFound, SensitiveText, ContentRefused, WindowClosed.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    fit = _guarded(content, actor=actor, found=found, hide=hide, now=now)
    draft = outgoing.draft(found, actor, content=fit)
    return _write(replace(draft, personal=fit != content), actor=actor, found=found, now=now)


def send_template(
    *, actor: Actor, conversation: str, template: Template, values: Mapping[str, str], now: datetime
) -> UUID:
    """Send a template with its places filled in; no place ever receives what detection finds.

    Raises NotFound, SensitiveText, ContentRefused.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    content = Filled(template=template, values={name: value.strip() for name, value in values.items()})
    with actions.held_on_record(actor, found, now=now):
        fit = outgoing.fit_template(content)
    return _write(outgoing.draft(found, actor, content=fit), actor=actor, found=found, now=now)


def confirm_identity(*, actor: Actor, conversation: str, way: str, now: datetime) -> None:
    """Put on record that *actor* confirmed who writes, and how; from then on the new phone is trusted.

    Raises NotFound, ContactGone.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    said = actions.entry("identity:confirm", actor, found, now=now)
    chosen = way if way in WAYS else WAYS[0]
    channel.confirm_identity(
        contact=found.contact_id, entry=replace(said, objects={**said.objects, "way": chosen}), now=now
    )


def _guarded(content: Freeform, *, actor: Actor, found: Conversation, hide: bool, now: datetime) -> Freeform:
    with actions.held_on_record(actor, found, now=now):
        return outgoing.fit_content(content, hide=hide)


def _write(draft: channel.Draft, *, actor: Actor, found: Conversation, now: datetime) -> UUID:
    """Write it; whoever answers a conversation nobody has takes it."""
    with actions.refusal_on_record(actor, found, now=now), transaction.atomic():
        if found.assignee_id is None:
            actions.take(actor=actor, conversation=found.public_id, now=now)
        return channel.write(draft, now=now)
