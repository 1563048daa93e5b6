"""Whom a message is from: the business-scoped user id first, the phone second, never the position in a list.

A webhook lists contacts beside messages.  Since 2026 a customer may hide the phone, and older shapes lack the user id,
so either can be missing, or empty, on either side.  A contact that shares the phone but names another user id is
another person (a recycled number) and lends nothing.

Source: Meta, "Business-scoped user IDs", editions of May and September 2026.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desvelo.kernel.whatsapp import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One entry of ``contacts``, or what a message says about its own sender."""

    wa_id: str | None = field(default=None, repr=False)
    user_id: str | None = field(default=None, repr=False)
    parent_user_id: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    username: str | None = field(default=None, repr=False)
    identity_key_hash: str | None = field(default=None, repr=False)


def contact(raw: dict[str, object]) -> Contact:
    """Read one entry of ``contacts``; profile and every key in it may be missing."""
    profile = reading.mapping(raw.get("profile"))
    username = reading.word(profile.get("username"))
    return Contact(
        wa_id=reading.phone(raw.get("wa_id")),
        user_id=reading.user_id(raw.get("user_id")),
        parent_user_id=reading.user_id(raw.get("parent_user_id")),
        name=reading.word(profile.get("name")),
        username=username.removeprefix("@") or None if username else None,
        identity_key_hash=reading.word(raw.get("identity_key_hash")),
    )


def complete(sender: Contact, contacts: Sequence[Contact]) -> Contact:
    """Return *sender* with what the contact list knows about the same person."""
    known = _by_user_id(sender, contacts) or _by_phone(sender, contacts)
    if known is None:
        return sender
    return Contact(
        wa_id=sender.wa_id or known.wa_id,
        user_id=sender.user_id or known.user_id,
        parent_user_id=sender.parent_user_id or known.parent_user_id,
        name=known.name,
        username=known.username,
        identity_key_hash=known.identity_key_hash,
    )


def _by_user_id(sender: Contact, contacts: Sequence[Contact]) -> Contact | None:
    if sender.user_id is None:
        return None
    return next((one for one in contacts if one.user_id == sender.user_id), None)


def _by_phone(sender: Contact, contacts: Sequence[Contact]) -> Contact | None:
    if sender.wa_id is None:
        return None
    return next((one for one in contacts if one.wa_id == sender.wa_id and _may_be_same(one, sender)), None)


def _may_be_same(one: Contact, other: Contact) -> bool:
    return one.user_id is None or other.user_id is None or one.user_id == other.user_id
