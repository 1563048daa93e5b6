"""The control interface: plays the customer, winds the clock, breaks things, and shows what was delivered.

``POST /control/messages``            {from, name?, text}, {from, name?, type, content} or {from, name?, type, media},
                                      with identity?, username?, reply_to?, at?; media is {base64, mime_type} or
                                      {generated: true}, with filename?, caption?, voice?       -> {wamid}
``GET  /control/phones``              the numbers that are switched on
``GET  /control/phones/{n}/messages`` the bubbles of one phone
``POST /control/read``                {wa_id}: the customer opens the chat                     -> {read}
``POST /control/author``              {wamid, author}: whose name the bubble shows
``POST /control/clock``               {advance_seconds}                                         -> {now}
``POST /control/settings``            {auto_read}
``POST /control/fault``               {kind, times?}: what the next sends suffer, or the next questions about files
``GET  /control/deliveries``          verification, attempts and codes
``POST /control/repeat``              {id}: the same bytes once more
``POST /control/raw``                 {body, signature?, secret?}: any bytes, once              -> {code}
``POST /control/reset``               forget everything
"""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final, TypeVar, get_args

from desvelo.sandbox import faults, wire
from desvelo.sandbox.conversation import Conversation, Written
from desvelo.sandbox.http import Refusal, Request, Response, as_json
from desvelo.sandbox.world import Fault, Identity, Phone

_WA_ID = re.compile(r"[0-9]{8,15}", re.ASCII)
_PHONE_MESSAGES = re.compile(r"/control/phones/([0-9]{8,15})/messages", re.ASCII)
_KIND = re.compile(r"[a-z_]{1,40}", re.ASCII)
_LONGEST: Final = 65_536
_T = TypeVar("_T")
_Handler = Callable[[dict[str, Any]], Awaitable[object]]


class Control:
    """Answers below ``/control``."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world
        self._courier = conversation.courier
        self._posts: dict[str, _Handler] = {
            "/control/messages": self._message,
            "/control/read": self._read,
            "/control/author": self._author,
            "/control/clock": self._clock,
            "/control/settings": self._settings,
            "/control/fault": self._fault,
            "/control/repeat": self._repeat,
            "/control/raw": self._raw,
            "/control/reset": self._reset,
        }

    async def answer(self, request: Request) -> Response:
        """Return the answer to a control request; raises Refusal."""
        if request.method == "GET":
            return as_json(self._get(request.path))
        handler = self._posts.get(request.path)
        if request.method != "POST" or handler is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such control.")
        raw = request.json()
        if request.path == "/control/messages":
            raw["origin"] = f"http://{request.headers.get('host', '')}"
        return as_json(await handler(raw))

    def _get(self, path: str) -> object:
        if path == "/control/deliveries":
            listed = [one.shown() for one in self._courier.deliveries]
            return {"verification": self._courier.verification(), "deliveries": listed}
        if path == "/control/phones":
            phones = self._world.phones.values()
            return {"phones": [{"wa_id": one.wa_id, "name": one.name, "user_id": one.user_id} for one in phones]}
        found = _PHONE_MESSAGES.fullmatch(path)
        if found is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such control.")
        phone = self._world.phones.get(found[1])
        return {"messages": [message.shown() for message in phone.messages] if phone else []}

    async def _message(self, raw: dict[str, Any]) -> object:
        phone = self._customer(raw)
        written = self._file(raw) if "media" in raw else self._words(raw)
        message = self._conversation.customer_writes(phone, written)
        return {"wamid": message.id, "at": message.at}

    def _words(self, raw: dict[str, Any]) -> Written:
        kind = _field(raw, "type", str, default="text")
        text = _field(raw, "text", str, default="")
        if not _KIND.fullmatch(kind) or len(text) > _LONGEST or (kind == "text" and not text):
            raise Refusal(HTTPStatus.BAD_REQUEST, "A message needs a type, and a text of 1 to 65536 characters.")
        content = {"body": text} if kind == "text" else raw.get("content", {})
        return Written(kind=kind, content=content, text=text or _caption(content), **_place(raw))

    def _file(self, raw: dict[str, Any]) -> Written:
        kind, media = _field(raw, "type", str), _field(raw, "media", dict)
        return self._conversation.with_file(kind, media, origin=_field(raw, "origin", str), **_place(raw))

    def _customer(self, raw: dict[str, Any]) -> Phone:
        phone = self._world.phone(_wa_id(raw, "from"), name=_field(raw, "name", str, default="")[:120])
        identity = raw.get("identity", phone.identity)
        if identity not in get_args(Identity):
            raise Refusal(HTTPStatus.BAD_REQUEST, f"identity is one of {', '.join(get_args(Identity))}.")
        phone.identity = identity
        phone.username = _field(raw, "username", str, default=phone.username)
        return phone

    async def _read(self, raw: dict[str, Any]) -> object:
        phone = self._world.phones.get(_wa_id(raw, "wa_id"))
        return {"read": self._conversation.customer_reads(phone) if phone else 0}

    async def _author(self, raw: dict[str, Any]) -> object:
        message = self._world.messages.get(_field(raw, "wamid", str))
        if message is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such message.")
        message.author = _field(raw, "author", str)[:80]
        self._world.changed(message.wa_id)
        return {}

    async def _clock(self, raw: dict[str, Any]) -> object:
        seconds = _field(raw, "advance_seconds", int)
        if seconds < 0:
            raise Refusal(HTTPStatus.BAD_REQUEST, "The clock only goes forward.")
        self._world.clock.ahead += seconds
        self._courier.look_again()
        for wa_id in self._world.phones:
            self._world.changed(wa_id)
        return {"now": self._world.clock.now()}

    async def _settings(self, raw: dict[str, Any]) -> object:
        self._world.auto_read = _field(raw, "auto_read", bool)
        return {"auto_read": self._world.auto_read}

    async def _fault(self, raw: dict[str, Any]) -> object:
        kind = str(raw.get("kind"))
        known = (*faults.KINDS, *faults.MEDIA_KINDS)
        if kind not in known:
            raise Refusal(HTTPStatus.BAD_REQUEST, f"kind is one of {', '.join(known)}.")
        fault = Fault(kind, _field(raw, "times", int, default=-1))
        if kind in faults.MEDIA_KINDS:
            self._world.media_fault = fault
        else:
            self._world.fault = fault
        return {"kind": kind}

    async def _repeat(self, raw: dict[str, Any]) -> object:
        if not self._courier.repeat(_field(raw, "id", int)):
            raise Refusal(HTTPStatus.NOT_FOUND, "No such delivery.")
        return {}

    async def _raw(self, raw: dict[str, Any]) -> object:
        body = raw.get("body", "")
        content = body.encode() if isinstance(body, str) else wire.dump(body)
        secret = _field(raw, "secret", str, default=self._world.config.app_secret)
        code, took = await self._courier.once(content, _signature(raw.get("signature", "valid"), secret, content))
        return {"code": code, "ms": round(took, 1)}

    async def _reset(self, _: dict[str, Any]) -> object:
        self._world.reset()
        self._courier.reset(self._world.clock)
        return {}


def _signature(kind: object, secret: str, content: bytes) -> str | None:
    valid = wire.signature(secret, content)
    wrong = wire.signature(secret, content + b" ")
    kinds: dict[object, str | None] = {"valid": valid, "wrong": wrong, "missing": None, "truncated": valid[:-24]}
    if kind not in kinds:
        raise Refusal(HTTPStatus.BAD_REQUEST, "signature is one of valid, wrong, missing, truncated.")
    return kinds[kind]


def _caption(content: object) -> str:
    shown = content.get("caption") or content.get("filename") or "" if isinstance(content, dict) else ""
    return str(shown)


def _place(raw: dict[str, Any]) -> dict[str, Any]:
    """Return which message this one answers, and when it was written."""
    return {
        "reply_to": _field(raw, "reply_to", str, default="") or None,
        "at": _field(raw, "at", int, default=None),
    }


def _wa_id(raw: dict[str, Any], name: str) -> str:
    wa_id = str(raw.get(name, "")).removeprefix("+")
    if not _WA_ID.fullmatch(wa_id):
        raise Refusal(HTTPStatus.BAD_REQUEST, f"{name} is a phone number of 8 to 15 digits.")
    return wa_id


_REQUIRED: Final = object()


def _field(raw: dict[str, Any], name: str, kind: type[_T], *, default: Any = _REQUIRED) -> Any:
    value = raw.get(name, default)
    if value is default and default is not _REQUIRED:
        return default
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Refusal(HTTPStatus.BAD_REQUEST, f"{name} is missing or not of type {kind.__name__}.")
    return value
