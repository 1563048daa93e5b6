"""Who a message says it is from, and how what identifies a person is looked up without being stored readable.

Source: security-design D4.1; whatsapp-cloud-api section 10.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from desvelo.guards.vault import boxes
from desvelo.kernel.sealing import keyed_index

USER_ID, PHONE = "bsuid", "phone"

Pair: TypeAlias = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What WhatsApp says a person was known by until now."""

    user_id: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wrote, as the webhook names them; *said_at* is WhatsApp's time of it, *was* what it says they were before."""

    user_id: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    said_at: datetime | None = None
    was: Former | None = None

    def identifiers(self) -> list[tuple[str, str]]:
        """Return (kind, value) of what identifies the person, the stronger first."""
        return _given(self.user_id, self.phone)

    def former_identifiers(self) -> list[tuple[str, str]]:
        """Return (kind, value) of what identified them before."""
        return _given(self.was.user_id, self.was.phone) if self.was else []


def pair_of(kind: str, value: str) -> Pair:
    """Return how an identifier is looked up."""
    return kind, keyed_index.index(boxes.ring().service("index"), kind, value)


def pairs(person: Person) -> list[Pair]:
    """Return how everything that identifies a person, now and before, is looked up."""
    return [pair_of(*each) for each in (*person.identifiers(), *person.former_identifiers())]


def _given(user_id: str | None, phone: str | None) -> list[tuple[str, str]]:
    return [(kind, value) for kind, value in ((USER_ID, user_id), (PHONE, phone)) if value]
