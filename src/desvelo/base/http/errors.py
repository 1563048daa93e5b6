"""What a guarded request may end in.  None of these carries an address, a path, a body or a token.

``after_write`` is the question a sender must ask: may the far end have acted on it?  Where it is true the result is
ambiguous, and the request must not be repeated blindly (security-design D2.9).
"""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class RequestFailed(DesveloError):
    """A request to another machine did not end in an answer."""

    code: ClassVar[str] = "http.failed"
    status: ClassVar[int] = HTTPStatus.BAD_GATEWAY

    def __init__(self, *, after_write: bool = False, **params: object) -> None:
        super().__init__(after_write=after_write, **params)
        self.after_write = after_write


class SchemeRefused(RequestFailed):
    """Only https leaves this machine, except to the one configured loopback origin."""

    code = "http.scheme_refused"

    def __init__(self) -> None:
        super().__init__()


class HostRefused(RequestFailed):
    """The host is not one this purpose may call, or is not written as a host name."""

    code = "http.host_refused"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


class AddressRefused(RequestFailed):
    """The name leads to an address that is not out on the public Internet."""

    code = "http.address_refused"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


class CredentialRefused(RequestFailed):
    """A token was about to be sent to an origin it was not issued for."""

    code = "http.credential_refused"

    def __init__(self) -> None:
        super().__init__()


class HeaderRefused(RequestFailed):
    """A header that only the client itself may write, or one that is not plain visible ASCII."""

    code = "http.header_refused"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


class Redirected(RequestFailed):
    """The far end pointed elsewhere; redirects are not followed."""

    code = "http.redirected"

    def __init__(self, *, status_code: int) -> None:
        super().__init__(after_write=True, status_code=status_code)


class TooLarge(RequestFailed):
    """The answer is larger than this purpose allows."""

    code = "http.too_large"

    def __init__(self, *, max_bytes: int) -> None:
        super().__init__(after_write=True, max_bytes=max_bytes)


class Encoded(RequestFailed):
    """The answer came compressed although we asked for it plain: its true size cannot be bounded."""

    code = "http.encoded"

    def __init__(self) -> None:
        super().__init__(after_write=True)


class Unreachable(RequestFailed):
    """The far end could not be reached, or broke off."""

    code = "http.unreachable"

    def __init__(self, *, after_write: bool) -> None:
        super().__init__(after_write=after_write)


class TimedOut(RequestFailed):
    """The time for the whole request ran out."""

    code = "http.timed_out"
    status = HTTPStatus.GATEWAY_TIMEOUT

    def __init__(self, *, after_write: bool) -> None:
        super().__init__(after_write=after_write)
