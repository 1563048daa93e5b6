"""What the send endpoint, or the media endpoints, do wrong when they are told to.

The two worst ones of sending accept the message first: the customer gets it and the desk does not learn its id.
"""

from typing import Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.http import Response

_REFUSALS: Final[dict[str, tuple[int, int, str, bool]]] = {
    "500": (500, 1, "An unknown error has occurred.", False),
    "503": (503, 2, "Service temporarily unavailable", True),
    "131000": (500, 131000, "Something went wrong", False),
    "131016": (500, 131016, "Service unavailable", False),
    "130429": (400, 130429, "Rate limit hit", False),
    "131056": (400, 131056, "(Business Account, Consumer Account) pair rate limit hit", False),
    "131031": (403, 131031, "Business Account locked", False),
    "190": (401, 190, "Error validating access token: Session has expired", False),
}
_AFTER_ACCEPTING: Final[dict[str, Response]] = {
    "timeout_after_accept": Response(silent=True),
    "500_after_accept": graph_errors.trouble(500, 131000, "Something went wrong").response(),
    "garbage_after_accept": Response(headers={"content-type": "text/html"}, body=b"<html>proxy</html>"),
}
MEDIA_KINDS: Final = ("media_404", "media_slow", "media_url_expired")
_SLOW_SECONDS: Final = 1.5
KINDS: Final = ("none", *_REFUSALS, *_AFTER_ACCEPTING)


def refuse(kind: str) -> None:
    """Raise the GraphError of a fault that refuses before anything is sent."""
    if kind in _REFUSALS:
        status, code, title, transient = _REFUSALS[kind]
        raise graph_errors.trouble(status, code, title, transient=transient)


def answer_instead(kind: str) -> Response | None:
    """Return the answer of a fault that spoils what was accepted."""
    return _AFTER_ACCEPTING.get(kind)


def delay(kind: str) -> float:
    """Return how long an answer about a file waits, in seconds."""
    return _SLOW_SECONDS if kind == "media_slow" else 0.0
