"""What the desk's templates receive.  Nothing here has a field that could hold a value detection found.

Source: wireframes 01 and 02.
"""

from dataclasses import dataclass, field

from desvelo.base.ui.wording import Face
from desvelo.kernel.detection.masked import Chip, MaskedText
from desvelo.service.desk.screen_time import MoreTime, OpenClass


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One line of the navigation; *go* is the letter that leads there after G.

    On a phone it is a tab, named *short* if that is given, unless it is left to the row above the list.
    """

    label: str
    url: str
    icon: str
    count: int = 0
    active: bool = False
    locked: bool = False
    go: str = ""
    short: str = ""
    in_tabs: bool = True

    @property
    def name(self) -> str:
        """Return the label under the name teams use."""
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class NavUser(Face):
    """Who is signed in."""

    role_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nav:
    """The navigation column."""

    company: str
    items: tuple[NavItem, ...]
    teams: tuple[NavItem, ...]
    you: tuple[NavItem, ...]
    user: NavUser
    lock_minutes: int = 0
    searches: bool = False

    @property
    def more(self) -> tuple[NavItem, ...]:
        """Return what has no tab of its own on a phone; the lists and the teams stand in the row above the list."""
        return tuple(item for item in self.you if not item.in_tabs)

    @property
    def more_count(self) -> int:
        """Return how much waits there, so that it is seen with the rest put away."""
        return sum(item.count for item in self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One conversation in the list."""

    id: str
    url: str
    name: str
    initials: str
    tint: int
    time_label: str
    preview: MaskedText
    from_us: bool
    unread: bool
    team: str
    assignee: Face | None
    waiting_label: str
    waiting_level: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationList:
    """The list column."""

    title: str
    view_key: str
    url: str
    count: int
    rows: tuple[Row, ...]
    unassigned_count: int = 0
    next_cursor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A new day begins."""

    label: str
    type: str = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """The desk says something about what just happened."""

    icon: str
    text: str
    type: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something said over a message: forwarded, sent in a group, deleted later."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What was sent beside words: a file, a place, a person's card; *gone* says why it cannot be had any more.

    *look_url* asks why somebody needs to see it, once it is here.
    """

    icon: str
    title: str
    protected: bool
    heading: MaskedText
    facts: str = ""
    gone: str = ""
    look_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The message that this one answers; *message* is its id when it is on the page."""

    author: str
    body: MaskedText
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message."""

    id: str
    direction: str
    body: MaskedText
    time_label: str
    author: str
    status: str
    failure: str
    automatic: bool
    card: Card | None = None
    quote: Quote | None = None
    marks: tuple[Mark, ...] = ()
    reaction: str = ""
    our_reaction: str = ""
    answerable: bool = False
    may_go_again: bool = False
    type: str = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whether we may write freely, and for how long."""

    open: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonChoice:
    """One reason to see a datum."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """It is open who writes: since when, how it may be confirmed, and what could be written meanwhile."""

    title: str
    ways: tuple[ReasonChoice, ...]
    suggestion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """One thing that is written in a form of its own."""

    key: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The open conversation, from the message at *first* to the one at *cursor*."""

    id: str
    name: str
    initials: str
    tint: int
    team: str
    assignee: Face | None
    can_take: bool
    can_reply: bool
    items: tuple[DayLine | NoteLine | Bubble, ...]
    window: Window
    first: int
    cursor: int
    has_older: bool = False
    doubted: Doubted | None = None
    shows_typing: bool = False
    emoji: tuple[str, ...] = ()
    forms: tuple[FormChoice, ...] = ()
    can_move: bool = False
    open_classes: tuple[OpenClass, ...] = ()

    @property
    def open_labels(self) -> frozenset[str]:
        """Return which classes are shown without asking why."""
        return frozenset(each.label for each in self.open_classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldChip:
    """A datum in the side column, with when it was last seen."""

    chip: Chip
    last_access_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """Something that happened to this contact's data."""

    title: str
    detail: str
    time_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a customer does not want to receive, and when and how they said so."""

    text: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextColumn:
    """Who the contact is and what we hold."""

    name: str
    initials: str
    tint: int
    phone_hint: str
    since_label: str
    data: tuple[HeldChip, ...]
    timeline: tuple[TimelineItem, ...]
    wish: Wish | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why not, what to do instead, and when it may be tried again."""

    title: str
    text: str
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPerson:
    """That a look needs another person's word: why, where to ask, until when what was asked waits, who agreed."""

    text: str
    url: str
    waits_until: str = ""
    given_by: str = ""
    emergency_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealForm:
    """The popover that asks why; *minutes*: for how long its class may be shown, *open_until* while it is."""

    datum: str
    label: str
    hint: str
    name: str
    seconds: int
    reasons: tuple[ReasonChoice, ...]
    other_min_length: int
    may_compare: bool = False
    refused: Refusal | None = None
    url: str = ""
    needs: SecondPerson | None = None
    is_open: bool = False
    minutes: int = 0
    open_until: str = ""

    @property
    def waits(self) -> bool:
        """Tell whether another person was asked and has not said anything."""
        return self.needs is not None and bool(self.needs.waits_until) and not self.needs.given_by

    @property
    def asks(self) -> bool:
        """Tell whether another person has to be asked first."""
        return self.needs is not None and not self.needs.given_by and not self.needs.waits_until


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareForm:
    """The popover that compares without showing; *matches* is None until something was compared."""

    datum: str
    label: str
    tries_left: int
    matches: bool | None = None
    empty: bool = False
    may_reveal: bool = False
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealedValue:
    """Where the page frames a value that it never holds, and how much room it leaves, in characters."""

    label_text: str
    url: str = field(repr=False)
    room: int
    seconds: int
    watermark: str
    longer: MoreTime

    @property
    def holding_room(self) -> str:
        """Return as many characters, to be laid out unseen where the value stands."""
        return "0" * self.room


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownValue:
    """The one object of the desk that carries a value, for the one document that shows it.

    *filling* makes every document of the same room as long as any other: the page around can ask how long it was.
    """

    label_text: str
    value: str = field(repr=False)
    filling: str
    is_slow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealedFile:
    """Where the page finds the pictures of a file, or its sound, for as long as it may be seen."""

    label_text: str
    sources: tuple[str, ...]
    is_sound: bool
    seconds: int
    watermark: str
    longer: MoreTime
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What was found in a reply before it left, where, how it would read hidden, and why it cannot leave as it is."""

    labels: tuple[str, ...]
    spans: str
    preview: MaskedText
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Who answered meanwhile, and the place of that answer."""

    text: str
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """The reply may be meant for somebody else; *hide* is kept for when it is sent all the same."""

    text: str = field(repr=False)
    hide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """The reply box: what is written in it, and why it did not leave."""

    text: str = field(default="", repr=False)
    error: str = ""
    guard: Guard | None = None
    stale: Stale | None = None
    doubt: Doubt | None = None
