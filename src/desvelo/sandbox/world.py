"""Everything the sandbox remembers, in memory: the clock, phones, messages, files, and the account they belong to."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final, Literal

from desvelo.sandbox.account import Account
from desvelo.sandbox.clock import Clock
from desvelo.sandbox.config import Config
from desvelo.sandbox.fault_rules import Faults
from desvelo.sandbox.sends.bubble import Bubble, Button
from desvelo.sandbox.shelf import File, Shelf

WINDOW_SECONDS: Final = 24 * 60 * 60
TYPING_SECONDS: Final = 25
# Whether a reaction opens the window is not documented; the rest are notices, not messages.
OPENS_NO_WINDOW: Final = frozenset({"edit", "reaction", "revoke", "system"})
_BRAZIL: Final = "55"
_BRAZIL_WITH_NINE: Final = 13

Identity = Literal["phone", "both", "username", "hidden", "empty"]
Direction = Literal["in", "out"]


@dataclass(slots=True, kw_only=True)
class Message:
    """One bubble; "in" comes from the customer, "out" goes to them."""

    id: str
    wa_id: str
    direction: Direction
    kind: str
    at: int
    status: str = "sent"
    author: str = ""
    reply_to: str | None = None
    opaque: str | None = None
    bubble: Bubble = field(default_factory=Bubble)
    file: File | None = None
    addressed_by_phone: bool = True
    group_id: str | None = None
    pricing: dict[str, Any] | None = None
    key_hash: str | None = None
    category: str | None = None
    error: dict[str, object] | None = None
    payload: object = None

    @property
    def text(self) -> str:
        """Return the words in the bubble."""
        return self.bubble.text

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return what the customer can press."""
        return self.bubble.buttons

    def shown(self) -> dict[str, Any]:
        """Return what the phone page shows."""
        return {
            **self.bubble.shown(),
            "id": self.id,
            "direction": self.direction,
            "kind": self.kind,
            "at": self.at,
            "status": self.status,
            "author": self.author,
            "reply_to": self.reply_to,
            "file": self.file.shown() if self.file else None,
        }

    def told(self) -> dict[str, Any]:
        """Return what the control interface shows: the bubble, and the request or content it was made of."""
        return {**self.shown(), "group_id": self.group_id, "error": self.error, "payload": self.payload}


@dataclass(slots=True, kw_only=True)
class Phone:
    """A customer; *identity* says what WhatsApp tells businesses about them."""

    wa_id: str
    name: str
    user_id: str
    identity: Identity = "both"
    username: str = ""
    messages: list[Message] = field(default_factory=list)
    last_wrote_at: int | None = None
    typing_until: float = 0.0
    identity_key: str = field(default_factory=lambda: token_urlsafe(24))
    key_changed_at: int | None = None
    generation: int = 0
    is_blocked: bool = False
    refuses_marketing: bool = False
    ladder: tuple[str, ...] = ("sent", "delivered")

    def shown(self) -> dict[str, Any]:
        """Return what the control interface says of a customer."""
        return {
            "wa_id": self.wa_id,
            "name": self.name,
            "user_id": self.user_id,
            "identity": self.identity,
            "username": self.username,
            "identity_key_hash": self.identity_key,
            "is_blocked": self.is_blocked,
            "refuses_marketing": self.refuses_marketing,
        }

    def change_key(self, now: int) -> None:
        """Give the customer another identity key, as a new phone does."""
        self.identity_key, self.key_changed_at = token_urlsafe(24), now

    def new_user_id(self) -> str:
        """Give the customer another user id, as WhatsApp does when the number changes; return the one before."""
        before, self.generation = self.user_id, self.generation + 1
        self.user_id = user_id(self.wa_id, generation=self.generation)
        return before


class World:
    """The state of one sandbox."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.clock = Clock()
        self.faults = Faults(seed=config.seed)
        self.account = Account(config, self.clock)
        self.shelf = Shelf()
        self.auto_read = config.auto_read
        self.phones: dict[str, Phone] = {}
        self.messages: dict[str, Message] = {}
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def reset(self) -> None:
        """Forget everything but the configuration; open phone pages stay open and become empty."""
        watched = list(self._watchers)
        self.clock, self.auto_read = Clock(), self.config.auto_read
        self.faults.clear()
        self.account = Account(self.config, self.clock)
        self.shelf.clear()
        self.phones.clear()
        self.messages.clear()
        for wa_id in watched:
            self.changed(wa_id)

    def phone(self, wa_id: str, *, name: str = "") -> Phone:
        """Return the phone with this number, switching it on if it is new."""
        known = self.phones.get(wa_id) or Phone(wa_id=wa_id, name=name or wa_id, user_id=user_id(wa_id))
        known.name = name or known.name
        return self.phones.setdefault(wa_id, known)

    def dialled(self, number: str) -> Phone:
        """Return the phone a number reaches; WhatsApp knows some Brazilian ones without their ninth digit."""
        spellings = [number, *_other_brazilian_spelling(number)]
        return next((self.phones[one] for one in spellings if one in self.phones), None) or self.phone(number)

    def by_user_id(self, wanted: str) -> Phone | None:
        """Return the phone of a business-scoped user id."""
        return next((phone for phone in self.phones.values() if phone.user_id == wanted), None)

    def add(self, message: Message) -> None:
        """Put a bubble on its phone."""
        phone = self.phone(message.wa_id)
        phone.messages.append(message)
        self.messages[message.id] = message
        if message.direction == "in" and message.kind not in OPENS_NO_WINDOW and message.group_id is None:
            phone.last_wrote_at = max(message.at, phone.last_wrote_at or 0)
        elif message.direction == "out":
            phone.typing_until = 0.0
        self.changed(message.wa_id)

    def window_is_open(self, phone: Phone) -> bool:
        """Say whether the customer wrote less than a day ago."""
        return phone.last_wrote_at is not None and self.clock.now() - phone.last_wrote_at < WINDOW_SECONDS

    def moved(self, phone: Phone, wa_id: str) -> None:
        """Give a phone another number; its bubbles come along."""
        before = phone.wa_id
        del self.phones[before]
        phone.wa_id = wa_id
        self.phones[wa_id] = phone
        for message in phone.messages:
            message.wa_id = wa_id
        self.changed(before)
        self.changed(wa_id)

    def forget(self, phone: Phone) -> None:
        """Switch a phone off for good."""
        del self.phones[phone.wa_id]
        for message in phone.messages:
            self.messages.pop(message.id, None)

    def changed(self, wa_id: str) -> None:
        """Tell the open pages of a phone that something changed."""
        for watcher in self._watchers.get(wa_id, ()):
            watcher.set()

    @contextmanager
    def watching(self, wa_id: str) -> Iterator[asyncio.Event]:
        """Give an event that is set on every change of a phone."""
        watcher = asyncio.Event()
        self._watchers[wa_id].add(watcher)
        try:
            yield watcher
        finally:
            self._watchers[wa_id].discard(watcher)


def user_id(wa_id: str, *, generation: int = 0) -> str:
    """Return the business-scoped user id of a number: the same for the same number, and telling nothing of it."""
    country = "BR" if wa_id.startswith(_BRAZIL) else "US"
    said = wa_id if not generation else f"{wa_id} {generation}"
    return f"{country}.{int(sha256(b'sandbox portfolio ' + said.encode()).hexdigest(), 16) % 10**20:020d}"


def _other_brazilian_spelling(number: str) -> list[str]:
    if not number.startswith(_BRAZIL):
        return []
    if len(number) == _BRAZIL_WITH_NINE and number[4] == "9":
        return [number[:4] + number[5:]]
    return [number[:4] + "9" + number[4:]] if len(number) == _BRAZIL_WITH_NINE - 1 else []
