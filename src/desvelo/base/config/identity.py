"""Where an identity provider inside the company's network is, as the operator's environment says; nobody else can.

Public providers need no setting: whoever looks after security connects them on a page.  A name that leads inside may be
named here alone, so that no page can point our requests at the company's own machines.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

NAMES = frozenset({"DESVELO_IDENTITY_ORIGIN"})
_SENTENCE = (
    "DESVELO_IDENTITY_ORIGIN must look like https://login.company.example, no path. Only the demo takes http, of "
    "127.0.0.1 with its port."
)


def read(environment: Mapping[str, str], *, demo: bool) -> str | None:
    """Read the setting; raise ValueError, whose text is the setting and the sentence, for what is unsafe."""
    origin = environment.get("DESVELO_IDENTITY_ORIGIN", "").rstrip("/")
    if not origin:
        return None
    try:
        parts = urlsplit(origin)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("DESVELO_IDENTITY_ORIGIN", _SENTENCE) from None
    exact = origin == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    here = demo and parts.scheme == "http" and host == "127.0.0.1" and port is not None
    if not (exact and host and port != 0 and (parts.scheme == "https" or here)):
        raise ValueError("DESVELO_IDENTITY_ORIGIN", _SENTENCE)
    return origin
