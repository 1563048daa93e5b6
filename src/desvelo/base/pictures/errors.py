"""How drawing a stranger's file can be refused."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class NotDrawable(DesveloError):
    """No picture was made; *reason* is a word: the file is too large, has too many pages, took too long, is not one."""

    code = "pictures.not_drawable"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
