"""What assurance refuses."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class NotSealedYet(DesveloError):
    """The entry is younger than the last sealed root, so there is no proof of it to take away yet."""

    code = "assurance.not_sealed_yet"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NoteTooLong(DesveloError):
    """A note says in a sentence or two what happened; this one is longer than *most* characters."""

    code = "assurance.note_too_long"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class NoteNotKept(DesveloError):
    """The words cannot be sealed: the entry is about no customer, or the customer was erased."""

    code = "assurance.note_not_kept"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class AlreadyNoted(DesveloError):
    """The person already said that this entry was a mistake."""

    code = "assurance.already_noted"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class ExportReasonMissing(DesveloError):
    """The log leaves this house only with one of the reasons there are."""

    code = "assurance.export_reason_missing"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


class TooMuchToExport(DesveloError):
    """More than *most* entries match: a list that nobody reads; the whole log has a file of its own."""

    code = "assurance.too_much_to_export"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class ExportWaits(DesveloError):
    """So much of the log leaves only when a second person agreed; *asked* says whether they were asked just now."""

    code = "assurance.export_waits"
    status: ClassVar[int] = HTTPStatus.CONFLICT

    def __init__(self, *, asked: bool) -> None:
        super().__init__(asked=asked)
        self.asked = asked
