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
Refused(code=190, retry=False, alarm=True, trace_id='', reason='')
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

import msgspec

from desvelo.kernel.whatsapp import outbound_kinds, outbound_payload, outbound_templates, reading, strict_json
from desvelo.kernel.whatsapp.error_table import Advice, advice
from desvelo.kernel.whatsapp.errors import BadAddress, MarkTooLong, Unparsable
from desvelo.kernel.whatsapp.outbound_kinds import Freeform, Reaction, Text
from desvelo.kernel.whatsapp.outbound_templates import Filled

MAX_TEXT: Final = outbound_payload.MAX_TEXT
MAX_CAPTION: Final = outbound_payload.MAX_CAPTION
MAX_MARK: Final = 512
Content: TypeAlias = Freeform | Filled
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
    """Not sent.  *code* is Meta's, or None when the answer was not Meta's; *alarm* asks for an administrator.

    *reason* is ours, for what Meta was never asked.
    """

    code: int | None
    retry: bool
    alarm: bool = False
    trace_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """Perhaps sent.  A person, or a later status with our mark, decides; never a blind repeat."""

    reason: str
    code: int | None = None
    trace_id: str = ""


Outcome: TypeAlias = Sent | Done | Refused | Ambiguous


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands around any message.

    *opaque* is our mark, which comes back in statuses; *about* the message that is answered or reacted to;
    *identity_hash* what the customer's phone must still be known by, or the message fails with 137000; *category* is
    set for Direct Send alone.
    """

    to: str
    opaque: str
    about: str | None = None
    identity_hash: str | None = None
    category: str = ""


def message(content: Content, envelope: Envelope) -> dict[str, object]:
    """Build the request of a message; raises BadAddress, MarkTooLong, TextEmpty, TextTooLong, ContentRefused."""
    if len(envelope.opaque) > MAX_MARK:
        raise MarkTooLong(length=len(envelope.opaque), limit=MAX_MARK)
    kind, payload = _kind_and_payload(content, envelope)
    is_quote = envelope.about and not isinstance(content, Reaction)
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_addressee(envelope.to),
        **({"context": {"message_id": envelope.about}} if is_quote else {}),
        **({"recipient_identity_key_hash": envelope.identity_hash} if envelope.identity_hash else {}),
        **({"category": envelope.category} if envelope.category else {}),
        "type": kind,
        kind: payload,
        "biz_opaque_callback_data": envelope.opaque,
    }


def text_message(*, to: str, body: str, opaque: str, reply_to: str | None = None) -> dict[str, object]:
    """Build a text message; raises BadAddress, TextEmpty, TextTooLong, MarkTooLong."""
    return message(Text(body=body), Envelope(to=to, opaque=opaque, about=reply_to))


class Outgoing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a message of ours is beside its words: its content when it is no plain text, and what stands around it.

    *about* is Meta's name for the message it answers; *personal* says that it must not reach a changed phone.
    """

    content: Content | None = None
    about: str = ""
    category: str = ""
    personal: bool = False

    def __repr__(self) -> str:
        return "Outgoing(•••)"


def dump(outgoing: Outgoing) -> str:
    """Write down what a message of ours is, to be sealed."""
    return msgspec.json.encode(outgoing).decode()


def load(written: str) -> Outgoing:
    """Read what was written down; a message of plain words has nothing."""
    return msgspec.json.decode(written, type=Outgoing) if written else Outgoing()


def kind_of(content: Content) -> str:
    """Return Meta's name for the kind."""
    return "template" if isinstance(content, Filled) else outbound_kinds.kind_of(content)


def words(content: Content) -> str:
    """Return what of a content is read on a screen: every text in it, a line each."""
    if isinstance(content, Filled):
        return outbound_templates.preview(content.template, content.values)
    return "\n".join(text for text in outbound_kinds.texts(content) if text)


def is_personal(content: Content) -> bool:
    """Tell whether a content is of a kind that usually speaks of one person: a file, a card, a filled-in template."""
    return isinstance(content, outbound_kinds.File | outbound_kinds.Cards) or (
        isinstance(content, Filled) and bool(content.values)
    )


def require_sendable(content: Content) -> None:
    """Raise TextEmpty, TextTooLong or ContentRefused for what Meta would refuse."""
    if isinstance(content, Filled):
        outbound_templates.filled(content.template, content.values)
    else:
        outbound_payload.payload(content, about="wamid.known_later")


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


def _kind_and_payload(content: Content, envelope: Envelope) -> tuple[str, object]:
    if isinstance(content, Filled):
        return "template", outbound_templates.filled(content.template, content.values)
    return outbound_kinds.kind_of(content), outbound_payload.payload(content, about=envelope.about)


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
