"""Whom a message is from: the business-scoped user id first, the phone second, never the position in a list.

A webhook lists contacts beside messages.  Since 2026 a customer may hide the phone, and older shapes lack the user id,
so either can be missing, or empty, on either side.  A contact that shares the phone but names another user id is
another person (a recycled number) and lends nothing.

Source: Meta, "Business-scoped user IDs", editions of May and September 2026.
"""

from collections.abc import Iterable
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


class Contacts:
    """The people a webhook lists beside its messages, each found at once; of several that fit, the first listed."""

    def __init__(self, listed: Iterable[Contact] = ()) -> None:
        self._listed = tuple(listed)
        self._by_user_id: dict[str | None, Contact] = {}
        self._by_phone: dict[str | None, Contact] = {}
        self._by_phone_alone: dict[str | None, Contact] = {}
        for one in self._listed:
            self._by_user_id.setdefault(one.user_id, one)
            self._by_phone.setdefault(one.wa_id, one)
            if one.user_id is None:
                self._by_phone_alone.setdefault(one.wa_id, one)

    def after(self, nearer: Iterable[Contact]) -> "Contacts":
        """Return these behind others, which stand closer to the messages."""
        return Contacts((*nearer, *self._listed))

    def complete(self, sender: Contact) -> Contact:
        """Return *sender* with what is listed of the same person."""
        known = self._find(sender)
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

    def _find(self, sender: Contact) -> Contact | None:
        if sender.user_id is not None and sender.user_id in self._by_user_id:
            return self._by_user_id[sender.user_id]
        if sender.wa_id is None:
            return None
        return (self._by_phone if sender.user_id is None else self._by_phone_alone).get(sender.wa_id)
