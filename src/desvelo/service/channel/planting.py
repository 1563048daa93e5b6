"""The past of a canary: messages that never came through the door, written as what was said before we were connected.

They are protected, sealed and recorded like any other, and nobody waits for an answer to them.

Source: whatsapp-cloud-api (history of a number); decision 0043.
"""

import base64
import os
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from desvelo.base import clock
from desvelo.guards.vault import queries as vault
from desvelo.kernel.whatsapp import identity, messages
from desvelo.kernel.whatsapp.items import InboundMessage, Origin
from desvelo.service.channel import receiving
from desvelo.service.channel.errors import NumberUnknown
from desvelo.service.channel.models import Number
from desvelo.service.channel.protecting import Incoming
from desvelo.service.channel.store import RawDelivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of the past: when, by the customer or by us, what."""

    at: datetime
    from_us: bool
    text: str = field(repr=False)


def wamid() -> str:
    """Return a name as Meta gives one to a message, of no message of Meta's."""
    return f"wamid.{base64.b64encode(os.urandom(42)).decode()}"


def write_past(*, phone: str, name: str, said: Sequence[Said], team: UUID, now: datetime) -> UUID:
    """Let somebody who never was have written to a team, in the caller's transaction; return the contact.

    Raises NumberUnknown.
    """
    number = Number.objects.order_by("phone_number_id").first()
    if number is None:
        raise NumberUnknown
    theirs = copy(number)  # the conversation begins with the team of its number
    theirs.first_team_id = team
    incoming = [
        Incoming(item=_item(each, theirs, phone=phone, name=name), number=theirs, raw=_delivery(each)) for each in said
    ]
    with transaction.atomic():
        receiving.receive(incoming, now=now)
        contact = vault.contact_with_phone(phone)
    if contact is None:
        raise NumberUnknown
    return contact


def _item(said: Said, number: Number, *, phone: str, name: str) -> InboundMessage:
    raw: dict[str, object] = {
        "from": phone,
        "id": wamid(),
        "timestamp": str(int(said.at.timestamp())),
        "type": "text",
        "text": {"body": said.text},
    }
    read = messages.read(
        raw, number=number.phone_number_id, waba_id=number.waba_id, contacts=identity.Contacts(()), pointer=""
    )
    status = "read" if said.from_us else ""
    return replace(read, name=name, from_us=said.from_us, origin=Origin.HISTORY, status=status)


def _delivery(said: Said) -> RawDelivery:
    now = clock.wall()
    return RawDelivery(
        id=os.urandom(16),
        batch=UUID(int=0),
        key_id="",
        sealed_key=b"",
        record=b"",
        secret_ids=(),
        received_at=said.at,
        verified_us=1,
        stored_at=min(said.at, now),
        claimed_at=said.at,
    )
