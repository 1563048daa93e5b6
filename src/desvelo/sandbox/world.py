"""Everything the sandbox remembers, in memory: the clock, phones, messages, files, and the faults it was asked for."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

from desvelo.sandbox.config import Config
from desvelo.sandbox.shelf import File, Shelf

WINDOW_SECONDS: Final = 24 * 60 * 60
TYPING_SECONDS: Final = 25
_BRAZIL: Final = "55"
_BRAZIL_WITH_NINE: Final = 13

Identity = Literal["phone", "both", "username", "hidden"]
Direction = Literal["in", "out"]


@dataclass(slots=True, kw_only=True)
class Message:
    """One bubble; "in" comes from the customer, "out" goes to them."""

    id: str
    wa_id: str
    direction: Direction
    kind: str
    text: str
    at: int
    status: str = "sent"
    author: str = ""
    reply_to: str | None = None
    opaque: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    file: File | None = None
    addressed_by_phone: bool = True

    def shown(self) -> dict[str, object]:
        """Return what the control interface and the phone page show."""
        return {
            "id": self.id,
            "direction": self.direction,
            "kind": self.kind,
            "text": self.text,
            "at": self.at,
            "status": self.status,
            "author": self.author,
            "reply_to": self.reply_to,
            "buttons": [{"id": key, "title": title} for key, title in self.buttons],
            "file": self.file.shown() if self.file else None,
        }


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


@dataclass(slots=True)
class Clock:
    """The present, and how far it was wound forward."""

    ahead: float = 0.0

    def now(self) -> float:
        """Return the instant the sandbox lives in, in seconds since 1970."""
        return time.time() + self.ahead


@dataclass(slots=True)
class Fault:
    """What an endpoint is told to do wrong, and how many more times; -1 is for ever."""

    kind: str = "none"
    left: int = -1

    def take(self, *suffered: str) -> str:
        """Return the fault of this request, if it is one of those that it can suffer; without any named, of all."""
        if self.kind == "none" or self.left == 0 or (suffered and self.kind not in suffered):
            return "none"
        self.left = max(self.left - 1, -1)
        return self.kind


class World:
    """The state of one sandbox."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.clock = Clock()
        self.fault, self.media_fault = Fault(), Fault()
        self.shelf = Shelf()
        self.auto_read = config.auto_read
        self.phones: dict[str, Phone] = {}
        self.messages: dict[str, Message] = {}
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def reset(self) -> None:
        """Forget everything but the configuration; open phone pages stay open and become empty."""
        watched = list(self._watchers)
        self.clock, self.auto_read = Clock(), self.config.auto_read
        self.fault, self.media_fault = Fault(), Fault()
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
        if message.direction == "in":
            phone.last_wrote_at = max(message.at, phone.last_wrote_at or 0)
        else:
            phone.typing_until = 0.0
        self.changed(message.wa_id)

    def window_is_open(self, phone: Phone) -> bool:
        """Say whether the customer wrote less than a day ago."""
        return phone.last_wrote_at is not None and self.clock.now() - phone.last_wrote_at < WINDOW_SECONDS

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


def user_id(wa_id: str) -> str:
    """Return the business-scoped user id of a number: the same for the same number, and telling nothing of it."""
    country = "BR" if wa_id.startswith(_BRAZIL) else "US"
    return f"{country}.{int(sha256(b'sandbox portfolio ' + wa_id.encode()).hexdigest(), 16) % 10**20:020d}"


def _other_brazilian_spelling(number: str) -> list[str]:
    if not number.startswith(_BRAZIL):
        return []
    if len(number) == _BRAZIL_WITH_NINE and number[4] == "9":
        return [number[:4] + number[5:]]
    return [number[:4] + "9" + number[4:]] if len(number) == _BRAZIL_WITH_NINE - 1 else []
