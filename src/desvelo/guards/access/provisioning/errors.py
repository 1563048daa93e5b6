"""How an identity provider that asks something of our accounts is refused by us rather than by the protocol."""

from http import HTTPStatus
from typing import ClassVar
from uuid import UUID

from desvelo.kernel.errors import DesveloError
from desvelo.kernel.provisioning.errors import ScimRefused


class TokenRefused(DesveloError):
    """No token, or none that serves; *reason* is for the ledger, never for whoever tried."""

    code = "access.token_refused"
    status: ClassVar[int] = HTTPStatus.UNAUTHORIZED

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class NotTheirs(ScimRefused):
    """What a provider cannot do alone, whoever asks for it: on record, with whom it was about.

    *reason* is ``back``, ``keeper`` or ``last``.
    """

    def __init__(self, reason: str, *, user: UUID) -> None:
        super().__init__(reason, status=HTTPStatus.FORBIDDEN)
        self.user = user
