"""Calls to the Graph API in the name of one number: the guarded client, its token, the proof that we hold the secret.

Source: whatsapp-cloud-api sections 14, 17 and 18.3.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cache
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from desvelo.base.http.client import Answer, Bearer, GuardedClient, Streamed
from desvelo.base.http.targets import Purpose, origin_of
from desvelo.kernel.whatsapp import media, signature
from desvelo.service.channel import actions
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.models import Number

_MEDIA_SECONDS = 120.0
_NO_QUERY: Mapping[str, str] = {}


def post(number: Number, path: str, content: object) -> Answer:
    """Send *content* as JSON; raises RequestFailed, SendAgainLater when no app's secret is known for the number."""
    return _call("POST", number, path, content=json.dumps(content).encode())


def get(number: Number, path: str, query: Mapping[str, str] = _NO_QUERY) -> Answer:
    """Ask for what stands at *path*; raises RequestFailed, SendAgainLater."""
    return _call("GET", number, path, query=query)


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
    return GuardedClient(purpose=purpose, loopback_origin=settings.DESVELO.sandbox_origin)


@cache
def client() -> GuardedClient:
    """Return the client that reaches the Graph API, or the sandbox in a demonstration, and nothing else."""
    host = urlsplit(settings.DESVELO.graph_origin).hostname or ""
    return GuardedClient(
        purpose=Purpose(name="graph", hosts=frozenset({host})), loopback_origin=settings.DESVELO.sandbox_origin
    )


def _call(
    method: str, number: Number, path: str, *, query: Mapping[str, str] = _NO_QUERY, content: bytes = b""
) -> Answer:
    config = settings.DESVELO
    token = actions.token_of(number)
    asked = urlencode({**query, "appsecret_proof": _proof(number, token)})
    return client().request(
        method,
        f"{config.graph_origin}/{config.graph_version}/{path}?{asked}",
        headers={"content-type": "application/json"} if content else {},
        content=content,
        bearer=Bearer(token=token, origin=config.graph_origin),
    )


def _proof(number: Number, token: str) -> str:
    """Prove to Graph that whoever holds the token also holds the app secret."""
    for secret in Door(settings.DESVELO.keys).refresh().secrets:
        if number.phone_number_id in secret.phone_number_ids:
            return signature.appsecret_proof(secret.secret, token)
    raise SendAgainLater
