"""Leave to see one value once: a random word for a few seconds, for the session that asked and for nobody else.

The answer to «show me» holds no value: it holds a ticket, with which a frame of the page fetches the value as a
document of its own.  What the database keeps is a digest.  Whoever presents a ticket uses it up, whatever comes of
it, so a second use, another session, another person and a ticket whose time is over are refused alike.

Source: security-design section 8 (links); decision 0043.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desvelo.base.ids import new_public_id
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import boxes, classes, places
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.models import Datum, Ticket
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.plaintext import Plaintext
from desvelo.kernel.sealing.whys import Why

LASTS = timedelta(seconds=10)
_STEPS = (16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1_024, 1_536, 2_048, 3_072, 4_096)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The value, for one document, and the room it needs, in characters, never exactly (``room_for``)."""

    value: Plaintext[str]
    label: str
    room: int


def issue(datum: Datum, *, actor: Actor, team: UUID, now: datetime) -> str:
    """Return a new ticket for a datum; the entry that permits it has its index already.  In a transaction."""
    Ticket.objects.filter(until__lt=now).delete()
    ticket = new_public_id()
    Ticket.objects.create(
        digest=_digest(ticket),
        datum_id=datum.pk,
        team_id=team,
        actor_id=actor.id,
        session=actor.session,
        until=now + LASTS,
    )
    return ticket


def redeem(*, actor: Actor, ticket: str, in_frame: bool, now: datetime) -> Shown:
    """Use a ticket up and open its value for *actor*, if a frame of the desk asked for it.

    Raises NotFound, on record and alike for whatever is wrong with the ticket, ContactGone, NotReadable.
    """
    row = Ticket.objects.select_related("datum").filter(digest=_digest(ticket)).first()
    used, _ = Ticket.objects.filter(digest=_digest(ticket)).delete()  # of two that come at once, one
    if row is None or not used or not in_frame or not _is_for(row, actor, now=now):
        gate.deny(actor, Permission.DATUM_REVEAL, reason="no_ticket", target={}, now=now)
        raise NotFound
    label, team = row.datum.label, row.team_id
    if team is None or not classes.allows(actor, Permission.DATUM_REVEAL, label=label, team=team):
        target = {"datum": str(row.datum_id), "label": label}
        gate.deny(actor, Permission.DATUM_REVEAL, reason="class_closed", target=target, now=now)
        raise NotFound
    value = opened(row.datum, boxes.of(row.datum.contact_id, why=Why.REVEAL, actor=actor.id))
    return Shown(value=Plaintext(value), label=row.datum.label, room=room_for(value))


def opened(datum: Datum, box: Box) -> str:
    """Return the value of a datum that has one.  Raises NotReadable."""
    return box.open(places.datum(datum.id, datum.label), bytes(datum.sealed or b"")).decode()


def room_for(value: str) -> int:
    """Return for how many characters to leave room, in coarse steps: the page around must not learn the length."""
    width = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in value)
    wanted = width + width // 8 + _STEPS[0] * value.count("\n")  # words do not fill their lines
    return next((step for step in _STEPS if step >= wanted), -(-wanted // _STEPS[-1]) * _STEPS[-1])


def _is_for(row: Ticket, actor: Actor, *, now: datetime) -> bool:
    return row.actor_id == actor.id and row.session == actor.session and now < row.until


def _digest(ticket: str) -> str:
    return hashlib.sha256(b"desvelo/ticket" + ticket.encode("utf-8", "surrogatepass")).hexdigest()
