"""How what an identity provider says can be refused."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class DiscoveryRefused(DesveloError):
    """A discovery document cannot be used: *reason* names the first check that failed."""

    code = "federation.discovery_refused"
    status: ClassVar[int] = HTTPStatus.BAD_GATEWAY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class TokenRefused(DesveloError):
    """An ID token proves nothing: *reason* names the first check that failed."""

    code = "federation.token_refused"
    status: ClassVar[int] = HTTPStatus.UNAUTHORIZED

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason
