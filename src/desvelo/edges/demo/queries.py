"""What the demonstration shows beside the desk: the sealed bytes, what the officer sees, how long each step took."""

import base64
import textwrap
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.edges.demo import guide
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.channel import queries as channel
from desvelo.service.channel.queries import StoredMessage
from desvelo.service.desk import queries as desk
from desvelo.service.desk.screen import ContextColumn, Thread

LINES, LINE_WIDTH = 6, 24
_ENTRIES = 200
_FINE_BELOW = 10_000
_RECEIVED, _OPENED, _WRITTEN, _REVEALED = "message:receive", "conversation:open", "message:write", "datum:reveal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a message on its way in; *ms* since it arrived, measured."""

    key: str
    ms: str
    text: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The six steps."""

    total_ms: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """The very bytes of the newest message's row, in base64."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLine:
    """One entry as the officer reads it."""

    time_label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """Everything beside the phone."""

    thread: Thread | None
    context: ContextColumn | None
    draft: str = field(default="", repr=False)
    database: Database
    officer: tuple[OfficerLine, ...]
    trace: Trace
    hints: tuple[guide.Hint, ...]


def pane(actor: Actor, *, phone: str, now: datetime) -> Pane:
    """Return what stands beside the phone whose number is *phone*."""
    contact = vault.contact_with_phone(phone)
    conversation = desk.conversation_of(contact) if contact else None
    if contact is None or conversation is None or not actor.has(Permission.CONVERSATION_READ):
        return _nothing()
    thread, context = desk.conversation(actor, conversation, now=now)
    message = channel.last_received(contact)
    entries = audit.about_contact(contact, limit=_ENTRIES)
    return Pane(
        thread=thread,
        context=context,
        draft=desk.draft(actor, conversation, now=now),
        database=Database(lines=_cipher(message)),
        officer=tuple(_officer(entries)),
        trace=_trace(message, entries),
        hints=guide.hints(entries),
    )


def _nothing() -> Pane:
    return Pane(
        thread=None,
        context=None,
        database=Database(lines=()),
        officer=(),
        trace=_empty_trace(),
        hints=guide.hints(()),
    )


def _cipher(message: StoredMessage | None) -> tuple[str, ...]:
    if message is None:
        return ()
    return tuple(textwrap.wrap(base64.b64encode(message.body).decode("ascii"), LINE_WIDTH)[:LINES])


def _officer(entries: list[LoggedEntry]) -> list[OfficerLine]:
    said = [(entry, _sentence(entry)) for entry in entries]
    shown = [OfficerLine(time_label=wording.hour(entry.at), text=text) for entry, text in said if text]
    return shown[:6]


def _sentence(entry: LoggedEntry) -> str:
    if entry.tag == _RECEIVED:
        found = [label for label in entry.objects.get("found", "").split(",") if label]
        return _("message protected: %(count)s found") % {"count": len(found)} if found else _("message sealed")
    if entry.tag == _WRITTEN:
        automatic = entry.objects.get("automatic") == "true"
        return _("automatic notice sent") if automatic else _("reply sent")
    if entry.tag == _REVEALED:
        return _("protected data shown") if entry.result == "done" else _("access refused")
    return ""


def _trace(message: StoredMessage | None, entries: list[LoggedEntry]) -> Trace:
    if message is None or len(message.trail) < 4:  # noqa: PLR2004  verified, recognised, masked, sealed
        return _empty_trace()
    verified, recognised, masked, sealed = message.trail[:4]
    entry = next((each for each in entries if each.objects.get("message") == str(message.id)), None)
    recorded = _recorded(message, entry)
    steps = (
        Step(key="signed", ms=_ms(verified)),
        Step(key="recognised", ms=_ms(recognised), text=_recognised(entry)),
        Step(
            key="discarded",
            ms=_ms(masked),
            text=_discarded(message),
            state="done" if message.discarded_count else "idle",
        ),
        Step(key="masked", ms=_ms(masked)),
        Step(key="sealed", ms=_ms(sealed)),
        Step(key="recorded", ms=_ms(recorded), text=_entry_text(entry)),
    )
    return Trace(total_ms=_ms(recorded or sealed), steps=steps)


def _recorded(message: StoredMessage, entry: LoggedEntry | None) -> int | None:
    at = audit.registered_at(entry.id) if entry else None
    return max(0, int((at - message.received_at).total_seconds() * 1_000_000)) if at else None


def _recognised(entry: LoggedEntry | None) -> str:
    found = [label for label in (entry.objects.get("found", "") if entry else "").split(",") if label]
    return "" if found else _("Nothing sensitive in this message.")


def _discarded(message: StoredMessage) -> str:
    return "" if message.discarded_count else _("There was nothing to discard in this message.")


def _entry_text(entry: LoggedEntry | None) -> str:
    if entry is None or entry.index is None:
        return ""
    return _("Entry no. %(index)s, tied to the previous ones by a hash.") % {"index": entry.index}


def _ms(microseconds: int | None) -> str:
    if microseconds is None:
        return ""
    return number_format(microseconds / 1000, decimal_pos=1 if microseconds < _FINE_BELOW else 0)


def _empty_trace() -> Trace:
    keys = ("signed", "recognised", "discarded", "masked", "sealed", "recorded")
    return Trace(total_ms="", steps=tuple(Step(key=key, ms="", state="idle") for key in keys))
