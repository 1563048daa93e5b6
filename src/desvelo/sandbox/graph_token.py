"""Tokens that describe themselves and others, and the app's own token.

Source: whatsapp-cloud-api sections 18.1 and 18.2.
"""

from typing import Any

from desvelo.sandbox import graph_errors, wire
from desvelo.sandbox.graph_call import ok
from desvelo.sandbox.http import Request, Response
from desvelo.sandbox.tokens import Token
from desvelo.sandbox.world import World

_NEVER = 0


def answer(world: World, request: Request, path: str) -> Response:
    """Answer ``/debug_token`` or ``/oauth/access_token``; raises GraphError."""
    return ok(_app_token(world, request) if path == "oauth/access_token" else _described(world, request))


def bearer(request: Request) -> str:
    """Return the token a request carries, in its header or in its address."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = request.query.get("access_token", "")
    return given or (token.strip() if scheme.lower() in {"bearer", "oauth"} else "")


def _app_token(world: World, request: Request) -> dict[str, Any]:
    asked = request.query
    if asked.get("client_id") != world.config.app_id or not wire.same(
        asked.get("client_secret", ""), world.config.app_secret
    ):
        raise graph_errors.GraphError(400, "Error validating client secret.", code=1)
    return {"access_token": world.account.tokens.app_token.value, "token_type": "bearer"}


def _described(world: World, request: Request) -> dict[str, Any]:
    tokens = world.account.tokens
    caller = tokens.find(bearer(request))
    if caller is None:
        raise graph_errors.bad_token()
    asked = tokens.find(request.query.get("input_token", ""))
    if asked is None:
        error = {"code": 190, "message": "Invalid OAuth access token.", "subcode": 0}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    return {"data": _data(world, asked, is_expired=tokens.is_expired(asked))}


def _data(world: World, token: Token, *, is_expired: bool) -> dict[str, Any]:
    expired = {"error": {"code": 190, "message": "Error validating access token: Session has expired", "subcode": 463}}
    reached = {scope: [world.config.waba_id] for scope in token.scopes if scope.startswith("whatsapp_business")}
    return {
        "app_id": world.config.app_id,
        "type": token.kind,
        "application": "Desvelo sandbox",
        **({"data_access_expires_at": _NEVER} if token.kind != "APP" else {}),
        **(expired if is_expired else {}),
        "expires_at": token.expires_at,
        "is_valid": not is_expired,
        "issued_at": token.issued_at,
        "scopes": list(token.scopes),
        "granular_scopes": [{"scope": scope, "target_ids": reached.get(scope, [])} for scope in token.scopes],
        **({"user_id": "900000000000002"} if token.kind != "APP" else {}),
    }
