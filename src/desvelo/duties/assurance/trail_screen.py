"""What the templates of the message trail receive: ids, times, codes and words about them, nothing of a message."""

from dataclasses import dataclass

from desvelo.duties.assurance.trail_words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is narrowed to; a state nobody knows narrows nothing."""

    state: str = ""
    reason: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One way to narrow the list."""

    label: str
    url: str
    count: int | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message in the list."""

    id: str
    code: str
    url: str
    time_label: str
    incoming: bool
    kind: str
    state: Said
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRow:
    """One element that was set aside."""

    time_label: str
    reason: str
    detail: str
    place: str
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageList:
    """The page of the trail; *key* is how the list is narrowed, for the links that keep it so."""

    tabs: tuple[Tab, ...]
    reasons: tuple[Tab, ...]
    waiting_label: str
    is_waiting_long: bool
    rows: tuple[MessageRow, ...]
    asides: tuple[AsideRow, ...]
    key: str
    next_cursor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step: when, how long after the first, by whose clock, with which code and what that asks for."""

    said: Said
    time_label: str = ""
    after: str = ""
    note: str = ""
    code: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTrail:
    """One message with its steps."""

    id: str
    incoming: bool
    kind: str
    automatic: bool
    state: Said
    lines: tuple[Line, ...]
