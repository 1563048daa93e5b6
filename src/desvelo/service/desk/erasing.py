"""Erase a conversation: what the vault asks of the desk."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from desvelo.guards.vault.erasures import Gone
from desvelo.service.channel import erasing as channel
from desvelo.service.desk import drafts
from desvelo.service.desk.models import Conversation, Draft
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell


def erase_conversation(contact: UUID, conversation: UUID, _now: datetime) -> Gone:
    """Erase a conversation, its drafts and its messages, in the caller's transaction; its contact stays."""
    row = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation, contact_id=contact).first()
    if row is None:
        return Gone()
    written = [drafts.over(each) for each in Draft.objects.filter(conversation=row)]
    gone = channel.erase_messages(contact, number=row.number_id)
    tell([Notice(conversation=row.public_id, team=row.team_id, kind="moved", number=0)])
    row.delete()
    return replace(gone, keys=[*gone.keys, *written])
