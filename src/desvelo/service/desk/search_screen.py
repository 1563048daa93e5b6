"""What the templates of the search receive.  As in ``screen``, no field could hold a value detection found."""

from dataclasses import dataclass

from desvelo.kernel.search.words import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchChoice:
    """One team, or one length of time, that a search may be kept to."""

    key: str
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """What may be searched, in which teams and how far back; *may_compare* says that identifiers are looked for too."""

    longest: int
    teams: tuple[SearchChoice, ...]
    periods: tuple[SearchChoice, ...]
    may_compare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessage:
    """A message that holds the words: where it opens, whose conversation it is, and the words around them, masked."""

    id: str
    url: str
    name: str
    initials: str
    tint: int
    team: str
    from_us: bool
    time_label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConversation:
    """A conversation whose customer has the identifier that was typed, and as what."""

    id: str
    url: str
    name: str
    initials: str
    tint: int
    team: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """How far a search is, and how it ended; *cursor* is where another goes on."""

    text: str
    more: str = ""
    cursor: int | None = None
    is_over: bool = False
    is_wrong: bool = False
