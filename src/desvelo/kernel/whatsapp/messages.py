"""One element of ``messages`` read into an ``InboundMessage``.

A message needs an id, an instant and a sender; anything else may be missing, and a kind never seen before is kept under
its own name.

Source: Meta, reference of the ``messages`` webhook, v26.0, read November 2026.
"""

import re

from desvelo.kernel.whatsapp import details, identity, media, reading, typed_by_people
from desvelo.kernel.whatsapp.errors import SenderUnknown, Unreadable
from desvelo.kernel.whatsapp.items import KNOWN_KINDS, IdentityChange, InboundMessage, PlatformError

_KIND = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)


def read(
    raw: dict[str, object], *, number: str, waba_id: str | None, contacts: identity.Contacts, pointer: str
) -> InboundMessage:
    """Read one message; raises Unreadable(no_id, no_time), SenderUnknown."""
    kind = _kind(raw)
    content = reading.mapping(raw.get(kind))
    change = _identity_change(raw, content) if kind == "system" else None
    sender = contacts.complete(_sender(raw, change))
    context = reading.mapping(raw.get("context"))
    texts = tuple(typed_by_people.strings(raw))
    reported = errors(raw.get("errors"))
    return InboundMessage(
        phone_number_id=number,
        waba_id=waba_id,
        wamid=_required(reading.word(raw.get("id")), "no_id"),
        sent_at=_instant(raw.get("timestamp")),
        wa_id=sender.wa_id,
        user_id=sender.user_id,
        parent_user_id=sender.parent_user_id,
        name=sender.name,
        username=sender.username,
        identity_key_hash=sender.identity_key_hash,
        kind=kind,
        text=reading.word(content.get("body")) if kind == "text" else None,
        caption=reading.word(content.get("caption")),
        filename=reading.word(content.get("filename")),
        texts=texts,
        media=media.read(kind, content),
        detail=details.of({**raw, "type": kind}, errors=tuple(error.code for error in reported)),
        reply_to=reading.word(context.get("id")),
        target_wamid=reading.word(content.get("message_id") or content.get("original_message_id")),
        group_id=reading.word(raw.get("group_id")),
        forwarded=context.get("forwarded") is True or context.get("frequently_forwarded") is True,
        identity_change=change,
        errors=reported,
        pointer=pointer,
    )


def errors(raw: object) -> tuple[PlatformError, ...]:
    """Read a list of Meta's error objects, of the present or the old shape; those without a code are left out."""
    return tuple(found for one in reading.sequence(raw) if (found := _error(reading.mapping(one))) is not None)


def _error(raw: dict[str, object]) -> PlatformError | None:
    code = reading.integer(raw.get("code"))
    if code is None:
        return None
    details = reading.mapping(raw.get("error_data")).get("details") or raw.get("details")
    return PlatformError(code=code, title=reading.word(raw.get("title")) or "", details=reading.word(details) or "")


def _kind(raw: dict[str, object]) -> str:
    """Return the declared kind; old shapes leave it out and only name the content."""
    declared = reading.word(raw.get("type"))
    if declared is not None:
        return declared if _KIND.fullmatch(declared) else "unknown"
    named = sorted(KNOWN_KINDS & raw.keys())
    return named[0] if len(named) == 1 else "unknown"


def _sender(raw: dict[str, object], change: IdentityChange | None) -> identity.Contact:
    own = identity.Contact(
        wa_id=reading.phone(raw.get("from")) or (change.new_wa_id if change else None),
        user_id=reading.user_id(raw.get("from_user_id")) or (change.new_user_id if change else None),
        parent_user_id=reading.user_id(raw.get("from_parent_user_id")),
    )
    if own.wa_id is None and own.user_id is None:
        raise SenderUnknown
    return own


def _identity_change(raw: dict[str, object], system: dict[str, object]) -> IdentityChange:
    return IdentityChange(
        kind=reading.word(system.get("type")) or "unknown",
        old_wa_id=reading.phone(raw.get("from")) or reading.phone(system.get("customer")),
        new_wa_id=reading.phone(system.get("wa_id")) or reading.phone(system.get("new_wa_id")),
        previous_user_id=reading.user_id(system.get("previous_user_id")),
        new_user_id=reading.user_id(system.get("user_id")),
    )


def _required(value: str | None, reason: str) -> str:
    if value is None:
        raise Unreadable(reason=reason)
    return value


def _instant(value: object) -> int:
    seconds = reading.instant(value)
    if seconds is None:
        raise Unreadable(reason="no_time")
    return seconds
