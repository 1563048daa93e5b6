"""How the desk can refuse."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.errors import DesveloError


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
    """The reply holds what must not leave by message; *hidden* is the same text with its masks."""

    code = "desk.sensitive_text"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, labels: tuple[str, ...], hidden: MaskedText) -> None:
        super().__init__(labels=labels)
        self.labels = labels
        self.hidden = hidden
