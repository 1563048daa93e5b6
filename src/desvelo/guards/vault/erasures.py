"""What can be erased, on whose word, and how far that is: values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from desvelo.kernel.ledger.digests import Key, Record


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What the log has to know of an erasure: which sealed records are gone, and which were sealed again without it."""

    keys: Sequence[Key] = ()
    written: Sequence[Record] = ()
