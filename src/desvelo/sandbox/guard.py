"""Who may touch the control interface and the phone: pages of this computer, and the desk.

A page on the internet can point its own name at 127.0.0.1 (DNS rebinding), or post to us blindly.  So the Host must be
a loopback name, a POST must be JSON (which a browser does not send across origins without asking first), and an Origin,
when there is one, must be ours or the desk's.
"""

import re
from http import HTTPStatus

from desvelo.sandbox.http import Refusal, Request

_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.ASCII)
_JSON = re.compile(r"application/json(?:\s*;.*)?", re.ASCII | re.IGNORECASE)


def local_only(request: Request, *, desk_origin: str) -> None:
    """Let pass what comes from this computer; raises Refusal."""
    host = request.headers.get("host", "")
    if not _LOOPBACK.fullmatch(host):
        raise Refusal(HTTPStatus.MISDIRECTED_REQUEST, "Only loopback addresses are answered here.")
    origin = request.headers.get("origin")
    if origin is not None and origin not in {desk_origin, f"http://{host}"}:
        raise Refusal(HTTPStatus.FORBIDDEN, "This origin is not the desk's.")
    if request.method == "POST" and not _JSON.fullmatch(request.headers.get("content-type", "")):
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json.")


def cors(request: Request, *, desk_origin: str) -> dict[str, str]:
    """Return the headers that let the desk's own page, and no other, read the answer."""
    if request.headers.get("origin") != desk_origin:
        return {}
    return {
        "access-control-allow-origin": desk_origin,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "content-type",
        "vary": "origin",
    }
