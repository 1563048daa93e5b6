"""What was said just before a message: our last words, and the customer's own since then.

"Qual o seu CPF?" tells what the answer is, and half a number tells what the other half is.  Both count for a quarter of
an hour.  What is stored is masked, so of a number begun before only its class is known; the messages of one batch know
each other's words, which were not stored yet.

Source: architecture section 4 ("joined with the contact's last message for split numbers").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from desvelo.guards.vault import actions as vault
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.detection.reading import Context
from desvelo.service.channel.models import Message
from desvelo.service.channel.protecting import Incoming

COUNTS_FOR = timedelta(minutes=15)
NOTHING = Context()
LONGEST_QUESTION = 300
_LONGEST_PREVIOUS = 120


@dataclass(slots=True)
class Talk:
    """What the next message of one contact goes on from; *said_at* is the time of the last one of the batch."""

    context: Context = field(default=NOTHING, repr=False)
    said_at: int | None = None

    def before(self, each: Incoming) -> Context:
        """Return what counts for *each*: nothing for our own words, nor for what comes much later."""
        late = self.said_at is not None and abs(each.item.sent_at - self.said_at) > COUNTS_FOR.total_seconds()
        return NOTHING if each.item.from_us or late else self.context

    def go_on(self, each: Incoming) -> None:
        """Take in *each*, so that the next message knows it."""
        said, before = each.words().text, self.before(each)
        if each.item.from_us:
            self.context = Context(question=said[:LONGEST_QUESTION])
        else:
            previous = "\n".join(filter(None, (before.previous, said)))[-_LONGEST_PREVIOUS:]
            self.context = Context(question=before.question, previous=previous)
        self.said_at = each.item.sent_at


def going_on(incoming: Sequence[Incoming], boxes: Sequence[Box], *, now: datetime) -> dict[UUID, Talk]:
    """Return the talk of each contact, as far as it is stored."""
    by_contact = {box.contact: box for box in boxes}
    rows = (
        Message.objects.filter(
            contact_id__in=by_contact,
            number_id__in={each.number.id for each in incoming},
            received_at__gt=now - COUNTS_FOR,
        )
        .order_by("contact_id", "direction", "-arrival")
        .distinct("contact_id", "direction")
        .values_list("contact_id", "direction", "arrival", "id", "body")
    )
    last: dict[UUID, dict[str, tuple[int, MaskedText]]] = {contact: {} for contact in by_contact}
    for contact, direction, arrival, message, body in rows:
        text = vault.open_body(by_contact[contact], message=message, record=bytes(body))
        last[contact][direction] = (arrival, text)
    return {contact: Talk(_context(words)) for contact, words in last.items()}


def _context(last: dict[str, tuple[int, MaskedText]]) -> Context:
    """Return our last words, and the customer's where they came after them."""
    asked_at, question = last.get(Message.Direction.OUT, (-1, None))
    said_at, previous = last.get(Message.Direction.IN, (-1, None))
    asked = question.plain_preview(LONGEST_QUESTION) if question is not None else None
    if previous is None or said_at < asked_at:
        return Context(question=asked)
    return Context(question=asked, previous=previous.ending(_LONGEST_PREVIOUS), begun=previous.begun())
