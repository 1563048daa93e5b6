"""Teach the customer: when something was discarded on arrival, say so kindly, at most once a day.

Source: ux.md 7.2 step 1.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.guards.vault import queries as vault
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import actions as channel
from desvelo.service.channel.errors import WindowClosed
from desvelo.service.desk.models import Conversation

AT_MOST_EVERY = timedelta(hours=24)


def send(*, contact: UUID, number: UUID, at: datetime) -> None:
    """Send the warning, unless one went out in the last day or the customer cannot be written to."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().filter(contact_id=contact, number_id=number).first()
        if conversation is None or not _due(conversation, at=at):
            return
        Conversation.objects.filter(pk=conversation.pk).update(warned_at=at)
        try:
            channel.write(_draft(conversation), now=clock.business())
        except WindowClosed:
            return


def _due(conversation: Conversation, *, at: datetime) -> bool:
    return conversation.warned_at is None or at - conversation.warned_at >= AT_MOST_EVERY


def _draft(conversation: Conversation) -> channel.Draft:
    name = vault.profiles(vault.open_boxes([conversation.contact_id], why=Why.WRITE, actor=None))[
        conversation.contact_id
    ].name
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "%(name)s, for your safety we do not need card numbers, codes or passwords here. We already hid and "
            "discarded what you sent. If you can, delete the message on your phone."
        ) % {"name": name.split(" ")[0] or _("Hello")}
    return channel.Draft(
        contact=conversation.contact_id,
        number=conversation.number_id,
        text=text,
        author=None,
        automatic=True,
        last_inbound_at=conversation.last_inbound_at,
    )
