"""Calls to the Graph API in the name of one number: the guarded client, its token, the proof that we hold the secret.

Source: whatsapp-cloud-api sections 14, 17 and 18.3.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import cache
from itertools import chain
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from desvelo.base.http.client import Answer, Bearer, GuardedClient, Streamed
from desvelo.base.http.targets import Purpose, origin_of
from desvelo.kernel.whatsapp import media, signature
from desvelo.service.channel import actions
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.models import Number

_UNTIL_THE_SECRET_IS_KNOWN = timedelta(seconds=30)
_MEDIA_SECONDS = 120.0
_UPLOAD_SECONDS = 45.0  # within the lease of the queue
_JSON = "application/json"
_OF_JSON: Mapping[str, str] = {"content-type": _JSON}
_NO_QUERY: Mapping[str, str] = {}


def post(number: Number, path: str, content: object) -> Answer:
    """Send *content* as JSON; raises RequestFailed, SendAgainLater when no app's secret is known for the number."""
    return _call("POST", number, path, content=json.dumps(content).encode())


def get(number: Number, path: str, query: Mapping[str, str] = _NO_QUERY) -> Answer:
    """Ask for what stands at *path*; raises RequestFailed, SendAgainLater."""
    return _call("GET", number, path, query=query)


def upload(number: Number, *, mime_type: str, pieces: Iterator[bytes], size: int) -> Answer:
    """Bring a file of *size* bytes to Meta under a name that says nothing, piece by piece.

    Raises RequestFailed, SendAgainLater, and whatever *pieces* raises.
    """
    boundary = secrets.token_hex(16)
    head = b"".join(
        (
            _part(boundary, 'name="messaging_product"', b"whatsapp") + b"\r\n",
            _part(boundary, 'name="type"', mime_type.encode()) + b"\r\n",
            _part(boundary, 'name="file"; filename="file"', b"", content_type=mime_type),
        )
    )
    tail = f"\r\n--{boundary}--\r\n".encode()
    return _call(
        "POST",
        number,
        f"{number.phone_number_id}/media",
        content=chain([head], pieces, [tail]),
        content_headers={
            "content-type": f"multipart/form-data; boundary={boundary}",
            "content-length": str(len(head) + size + len(tail)),
        },
        through=upload_client(),
    )


def _part(boundary: str, disposition: str, content: bytes, *, content_type: str = "") -> bytes:
    """Write one field of a form (RFC 7578), up to the end of its content."""
    typed = f"Content-Type: {content_type}\r\n" if content_type else ""
    head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{typed}\r\n"
    return head.encode() + content


def fetch(number: Number, url: str) -> AbstractContextManager[Streamed]:
    """Open the address of a file, showing the token to nobody but Meta's own hosts; raises RequestFailed."""
    bearer = Bearer(token=actions.token_of(number), origin=origin_of(url))
    return media_client().stream("GET", url, bearer=bearer)


@cache
def media_client() -> GuardedClient:
    """Return the client that reaches the hosts where Meta keeps files, and nothing else."""
    purpose = Purpose(
        name="media", hosts=frozenset(), domain=media.DOMAIN, timeout_seconds=_MEDIA_SECONDS, max_bytes=media.LARGEST
    )
    return _client(purpose)


@cache
def client() -> GuardedClient:
    """Return the client that reaches the Graph API, or the sandbox in a demonstration, and nothing else."""
    return _client(Purpose(name="graph", hosts=_graph_host()))


@cache
def upload_client() -> GuardedClient:
    """Return the client that brings files to the Graph API: the same hosts, more time."""
    return _client(Purpose(name="upload", hosts=_graph_host(), timeout_seconds=_UPLOAD_SECONDS))


def _client(purpose: Purpose) -> GuardedClient:
    return GuardedClient(purpose=purpose, loopback_origin=settings.DESVELO.sandbox_origin)


def _graph_host() -> frozenset[str]:
    return frozenset({urlsplit(settings.DESVELO.graph_origin).hostname or ""})


def _call(  # noqa: PLR0913  what a call is made of
    method: str,
    number: Number,
    path: str,
    *,
    query: Mapping[str, str] = _NO_QUERY,
    content: bytes | Iterator[bytes] = b"",
    content_headers: Mapping[str, str] = _OF_JSON,
    through: GuardedClient | None = None,
) -> Answer:
    config = settings.DESVELO
    token = actions.token_of(number)
    asked = urlencode({**query, "appsecret_proof": _proof(number, token)})
    return (through or client()).request(
        method,
        f"{config.graph_origin}/{config.graph_version}/{path}?{asked}",
        headers=content_headers if content else {},
        content=content,
        bearer=Bearer(token=token, origin=config.graph_origin),
    )


def _proof(number: Number, token: str) -> str:
    """Prove to Graph that whoever holds the token also holds the app secret."""
    for secret in Door(settings.DESVELO.keys).refresh().secrets:
        if number.phone_number_id in secret.phone_number_ids:
            return signature.appsecret_proof(secret.secret, token)
    raise SendAgainLater(after=_UNTIL_THE_SECRET_IS_KNOWN)
