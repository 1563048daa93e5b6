"""How an anchor speaks to somebody over HTTP: through the one guarded client, to the one host that was configured."""

from urllib.parse import urlsplit

from desvelo.base.http.client import Answer, GuardedClient
from desvelo.base.http.errors import RequestFailed
from desvelo.base.http.targets import Purpose
from desvelo.guards.audit.anchors.interface import NotAnchored

_MOST_BYTES = 64 * 1024
_SECONDS = 10.0


def post(url: str, content: bytes, *, kind: str) -> Answer:
    """Post *content* of media type *kind*; raise NotAnchored when nobody answers as HTTP does."""
    try:
        with client(urlsplit(url).hostname or "") as speaking:
            return speaking.request("POST", url, headers={"content-type": kind}, content=content)
    except RequestFailed as trouble:
        raise NotAnchored(reason=trouble.code) from trouble


def client(host: str) -> GuardedClient:
    """Return a client that reaches *host* alone."""
    purpose = Purpose(name="anchor", hosts=frozenset({host}), timeout_seconds=_SECONDS, max_bytes=_MOST_BYTES)
    return GuardedClient(purpose=purpose)
