"""What a customer wants of promotions, on the desk: the line beside the conversation, and the answer to their word.

Source: ux.md 7.5 and 7.7.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from desvelo.base import clock, company
from desvelo.base.ui import wording as phrases
from desvelo.kernel.whatsapp.marketing_words import Way
from desvelo.service.channel import actions as channel
from desvelo.service.channel import queries as channel_queries
from desvelo.service.channel.errors import WindowClosed
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.screen import Wish


def shown(contact: UUID, *, now: datetime) -> Wish | None:
    """Return the line that says that a customer wants no promotions, since when and how they said so."""
    found = channel_queries.wish_of(contact)
    if found is None or found.wants_marketing:
        return None
    how = _("with a word in the chat") if found.way is Way.WORD else _("in the settings of WhatsApp")
    return Wish(
        text=_("Does not want promotions"),
        proof=_("%(when)s, %(how)s") % {"when": phrases.moment(found.stated_at, now=now), "how": how},
    )


def answer(*, message: UUID, number: UUID, wants_marketing: bool) -> None:
    """Say once that the word was heard; nothing when it changed nothing, or the customer cannot be written to."""
    with transaction.atomic():
        contact = channel.take_preference_to_answer(message, now=clock.business())
        conversation = Conversation.objects.filter(contact_id=contact, number_id=number).first() if contact else None
        if conversation is None:
            return
        try:
            channel.write(_draft(conversation, wants_marketing=wants_marketing), now=clock.business())
        except WindowClosed:
            return


def _draft(conversation: Conversation, *, wants_marketing: bool) -> channel.Draft:
    with translation.override(settings.LANGUAGE_CODE):
        text = _back() if wants_marketing else _stopped() % {"company": company.name()}
    return channel.Draft(
        contact=conversation.contact_id,
        number=conversation.number_id,
        text=text,
        author=None,
        automatic=True,
        last_inbound_at=conversation.last_inbound_at,
    )


def _stopped() -> str:
    return _(
        "Done. You will not receive promotions from %(company)s any more. Notices about your own service go on, "
        "because they are part of it. To receive promotions again, write VOLTAR."
    )


def _back() -> str:
    return _("All right, you will receive promotions again. To stop them, write PARAR.")
