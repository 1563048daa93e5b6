"""One call of the Graph API on its way to whoever answers it: what was asked, of which object, with which token."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

from desvelo.sandbox import graph_errors, multipart, wire
from desvelo.sandbox.http import Refusal, Request, Response
from desvelo.sandbox.tokens import Token

OLDEST_LIVE: Final = 21
NEWEST: Final = 26
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call whose token was checked."""

    request: Request
    version: str
    object_id: str
    edge: str
    token: Token

    @cached_property
    def json(self) -> dict[str, Any]:
        """Return the parameters of the body; what is no JSON object and no form counts as empty."""
        kind = self.request.headers.get("content-type", "")
        if kind.startswith(_FORM):
            return dict(parse_qsl(self.request.body.decode("latin-1")))
        try:
            if kind.startswith("multipart/form-data"):
                parts = multipart.read(kind, self.request.body)
                return {
                    name: part.content.decode(errors="replace") for name, part in parts.items() if not part.filename
                }
            return self.request.json()
        except Refusal:
            return {}

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Return the parameters of the address and of the body; Graph takes them from both."""
        return {**self.request.query, **self.json}

    @property
    def origin(self) -> str:
        """Return where this sandbox was reached."""
        return f"http://{self.request.headers.get('host', '')}"

    def require_product(self) -> None:
        """Refuse a body that does not say it is about WhatsApp."""
        if self.parameters.get("messaging_product") != "whatsapp":
            raise graph_errors.missing("messaging_product")

    def chosen(self, known: Mapping[str, object], default: tuple[str, ...]) -> dict[str, object]:
        """Return the fields that were asked for and have a value; raises GraphError for one that does not exist."""
        asked = [name for name in self.request.query.get("fields", "").split(",") if name] or list(default)
        for name in asked:
            if name.partition("{")[0] not in known:
                raise graph_errors.no_such_field(name)
        return {name: known[name] for name in asked if known[name] is not None}


Handler: TypeAlias = Callable[[Call], Awaitable[Response | dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who answers, and which permission it takes."""

    handler: Handler
    scope: str


# By object ("number", "account", "app"), method, and what follows the id.
Routes: TypeAlias = dict[tuple[str, str, str], Route]


def ok(content: dict[str, Any], version: str | None = None, *, delay_seconds: float = 0.0) -> Response:
    """Return an answer as Graph writes it."""
    headers = {"content-type": "application/json; charset=UTF-8", "cache-control": "no-store"}
    if version is not None:
        headers |= _version_headers(version)
    return Response(status=HTTPStatus.OK, headers=headers, body=wire.dump(content), delay_seconds=delay_seconds)


def usage(waba_id: str, calls: int) -> dict[str, str]:
    """Return the header that says how much of the management limit is used up, in percent."""
    used = {"type": "whatsapp", "call_count": calls, "total_cputime": 0, "total_time": 0}
    said = {waba_id: [{**used, "estimated_time_to_regain_access": 0}]}
    return {"x-business-use-case-usage": json.dumps(said, separators=(",", ":"))}


def _version_headers(version: str) -> dict[str, str]:
    """Name the version that served the call: one that ended is raised to the oldest that lives, with a warning."""
    if int(version[1:].partition(".")[0]) >= OLDEST_LIVE:
        return {"facebook-api-version": version}
    raised = f"v{OLDEST_LIVE}.0"
    warning = f"The call has been auto-upgraded to {raised} as {version} has been deprecated."
    return {"facebook-api-version": raised, "x-ad-api-version-warning": warning}
