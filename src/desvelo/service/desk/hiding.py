"""Hide by hand what detection missed in a message of one's own team.

Architecture section 1 (the datum): what was missed can be hidden by hand in one gesture.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.ui.looks import look
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import catalogue, labels, scanning
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import hiding as channel
from desvelo.service.channel import queries as messages
from desvelo.service.channel.errors import NothingToHide, SelectionMoved, StillLeaving
from desvelo.service.channel.hiding import Selection
from desvelo.service.channel.queries import StoredMessage
from desvelo.service.desk import actions, reaching
from desvelo.service.desk.errors import ClassUnknown
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.screen import Refusal
from desvelo.service.desk.screen_protection import ClassChoice, HideForm

HELD = (NothingToHide, SelectionMoved, StillLeaving, ClassUnknown)
_BY_KEY = 9
_COMMON = ("CPF", "PHONE", "ADDRESS", "PERSON_NAME", "HEALTH", "PASSWORD", "CARD_NUMBER", "EMAIL", "BANK_ACCOUNT")


def form(actor: Actor, conversation: str, message: str, selection: Selection, *, now: datetime) -> HideForm:
    """Return the question before hiding.  Raises NotFound, SelectionMoved, NothingToHide."""
    found, stored = _message(actor, conversation, message, now=now)
    box = vault.open_boxes([found.contact_id], why=Why.THREAD, actor=actor.id)[found.contact_id]
    words = channel.words_at(stored, selection, box)
    choices = _choices(words)
    return HideForm(
        url=reverse("desk:hide", args=[conversation, message]),
        words=words,
        start=selection.start,
        end=selection.end,
        in_heading=selection.in_heading,
        choices=choices[:_BY_KEY],
        more=choices[_BY_KEY:],
    )


def hide(  # noqa: PLR0913  who hides what, where, as what
    *, actor: Actor, conversation: str, message: str, selection: Selection, label: str, now: datetime
) -> int:
    """Make a selection a datum of class *label*, for everybody at once; return how many data it became.

    Raises NotFound, ClassUnknown, SelectionMoved, NothingToHide, StillLeaving.
    """
    found, stored = _message(actor, conversation, message, now=now)
    if label not in _offered():
        raise ClassUnknown
    entry = actions.entry(channel.TAG, actor, found, now=now)
    return channel.hide(message=stored.id, selection=selection, label=label, entry=entry, now=now)


def refusal(held: NothingToHide | SelectionMoved | StillLeaving | ClassUnknown) -> Refusal:
    """Say why it was not hidden, and what to do."""
    text = {
        NothingToHide: _("Select what should be hidden in a message, then press H."),
        SelectionMoved: _("The message changed a moment ago. Select it once more."),
        StillLeaving: _("This message has not left yet. Hide it once it has, or do not send it again."),
        ClassUnknown: _("Choose one of the classes."),
    }[type(held)]
    return Refusal(title=_("Nothing was hidden"), text=text)


def _message(actor: Actor, conversation: str, message: str, *, now: datetime) -> tuple[Conversation, StoredMessage]:
    found = actions.conversation_for(actor, conversation, Permission.DATUM_HIDE, now=now)
    known = messages.said(reaching.part(found), public_id=message)
    stored = messages.messages_by_id([known]).get(known) if known else None
    if stored is None:
        target = {"conversation": str(found.id)}
        gate.deny(actor, Permission.DATUM_HIDE, reason="absent", target=target, now=now)
        raise NotFound
    return found, stored


def _offered() -> frozenset[str]:
    """Return every class but those that only a machine gives."""
    machines = {labels.PLACE.code, labels.SPECIAL.code, labels.UNREADABLE.code}
    return frozenset(label.code for label in catalogue.shipped().labels) - machines


def _choices(words: str) -> tuple[ClassChoice, ...]:
    """Return the classes: what detection takes the words for by themselves, then the common ones, then the others."""
    guessed = [finding.label for finding in scanning.scan(words)]
    ordered = dict.fromkeys([*guessed, labels.OTHER.code, *_COMMON, *sorted(_offered())])
    known = catalogue.shipped()
    return tuple(
        ClassChoice(key=code, name=str(look(code).short), gone=known.label(code).handling is Handling.DISCARD)
        for code in ordered
        if code in _offered()
    )
