"""What the phone page asks of the sandbox: the bubbles as they change, to write, attach, read, tap a button."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any, Final

import msgspec

from desvelo.sandbox import phone_page, taps
from desvelo.sandbox.conversation import Conversation, Written
from desvelo.sandbox.http import Refusal, Request, Response, as_json
from desvelo.sandbox.world import Message, Phone

_STATIC: Final = "/phone/static/"
_FILE: Final = "/phone/file/"
_ATTACHED: Final = {"application/pdf": "document", "image/jpeg": "image", "image/png": "image"}
_LONGEST: Final = 4_096
_LONGEST_EMOJI: Final = 32
_STREAM_SECONDS: Final = 3.0


class PhoneApi:
    """Answers below ``/phone``."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world

    def answer(self, request: Request) -> Response:
        """Return the page, one of its files, its stream, or the result of an act; raises Refusal."""
        if request.method == "POST":
            return as_json(self._act(request.path, request.json(), origin=f"http://{request.headers.get('host', '')}"))
        if request.path == "/phone":
            return phone_page.document(self._world.config, request.query)
        if request.path == "/phone/events":
            return self._events(_wa_id(request.query.get("wa_id")))
        found = self._found(request.path)
        if found is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such page.")
        return found

    def _found(self, path: str) -> Response | None:
        if path.startswith(_FILE):
            file = self._world.shelf.find(path.removeprefix(_FILE), now=self._world.clock.now())
            return phone_page.file(file) if file else None
        return phone_page.static(path.removeprefix(_STATIC)) if path.startswith(_STATIC) else None

    def _act(self, path: str, raw: dict[str, Any], *, origin: str) -> object:
        phone = self._world.phone(_wa_id(raw.get("wa_id")), name=str(raw.get("name", ""))[:60])
        acts = {
            "/phone/messages": self._write,
            "/phone/react": self._react,
            "/phone/tap": self._tap,
        }
        if path in acts:
            return acts[path](phone, raw)
        if path == "/phone/media":
            return self._attach(phone, raw, origin=origin)
        if path == "/phone/read":
            return {"read": self._conversation.customer_reads(phone)}
        raise Refusal(HTTPStatus.NOT_FOUND, "No such act.")

    def _write(self, phone: Phone, raw: dict[str, Any]) -> object:
        text = raw.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
            raise Refusal(HTTPStatus.BAD_REQUEST, "A message has 1 to 4096 characters.")
        quoted = self._shown_to(phone, raw["reply_to"]).id if raw.get("reply_to") else None
        return self._sent(phone, Written(kind="text", content={"body": text}, text=text, reply_to=quoted))

    def _react(self, phone: Phone, raw: dict[str, Any]) -> object:
        """Put an emoji on a message, or take it away with an empty one; then the webhook has no emoji."""
        about, emoji = self._shown_to(phone, raw.get("wamid")), raw.get("emoji")
        if not isinstance(emoji, str) or len(emoji) > _LONGEST_EMOJI:
            raise Refusal(HTTPStatus.BAD_REQUEST, "A reaction is one emoji, or empty.")
        content = {"message_id": about.id, **({"emoji": emoji} if emoji else {})}
        return self._sent(phone, Written(kind="reaction", content=content, text=emoji, about=about.id))

    def _shown_to(self, phone: Phone, wamid: object) -> Message:
        """Return a message of this phone; raises Refusal for any other."""
        message = self._world.messages.get(str(wamid))
        if message is None or message.wa_id != phone.wa_id:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such message.")
        return message

    def _sent(self, phone: Phone, written: Written) -> object:
        message = self._conversation.customer_writes(phone, written)
        return {"wamid": message.id, "at": message.at}

    def _attach(self, phone: Phone, raw: dict[str, Any], *, origin: str) -> object:
        """Send a picture or a document with what stands in the field as its caption."""
        kind = _ATTACHED.get(str(raw.get("mime_type")))
        if kind is None:
            raise Refusal(HTTPStatus.BAD_REQUEST, f"A file is one of {', '.join(_ATTACHED)}.")
        written = self._conversation.with_file(kind, raw, origin=origin)
        return self._sent(phone, written)

    def _tap(self, phone: Phone, raw: dict[str, Any]) -> object:
        """Press a button or a row of a message."""
        asked = self._shown_to(phone, raw.get("wamid"))
        button = next((one for one in asked.buttons if one.id == str(raw.get("button"))), None)
        now = int(self._world.clock.now())
        written = taps.answer(button, asked, phone, now=now) if button else None
        if written is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such button.")
        return self._sent(phone, written)

    def _events(self, wa_id: str) -> Response:
        headers = {"content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no"}
        return Response(headers=headers, stream=self._snapshots(wa_id))

    async def _snapshots(self, wa_id: str) -> AsyncIterator[bytes]:
        """Yield the bubbles now and at every change.

        A stream is short and the page comes back by itself: the server waits for open answers before it stops.
        """
        ends_at = asyncio.get_running_loop().time() + _STREAM_SECONDS
        yield b"retry: 500\n\n"
        with self._world.watching(wa_id) as changed:
            while True:
                yield b"data: " + msgspec.json.encode(self._snapshot(wa_id)) + b"\n\n"
                changed.clear()
                if not await _before(ends_at, changed):
                    return

    def _snapshot(self, wa_id: str) -> object:
        phone = self._world.phones.get(wa_id)
        now = self._world.clock.now()
        return {
            "now": now,
            "typing": max(0.0, phone.typing_until - now) if phone else 0.0,
            "messages": [message.shown() for message in phone.messages] if phone else [],
        }


async def _before(ends_at: float, event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout_at(ends_at):
            await event.wait()
    except TimeoutError:
        return False
    return True


def _wa_id(value: object) -> str:
    if not isinstance(value, str) or not phone_page.WA_ID.fullmatch(value):
        raise Refusal(HTTPStatus.BAD_REQUEST, "wa_id is a phone number of 8 to 15 digits.")
    return value
