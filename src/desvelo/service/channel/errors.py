"""How the channel can refuse."""

from datetime import datetime
from http import HTTPStatus
from typing import ClassVar

from desvelo.base.outbox.errors import Later
from desvelo.kernel.errors import DesveloError


class WindowClosed(DesveloError):
    """WhatsApp lets a business write freely only for a day after the customer did."""

    code = "channel.window_closed"
    status: ClassVar[int] = HTTPStatus.CONFLICT

    def __init__(self, *, closed_at: datetime | None) -> None:
        super().__init__(closed_at=closed_at)


class TextRefused(DesveloError):
    """The text is empty or longer than WhatsApp carries."""

    code = "channel.text_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


class SendAgainLater(Later):
    """Meta asked us to wait, or a limit does; the queue brings the message back."""

    code = "channel.send_again_later"


class NothingToAnswer(DesveloError):
    """The message to quote or to react to is not in this conversation, or WhatsApp has no name for it yet."""

    code = "channel.nothing_to_answer"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NothingToSendAgain(DesveloError):
    """The message arrived after all, would be refused again, or somebody sent it again already."""

    code = "channel.nothing_to_send_again"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class StillLeaving(DesveloError):
    """The message of ours has not left for good: what is taken out of it now, the customer would not receive."""

    code = "channel.still_leaving"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class SelectionMoved(DesveloError):
    """What was selected is not there any more: the message was covered further meanwhile."""

    code = "channel.selection_moved"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NothingToHide(DesveloError):
    """What was selected is hidden already, or holds nothing."""

    code = "channel.nothing_to_hide"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


class MarketingRefused(DesveloError):
    """The customer said that they want no promotions, and this is one."""

    code = "channel.marketing_refused"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class FileRefused(DesveloError):
    """The file is not sent; *reason* is ``empty``, ``kind``, ``too_large``, ``unreadable`` or ``no_caption``.

    *limit* is in bytes, for a file that is too large.
    """

    code = "channel.file_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str, limit: int = 0) -> None:
        super().__init__(reason=reason, limit=limit)
        self.reason = reason
        self.limit = limit


class NumberUnknown(DesveloError):
    """No number of ours has this name."""

    code = "channel.number_unknown"
    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class ConnectionRefused(DesveloError):
    """Meta does not confirm a connection, or will not change it; *field* says where to look, *reason* why."""

    code = "channel.connection_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, field: str, reason: str, **facts: str) -> None:
        super().__init__(field=field, reason=reason, **facts)
        self.field = field
        self.reason = reason
        self.facts = facts


class ReadingTooLong(DesveloError):
    """The database took longer to find the next messages than there was time."""

    code = "channel.reading_too_long"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE
