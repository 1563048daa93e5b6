"""How the vault can refuse."""

from datetime import datetime
from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class ReasonMissing(DesveloError):
    """A datum is shown only with a reason; free text needs at least *least* characters."""

    code = "vault.reason_missing"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, least: int) -> None:
        super().__init__(least=least)


class NothingKept(DesveloError):
    """The datum was discarded on arrival: there is no value to show, to anybody."""

    code = "vault.nothing_kept"
    status: ClassVar[int] = HTTPStatus.GONE


class ClassClosed(DesveloError):
    """The policy of this class lets this role not see it, or not compare it."""

    code = "vault.class_closed"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN


class SecondPersonNeeded(DesveloError):
    """Showing this needs another person's word first; *why* is ``rule``, or what stopped who looks too much."""

    code = "vault.second_person_needed"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN

    def __init__(self, *, why: str) -> None:
        super().__init__(why=why)
        self.why = why


class ExplanationOwed(DesveloError):
    """The glass was broken before and that was not explained yet."""

    code = "vault.explanation_owed"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NothingToAsk(DesveloError):
    """No other person's word is needed for this look."""

    code = "vault.nothing_to_ask"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class LongestShown(DesveloError):
    """The value was shown for as long as it may be at one time: show it again, for a reason."""

    code = "vault.longest_shown"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class RulesChanged(DesveloError):
    """The matrix is not any more as it was when this was asked for: look at it again, and ask again."""

    code = "vault.rules_changed"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NothingToCompare(DesveloError):
    """What was typed holds nothing that a value of this class could be compared with."""

    code = "vault.nothing_to_compare"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


class TooManyComparisons(DesveloError):
    """The tries at this datum, or of this person, are used up; *again_at* says from when there is another."""

    code = "vault.too_many_comparisons"
    status: ClassVar[int] = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, *, again_at: datetime) -> None:
        super().__init__(again_at=again_at)
        self.again_at = again_at


class ContactGone(DesveloError):
    """The contact was erased, and with it the key to everything sealed for it."""

    code = "vault.contact_gone"
    status: ClassVar[int] = HTTPStatus.GONE


class WrongRootKey(DesveloError):
    """The keys folder does not belong to this database; nothing was written."""

    code = "vault.wrong_root_key"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR

    def __str__(self) -> str:
        return (
            "The root key in the keys folder is not the one this database was sealed with. "
            "Point --data at the folder that belongs to it, or restore its keys from the escrow copy."
        )


class AlarmUnheard(DesveloError):
    """A key was not opened, because the alarm that goes with it could not be put on record."""

    code = "vault.alarm_unheard"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE


class ActorMissing(DesveloError):
    """A key was not opened: what a person looks at is asked for in that person's name."""

    code = "vault.actor_missing"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR


class ColumnsUnknown(DesveloError):
    """Not every place where something is sealed for a contact is known here, so nothing is changed."""

    code = "vault.columns_unknown"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR


class OnHold(DesveloError):
    """Something has to be kept: a legal hold is on this contact."""

    code = "vault.on_hold"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class AlreadyAsked(DesveloError):
    """The same is asked for already, and waits."""

    code = "vault.already_asked"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class TooLate(DesveloError):
    """It was carried out, taken back or agreed to meanwhile."""

    code = "vault.too_late"
    status: ClassVar[int] = HTTPStatus.CONFLICT
