"""How a store of objects can fail.  No error carries a name, a path or an answer of the store."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class ObjectMissing(DesveloError):
    """There is no object of this name."""

    code = "objects.missing"
    status: ClassVar[int] = HTTPStatus.GONE


class StoreUnavailable(DesveloError):
    """The store did not take or give the object: a full disk, no connection, a refusal; *reason* says which."""

    code = "objects.unavailable"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
