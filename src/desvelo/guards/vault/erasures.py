"""What can be erased, on whose word, and how far that is: values."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Scope(StrEnum):
    """How much is erased."""

    CONTACT = "contact"
    CONVERSATION = "conversation"
    DATUM = "datum"


class Basis(StrEnum):
    """On whose word: the customer's own, confirmed; somebody of the company's; the end of its time."""

    CUSTOMER = "customer"
    COMPANY = "company"
    EXPIRY = "expiry"


class State(StrEnum):
    """How far an erasure is."""

    ASKED = "asked"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    DONE = "done"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What is to be erased: all of a contact, or one object of it."""

    scope: Scope
    contact: UUID
    object: UUID | None = None
