"""What can be wrong with a body from WhatsApp or with one meant for it.  No error carries content."""

from http import HTTPStatus

from desvelo.kernel.errors import DesveloError


class Unparsable(DesveloError):
    """The body as a whole cannot be read; *reason* is one of the codes in ``strict_json`` and ``payload``."""

    code = "whatsapp.unparsable"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class Unreadable(DesveloError):
    """One element of a body cannot be read; its neighbours can."""

    code = "whatsapp.unreadable"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class SenderUnknown(DesveloError):
    """A message names nobody we could answer."""

    code = "whatsapp.sender_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class BadAddress(DesveloError):
    """The addressee is neither a phone number with country code nor a business-scoped user id."""

    code = "whatsapp.bad_address"


class TextEmpty(DesveloError):
    """WhatsApp delivers no message without a visible character."""

    code = "whatsapp.text_empty"


class TextTooLong(DesveloError):
    """The text is longer than WhatsApp carries in one message."""

    code = "whatsapp.text_too_long"

    def __init__(self, *, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)


class MarkTooLong(DesveloError):
    """The mark that comes back in statuses is longer than WhatsApp returns."""

    code = "whatsapp.mark_too_long"

    def __init__(self, *, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)


class ContentRefused(DesveloError):
    """A part of a message is not what WhatsApp carries.

    *reason* is one of empty, not_with_this_kind, out_of_range, repeated, too_long, too_many, wrong_form.
    """

    code = "whatsapp.content_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, part: str, reason: str, limit: int = 0) -> None:
        super().__init__(part=part, reason=reason, limit=limit)


class NotTheFile(DesveloError):
    """The bytes that came are not the file that was announced; *reason* says what does not agree."""

    code = "whatsapp.not_the_file"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
