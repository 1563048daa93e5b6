"""What we send to the Cloud API, and what its answer means.

There is no idempotency key: a send that timed out, or that Meta broke on, may have reached the customer.  Such an
answer is ``Ambiguous`` and never repeated by a machine; the mark we put on the message comes back in its statuses and
settles it.  A 200 means accepted, nothing more.

Phone numbers leave with "+" and country code, because without it Meta may read them as numbers of the business's own
country.  Business-scoped user ids leave under their own key.

Source: Meta, "Messages" and "Error codes", v26.0, read November 2026.

>>> text_message(to="5511900004417", body="Olá", opaque="m1")["to"]
'+5511900004417'
>>> outcome(401, b'{"error":{"code":190}}')
Refused(code=190, retry=False, alarm=True, trace_id='')
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

from desvelo.kernel.whatsapp import reading, strict_json
from desvelo.kernel.whatsapp.error_table import Advice, advice
from desvelo.kernel.whatsapp.errors import BadAddress, MarkTooLong, TextEmpty, TextTooLong, Unparsable

MAX_TEXT: Final = 4_096
MAX_CAPTION: Final = 1_024
MAX_MARK: Final = 512
_OBJECT_GONE: Final = 33


@dataclass(frozen=True, slots=True)
class Sent:
    """Meta accepted the message under this id."""

    wamid: str


@dataclass(frozen=True, slots=True)
class Done:
    """Meta did what has no id of its own: a read receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not sent.  *code* is Meta's, or None when the answer was not Meta's; *alarm* asks for an administrator."""

    code: int | None
    retry: bool
    alarm: bool = False
    trace_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """Perhaps sent.  A person, or a later status with our mark, decides; never a blind repeat."""

    reason: str
    code: int | None = None
    trace_id: str = ""


Outcome: TypeAlias = Sent | Done | Refused | Ambiguous


def text_message(*, to: str, body: str, opaque: str, reply_to: str | None = None) -> dict[str, object]:
    """Build a text message; raises BadAddress, TextEmpty, TextTooLong, MarkTooLong."""
    if not body.strip():
        raise TextEmpty
    if len(body) > MAX_TEXT:
        raise TextTooLong(length=len(body), limit=MAX_TEXT)
    if len(opaque) > MAX_MARK:
        raise MarkTooLong(length=len(opaque), limit=MAX_MARK)
    quoted: dict[str, object] = {"context": {"message_id": reply_to}} if reply_to else {}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_addressee(to),
        **quoted,
        "type": "text",
        "text": {"body": body, "preview_url": False},
        "biz_opaque_callback_data": opaque,
    }


def file_message(  # noqa: PLR0913  what a file is sent with
    *, to: str, kind: str, media_id: str, caption: str, filename: str, opaque: str
) -> dict[str, object]:
    """Build a message that sends an uploaded file; only a document has a name, and sound has no caption.

    Raises BadAddress, TextTooLong, MarkTooLong.
    """
    if len(caption) > MAX_CAPTION:
        raise TextTooLong(length=len(caption), limit=MAX_CAPTION)
    if len(opaque) > MAX_MARK:
        raise MarkTooLong(length=len(opaque), limit=MAX_MARK)
    named = {"filename": filename} if kind == "document" and filename else {}
    said = {"caption": caption} if caption and kind != "audio" else {}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_addressee(to),
        "type": kind,
        kind: {"id": media_id, **said, **named},
        "biz_opaque_callback_data": opaque,
    }


def read_receipt(*, wamid: str) -> dict[str, object]:
    """Build the receipt that marks *wamid* and everything before it as read."""
    return {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}


def typing_indicator(*, wamid: str) -> dict[str, object]:
    """Build the receipt that also shows "typing" until we answer or 25 seconds pass."""
    return {**read_receipt(wamid=wamid), "typing_indicator": {"type": "text"}}


def outcome(status_code: int | None, body: bytes) -> Outcome:
    """Say what an answer means; *status_code* is None when the request left and no answer came."""
    if status_code is None:
        return Ambiguous(reason="no_answer")
    answer = _readable(body)
    if status_code == HTTPStatus.OK:
        return _accepted(answer)
    error = reading.mapping(answer.get("error"))
    code = reading.integer(error.get("code"))
    if code is None:
        return _not_from_meta(status_code)
    return _failure(code, error, status_code)


def _addressee(to: str) -> dict[str, object]:
    if user_id := reading.user_id(to):
        return {"recipient": user_id}
    if digits := reading.phone(to):
        return {"to": f"+{digits}"}
    raise BadAddress


def _readable(body: bytes) -> dict[str, object]:
    try:
        return reading.mapping(strict_json.load(body))
    except Unparsable:
        return {}


def _accepted(answer: dict[str, object]) -> Outcome:
    if answer.get("success") is True:
        return Done()
    first = next(iter(reading.sequence(answer.get("messages"))), None)
    wamid = reading.word(reading.mapping(first).get("id"))
    return Sent(wamid) if wamid else Ambiguous(reason="unreadable_answer")


def _not_from_meta(status_code: int) -> Outcome:
    """Judge an answer without Meta's error object: some proxy, or Meta's edge, spoke instead."""
    if status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return Refused(code=None, retry=True)
    if HTTPStatus.MULTIPLE_CHOICES <= status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Refused(code=None, retry=False, alarm=status_code == HTTPStatus.UNAUTHORIZED)
    return Ambiguous(reason=f"http_{status_code}")


def _failure(code: int, error: dict[str, object], status_code: int) -> Outcome:
    trace_id = reading.word(error.get("fbtrace_id")) or ""
    asked = _advice(code, error, status_code)
    if asked is Advice.UNSURE:
        return Ambiguous(reason="platform_trouble", code=code, trace_id=trace_id)
    return Refused(code=code, retry=asked is Advice.RETRY, alarm=asked is Advice.ALARM, trace_id=trace_id)


def _advice(code: int, error: dict[str, object], status_code: int) -> Advice:
    """Add to the table what only the whole answer tells: a lost object, or trouble under a code of no meaning to us."""
    if reading.integer(error.get("error_subcode")) == _OBJECT_GONE:
        return Advice.ALARM
    is_trouble = status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.get("is_transient") is True
    return advice(code, otherwise=Advice.UNSURE if is_trouble else Advice.REFUSED)
