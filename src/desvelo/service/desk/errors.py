"""How the desk can refuse."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar
from uuid import UUID

from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.errors import DesveloError


class TooLateToUndo(DesveloError):
    """A transfer cannot be undone any more: its time is over, or somebody there took the conversation."""

    code = "desk.too_late_to_undo"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class AlreadyTaken(DesveloError):
    """Somebody else took the conversation a moment ago."""

    code = "desk.already_taken"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class DraftTooLong(DesveloError):
    """What is being written is longer than WhatsApp carries; what was kept before stays."""

    code = "desk.draft_too_long"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, longest: int) -> None:
        super().__init__(longest=longest)


class SensitiveText(DesveloError):
    """The reply holds what must not leave by message, at *spans*; *hidden* is the same text with its masks."""

    code = "desk.sensitive_text"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, labels: tuple[str, ...], spans: tuple[tuple[int, int], ...], hidden: MaskedText) -> None:
        super().__init__(labels=labels)
        self.labels = labels
        self.spans = spans
        self.hidden = hidden


class ClassUnknown(DesveloError):
    """No class of this name can be given to a piece of text by hand."""

    code = "desk.class_unknown"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


class SomethingHidden(DesveloError):
    """Something in a message of ours is hidden by now, so it cannot be sent again as it was."""

    code = "desk.something_hidden"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class FieldsWrong(DesveloError):
    """A form holds what WhatsApp does not carry; *fields* says at each field what to do, for the screen alone."""

    code = "desk.fields_wrong"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = fields


class Overtaken(DesveloError):
    """A colleague answered after this person began to write; *cursor* is the place of that answer."""

    code = "desk.overtaken"
    status: ClassVar[int] = HTTPStatus.CONFLICT

    def __init__(self, *, by: UUID, at: datetime, cursor: int) -> None:
        super().__init__(by=by, at=at)
        self.by = by
        self.at = at
        self.cursor = cursor


class SpeaksToAnother(DesveloError):
    """The reply greets another customer of this person's conversations; the names are for the screen alone."""

    code = "desk.speaks_to_another"
    status: ClassVar[int] = HTTPStatus.CONFLICT

    def __init__(self, *, greeted: str, here: str) -> None:
        super().__init__()
        self.greeted = greeted
        self.here = here


class IdentityUnconfirmed(DesveloError):
    """The customer writes from another phone, and nobody confirmed yet who it is."""

    code = "desk.identity_unconfirmed"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NothingToSearch(DesveloError):
    """What was typed is too short, too long or no words at all."""

    code = "desk.nothing_to_search"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


class TooManySearches(DesveloError):
    """This person searched as often as anybody may within an hour; *again_at* says from when they may again."""

    code = "desk.too_many_searches"
    status: ClassVar[int] = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, *, again_at: datetime) -> None:
        super().__init__(again_at=again_at)
        self.again_at = again_at
