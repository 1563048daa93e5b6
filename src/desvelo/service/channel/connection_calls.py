"""Calls that ask Meta about a connection: in the name of the number's token, or of its app.

They take the secrets as values, so that a connection can be tried before anything of it is kept.

Source: whatsapp-cloud-api sections 5, 18.1 to 18.3.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings

from desvelo.base.http.client import Answer, Bearer
from desvelo.base.http.errors import RequestFailed
from desvelo.kernel.whatsapp import reading, signature, strict_json
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.service.channel import graph

_OK = 200
_NO_QUERY: Mapping[str, str] = {}
UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """All it takes to speak to Meta about one number."""

    phone_number_id: str
    waba_id: str
    app_id: str
    token: str = field(repr=False)
    app_secret: str = field(repr=False)


class MetaRefused(Exception):
    """Meta answered with an error, or could not be asked; *code* is Meta's own, or ``unreachable``."""

    def __init__(self, *, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(line: Line, path: str, query: Mapping[str, str] = _NO_QUERY) -> dict[str, object]:
    """Ask for what stands at *path*, in the number's name.  Raises MetaRefused."""
    return _call("GET", line, path, query=query)


def tell(line: Line, path: str, content: Mapping[str, object]) -> dict[str, object]:
    """Send *content* as JSON, in the number's name.  Raises MetaRefused."""
    return _call("POST", line, path, content=json.dumps(content).encode())


def ask_as_app(line: Line, path: str, query: Mapping[str, str] = _NO_QUERY) -> dict[str, object]:
    """Ask in the app's name.  Raises MetaRefused."""
    return _request("GET", path, query=query, token=_app_token(line))


def tell_as_app(line: Line, path: str, content: Mapping[str, object]) -> dict[str, object]:
    """Send *content* in the app's name.  Raises MetaRefused."""
    return _request("POST", path, query=_NO_QUERY, token=_app_token(line), content=json.dumps(content).encode())


def address() -> str:
    """Return the address where Meta has to send webhooks."""
    return f"{settings.DESVELO.public_url}/webhooks/whatsapp"


def _app_token(line: Line) -> str:
    return f"{line.app_id}|{line.app_secret}"


def _call(
    method: str, line: Line, path: str, *, query: Mapping[str, str] = _NO_QUERY, content: bytes = b""
) -> dict[str, object]:
    proof = signature.appsecret_proof(line.app_secret.encode(), line.token)
    return _request(method, path, query={**query, "appsecret_proof": proof}, token=line.token, content=content)


def _request(
    method: str, path: str, *, query: Mapping[str, str], token: str, content: bytes = b""
) -> dict[str, object]:
    config = settings.DESVELO
    url = f"{config.graph_origin}/{config.graph_version}/{path}?{urlencode(query)}"
    try:
        answer = graph.client().request(
            method,
            url,
            headers={"content-type": "application/json"} if content else {},
            content=content,
            bearer=Bearer(token=token, origin=config.graph_origin),
        )
    except RequestFailed as trouble:
        raise MetaRefused(code=UNREACHABLE) from trouble
    return _object(answer)


def _object(answer: Answer) -> dict[str, object]:
    try:
        content = reading.mapping(strict_json.load(answer.body))
    except Unparsable:
        content = {}
    if answer.status_code == _OK and "error" not in content:
        return content
    code = reading.integer(reading.mapping(content.get("error")).get("code"))
    raise MetaRefused(code=str(code) if code is not None else UNREACHABLE)
