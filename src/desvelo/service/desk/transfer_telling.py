"""Tell the customer that another team answers from here on, where the company wants that, once nobody undid it.

That they do not see the customer's exams is said only when it is so: something on health was said, and nothing of it,
and no file, is open to them.

Source: ux.md 7.8; decision 0060.
"""

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.outbox.bus import only
from desvelo.base.outbox.errors import Later
from desvelo.base.outbox.event import Event
from desvelo.service.channel import actions as channel
from desvelo.service.channel.errors import WindowClosed
from desvelo.service.desk import holdings
from desvelo.service.desk.events import ConversationTransferred
from desvelo.service.desk.models import Conversation, Transfer
from desvelo.service.desk.transferring import UNDO_FOR

_SETTLED = UNDO_FOR + timedelta(seconds=3)


@only(when=lambda _event: settings.DESVELO.tell_transfers)
def tell_customer(event: Event) -> None:
    """Say it once; nothing when it was undone, went on, was said, or the customer cannot be written to."""
    moved = cast("ConversationTransferred", event)
    if not settings.DESVELO.tell_transfers:
        return
    left = moved.moved_at + _SETTLED - clock.business()
    if left > timedelta(0):
        raise Later(after=left, was_tried=False)
    with transaction.atomic():
        row = Transfer.objects.select_for_update(of=("self",)).select_related("conversation", "to_team")
        last = row.filter(pk=moved.conversation_id, moved_at=moved.moved_at, is_told=False).first()
        if last is None or last.conversation.team_id != last.to_team_id:
            return
        last.is_told = True
        last.save(update_fields=["is_told"])
        try:
            channel.write(_draft(last.conversation, last), now=clock.business())
        except WindowClosed:
            return


def sees_no_exams(conversation: Conversation) -> bool:
    """Tell whether something on health was said in a conversation, and its team can open nothing of it, and no file."""
    whole = holdings.whole(conversation)
    open_there = holdings.open_to(conversation.team_id, holdings.read(conversation))
    is_closed = not any(holdings.is_special(label) or holdings.is_file(label) for label in open_there)
    return is_closed and holdings.speaks_of_health(conversation) and any(map(holdings.is_special, whole))


def _draft(conversation: Conversation, last: Transfer) -> channel.Draft:
    with translation.override(settings.LANGUAGE_CODE):
        text = _("I am passing you on to the team %(team)s.") % {"team": last.to_team.name}
        if sees_no_exams(conversation):
            text = " ".join((text, _("They do not see your exams.")))
    return channel.Draft(
        contact=conversation.contact_id,
        number=conversation.number_id,
        text=text,
        author=None,
        automatic=True,
        last_inbound_at=conversation.last_inbound_at,
    )
