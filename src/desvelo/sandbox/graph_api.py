"""The Graph API: who calls, what object is meant, and which part answers.

Every call but the fetching of bytes is checked in the same order: token, its time, the proof that the caller holds the
app's secret, the object, the permission.

Source: whatsapp-cloud-api sections 14, 17, 18, 20 and 21.
"""

import re
from dataclasses import replace
from typing import Final

from desvelo.sandbox import graph_errors, graph_token, shelf, wire
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_account import GraphAccount
from desvelo.sandbox.graph_app import GraphApp
from desvelo.sandbox.graph_blocks import GraphBlocks
from desvelo.sandbox.graph_call import NEWEST, Call, Route, Routes, ok, usage
from desvelo.sandbox.graph_groups import GraphGroups
from desvelo.sandbox.graph_media import GraphMedia
from desvelo.sandbox.graph_number import GraphNumber
from desvelo.sandbox.graph_registration import GraphRegistration
from desvelo.sandbox.graph_send import GraphSend
from desvelo.sandbox.graph_templates import GraphTemplates
from desvelo.sandbox.http import Request, Response
from desvelo.sandbox.tokens import MANAGEMENT, MESSAGING, Token

_PATH = re.compile(
    r"/(v[0-9]{1,2}\.[0-9])/(upload:[A-Za-z0-9_-]{1,64}|[A-Za-z0-9_-]{1,128})(?:/([a-z_]{1,40}))?/?", re.ASCII
)
_DIGITS_OR_KNOWN = re.compile(r"[0-9]{1,32}|upload:.*|group[A-Za-z0-9_-]*", re.ASCII)
_OF_TOKENS: Final = re.compile(r"(?:/v[0-9]{1,2}\.[0-9])?/(debug_token|oauth/access_token)/?", re.ASCII)


class GraphApi:
    """Answers as graph.facebook.com would."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._media = GraphMedia(conversation.world)
        self._templates = GraphTemplates(conversation)
        self._groups = GraphGroups(conversation)
        self._app = GraphApp(conversation)
        parts = (
            GraphSend(conversation),
            GraphNumber(conversation),
            GraphRegistration(conversation),
            GraphAccount(conversation),
            GraphBlocks(conversation),
        )
        self._routes: Routes = {}
        for part in (self._media, self._templates, self._groups, self._app, *parts):
            self._routes |= part.routes()

    async def answer(self, request: Request) -> Response:
        """Return the answer to any request of the Graph API."""
        try:
            return await self._routed(request)
        except graph_errors.GraphError as error:
            return error.response()

    async def _routed(self, request: Request) -> Response:
        of_tokens = _OF_TOKENS.fullmatch(request.path)
        if of_tokens is not None:
            return graph_token.answer(self._world, request, of_tokens[1])
        if request.path == shelf.PATH and request.method == "GET":
            self._token(request)
            return self._media.bytes_at(request)
        call = self._call(request)
        kind = self._kind(call.object_id)
        if kind is None:
            return await self._of_something_else(call)
        route = self._routes.get((kind, request.method, call.edge))
        if route is None:
            raise graph_errors.no_such_object(request.method.lower(), call.object_id)
        return await self._answered(call, route)

    async def _answered(self, call: Call, route: Route) -> Response:
        self._require(call.token, route.scope)
        answer = await route.handler(call)
        if isinstance(answer, Response):
            return answer
        response = ok(answer, call.version)
        if route.scope != MANAGEMENT:
            return response
        calls = self._world.account.count_call()
        return replace(response, headers={**response.headers, **usage(self._world.config.waba_id, calls)})

    async def _of_something_else(self, call: Call) -> Response:
        """Answer about a template, a group, an upload or a file; Meta keeps them all under numbers."""
        account = self._world.account
        if account.templates.by_id(call.object_id) is not None:
            self._require(call.token, MANAGEMENT)
            return ok(self._templates.of_template(call), call.version)
        if call.object_id in account.groups:
            self._require(call.token, MESSAGING)
            return ok(self._groups.of_group(call), call.version)
        if call.object_id in account.uploads:
            return ok(self._app.of_upload(call), call.version)
        self._require(call.token, MESSAGING)
        return self._media.of_file(call)

    def _call(self, request: Request) -> Call:
        path = _PATH.fullmatch(request.path)
        if path is None or int(path[1][1:].partition(".")[0]) > NEWEST:
            raise graph_errors.unknown_path(request.path)
        if not _DIGITS_OR_KNOWN.fullmatch(path[2]) and path[2] not in self._world.account.groups:
            raise graph_errors.unknown_path(request.path)
        token = self._token(request)
        self._require_proof(request, token)
        return Call(request=request, version=path[1], object_id=path[2], edge=path[3] or "", token=token)

    def _kind(self, object_id: str) -> str | None:
        config = self._world.config
        named = {config.phone_number_id: "number", config.waba_id: "account", config.app_id: "app"}
        return {**named, config.business_id: "business"}.get(object_id)

    def _token(self, request: Request) -> Token:
        tokens = self._world.account.tokens
        token = tokens.find(graph_token.bearer(request))
        if token is None:
            raise graph_errors.bad_token()
        if tokens.is_expired(token):
            raise graph_errors.expired_token()
        return token

    def _require_proof(self, request: Request, token: Token) -> None:
        given = request.query.get("appsecret_proof")
        if token.kind == "APP" or (given is None and not self._world.config.require_appsecret_proof):
            return
        if not given:
            raise graph_errors.proof_missing()
        if not wire.same(given, wire.proof(self._world.config.app_secret, token.value)):
            raise graph_errors.proof_wrong()

    def _require(self, token: Token, scope: str) -> None:
        if not token.may(scope):
            raise graph_errors.denied(scope)
