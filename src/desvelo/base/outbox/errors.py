"""How a listener asks for more time."""

from datetime import timedelta
from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class Later(DesveloError):
    """The event should come back *after* a while; *was_tried* says whether that counts as an attempt."""

    code = "outbox.later"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, *, after: timedelta, was_tried: bool = True) -> None:
        super().__init__(seconds=int(after.total_seconds()))
        self.after = after
        self.was_tried = was_tried
