"""How a person can be refused."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class NotFound(DesveloError):
    """It does not exist, or not for this person: the two look the same (architecture section 9)."""

    code = "access.not_found"
    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class Forbidden(DesveloError):
    """The person's role does not carry the permission, whatever the object."""

    code = "access.forbidden"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN

    def __init__(self, *, permission: str) -> None:
        super().__init__(permission=permission)


class SignInRefused(DesveloError):
    """The sign-in did not succeed; which part failed is never said."""

    code = "access.sign_in_refused"
    status: ClassVar[int] = HTTPStatus.UNAUTHORIZED


class TooManyTries(DesveloError):
    """Too many failures in a short time; *retry_at* says from when another try is read."""

    code = "access.too_many_tries"
    status: ClassVar[int] = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, *, wait_seconds: int) -> None:
        super().__init__(wait_seconds=wait_seconds)
