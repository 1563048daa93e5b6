"""The Graph endpoints a desk calls: send, receipt, files, the number, and the token's own description."""

import hmac
import re
from http import HTTPStatus
from typing import Final

from desvelo.sandbox import faults, graph_errors, send_request, shelf, wire
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_media import GraphMedia
from desvelo.sandbox.http import Refusal, Request, Response
from desvelo.sandbox.shelf import File
from desvelo.sandbox.world import Message, Phone, World

_PATH = re.compile(r"/(v[0-9]{1,2}\.[0-9])/([0-9]{1,32})(/messages|/media)?/?", re.ASCII)
_DEBUG_TOKEN = re.compile(r"(?:/v[0-9]{1,2}\.[0-9])?/debug_token/?", re.ASCII)
_APP_ID: Final = "900000000000001"
_SCOPES: Final = ("whatsapp_business_management", "whatsapp_business_messaging")
_DEFAULT_FIELDS: Final = ("verified_name", "display_phone_number", "quality_rating")


class GraphApi:
    """Answers as graph.facebook.com would."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world
        self._media = GraphMedia(conversation.world)

    def answer(self, request: Request) -> Response:
        """Return the answer to any request of the Graph API."""
        try:
            return self._routed(request)
        except graph_errors.GraphError as error:
            return error.response()

    def _routed(self, request: Request) -> Response:
        if _DEBUG_TOKEN.fullmatch(request.path):
            return self._debug_token(request)
        if request.path == shelf.PATH and request.method == "GET":
            self._require_token(_bearer(request))
            return self._media.bytes_at(request)
        path = _PATH.fullmatch(request.path)
        if path is None:
            raise graph_errors.unknown_path(request.path)
        self._authenticate(request)
        version, object_id, edge = path.groups()
        if object_id != self._world.config.phone_number_id:
            return self._of_file(request, version, object_id, edge)
        match request.method, edge:
            case "POST", "/messages":
                return self._post_message(request, version)
            case "POST", "/media":
                return _ok(self._media.upload(request), version)
            case "GET", None:
                return _ok(self._number(request), version)
        raise graph_errors.no_such_object(request.method.lower(), object_id)

    def _of_file(self, request: Request, version: str, file_id: str, edge: str | None) -> Response:
        fault = self._world.media_fault.take("media_404", "media_slow") if request.method == "GET" else "none"
        if fault == "media_404":
            raise graph_errors.no_such_object(request.method.lower(), file_id, status=HTTPStatus.NOT_FOUND)
        match request.method, edge:
            case "GET", None:
                return _ok(self._media.describe(request, file_id), version, delay_seconds=faults.delay(fault))
            case "DELETE", None:
                return _ok(self._media.delete(request, file_id), version)
        raise graph_errors.no_such_object(request.method.lower(), file_id)

    def _require_token(self, token: str) -> None:
        if not _same(token, self._world.config.access_token):
            raise graph_errors.bad_token()

    def _authenticate(self, request: Request) -> None:
        token = _bearer(request)
        self._require_token(token)
        given = request.query.get("appsecret_proof")
        if given is None and not self._world.config.require_appsecret_proof:
            return
        if not given:
            raise graph_errors.proof_missing()
        if not _same(given, wire.proof(self._world.config.app_secret, token)):
            raise graph_errors.proof_wrong()

    def _post_message(self, request: Request, version: str) -> Response:
        try:
            raw = request.json()
        except Refusal:
            raw = {}
        if raw.get("status") == "read":
            return self._receipt(raw, version)
        fault = self._world.fault.take()
        faults.refuse(fault)
        wanted = send_request.read(raw, business_number=self._world.config.display_phone_number)
        answer = self._send(wanted)
        return faults.answer_instead(fault) or _ok(answer, version)

    def _send(self, wanted: send_request.SendRequest) -> dict[str, object]:
        phone, file = self._reached(wanted), self._uploaded(wanted)
        message = Message(
            id=wire.outbound_id(phone.wa_id),
            wa_id=phone.wa_id,
            direction="out",
            kind=wanted.kind,
            text=wanted.text,
            at=int(self._world.clock.now()),
            status="accepted",
            reply_to=wanted.reply_to,
            opaque=wanted.opaque,
            buttons=wanted.buttons,
            file=file,
            addressed_by_phone=wanted.number is not None,
        )
        self._conversation.business_writes(phone, message)
        found = {"wa_id": phone.wa_id} if wanted.number is not None else {"user_id": phone.user_id}
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": wanted.input, **found}],
            "messages": [{"id": message.id}],
        }

    def _reached(self, wanted: send_request.SendRequest) -> Phone:
        if wanted.number is not None:
            return self._world.dialled(wanted.number)
        phone = self._world.by_user_id(wanted.user_id or "")
        if phone is None:
            raise graph_errors.parameter("Message undeliverable.", code=131026, title="Message undeliverable")
        return phone

    def _uploaded(self, wanted: send_request.SendRequest) -> File | None:
        if wanted.file_id is None:
            return None
        file = self._world.shelf.find(wanted.file_id, now=self._world.clock.now())
        if file is None or file.side != "out":
            details = f"Param {wanted.kind}['id'] is not a valid whatsapp business account media attachment ID"
            raise graph_errors.parameter(details, code=131009, title="Parameter value is not valid")
        return file

    def _receipt(self, raw: dict[str, object], version: str) -> Response:
        message = self._world.messages.get(str(raw.get("message_id")))
        if message is None or message.direction != "in":
            raise graph_errors.parameter("Message ID is not valid.")
        self._conversation.business_reads(message, typing="typing_indicator" in raw)
        return _ok({"success": True}, version)

    def _number(self, request: Request) -> dict[str, object]:
        known = _number_fields(self._world)
        asked = [name for name in request.query.get("fields", "").split(",") if name] or list(_DEFAULT_FIELDS)
        for name in asked:
            if name not in known:
                raise graph_errors.no_such_field(name)
        return {**{name: known[name] for name in asked}, "id": self._world.config.phone_number_id}

    def _debug_token(self, request: Request) -> Response:
        config = self._world.config
        caller = request.query.get("access_token") or _bearer(request)
        app_token = f"{_APP_ID}|{config.app_secret}"
        if not (_same(caller, config.access_token) or _same(caller, app_token)):
            raise graph_errors.bad_token()
        is_ours = _same(request.query.get("input_token", ""), config.access_token)
        return _ok({"data": _token_data(config.waba_id, is_valid=is_ours)}, None)


def _number_fields(world: World) -> dict[str, object]:
    config = world.config
    return {
        "id": config.phone_number_id,
        "verified_name": config.business_name,
        "display_phone_number": config.display_phone_number,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "is_official_business_account": False,
        "whatsapp_business_manager_messaging_limit": "TIER_250",
        "webhook_configuration": {"application": config.webhook_url},
    }


def _token_data(waba_id: str, *, is_valid: bool) -> dict[str, object]:
    if not is_valid:
        error = {"code": 190, "message": "Invalid OAuth access token.", "subcode": 0}
        return {"error": error, "is_valid": False, "scopes": []}
    return {
        "app_id": _APP_ID,
        "type": "SYSTEM_USER",
        "application": "Desvelo sandbox",
        "expires_at": 0,
        "data_access_expires_at": 0,
        "is_valid": True,
        "issued_at": 1_790_000_000,
        "scopes": list(_SCOPES),
        "granular_scopes": [{"scope": scope, "target_ids": [waba_id]} for scope in _SCOPES],
        "user_id": "900000000000002",
    }


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _same(given: str, expected: str) -> bool:
    return bool(given) and hmac.compare_digest(given.encode(), expected.encode())


def _ok(content: dict[str, object], version: str | None, *, delay_seconds: float = 0.0) -> Response:
    headers = {"content-type": "application/json; charset=UTF-8", "cache-control": "no-store"}
    if version is not None:
        headers["facebook-api-version"] = version
    return Response(status=HTTPStatus.OK, headers=headers, body=wire.dump(content), delay_seconds=delay_seconds)
