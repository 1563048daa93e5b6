"""What can be wrong with the log."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class LedgerBroken(DesveloError):
    """The stored leaves do not give the stored root: something below the application changed the log."""

    code = "audit.ledger_broken"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, size: int) -> None:
        super().__init__(size=size)


class LedgerFrozen(DesveloError):
    """Nothing is signed since the log did not add up; somebody has to say what happened."""

    code = "audit.ledger_frozen"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR


class NothingToAcknowledge(DesveloError):
    """Nobody outside knows more than the database, and signing is not stopped."""

    code = "audit.nothing_to_acknowledge"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NotTwoPeople(DesveloError):
    """What needs two people was asked by one."""

    code = "audit.not_two_people"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN


class NotSequenced(DesveloError):
    """The entry has no index yet, so what depends on it must wait or be refused."""

    code = "audit.not_sequenced"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE


class SealUnknown(DesveloError):
    """No checkpoint of *size* entries is kept here."""

    code = "audit.seal_unknown"
    status: ClassVar[int] = HTTPStatus.NOT_FOUND

    def __init__(self, *, size: int) -> None:
        super().__init__(size=size)


class NodesMissing(DesveloError):
    """Hashes that a proof needs are not there: somebody took them away, and the verification says which."""

    code = "audit.nodes_missing"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR


class EntryNotFound(DesveloError):
    """There is no such entry, or not for this reader."""

    code = "audit.entry_not_found"
    status: ClassVar[int] = HTTPStatus.NOT_FOUND
