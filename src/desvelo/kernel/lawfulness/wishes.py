"""What one customer agreed to and stopped, told by what happened, in any order it arrives.

Writing first agrees to nothing.  An opt-in names the company and says that messages of it will come, by category, and
never lifts a stop: only the customer's own word does.  The word VOLTAR undoes what was stopped in the chat or in
WhatsApp's settings; an objection made as a request is lifted as one.  A stop counts whatever the clocks say, and of two
things at once the one that takes away.

Source: WhatsApp Business Messaging Policy; LGPD arts. 8 § 5 and 18 § 2; privacy-law.md 4 and 15.1 (LEG-04, LEG-06,
LEG-07); ux.md 7.5.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness import consent, purposes
from desvelo.kernel.lawfulness.people import Flag
from desvelo.kernel.whatsapp import marketing_words

EVERYTHING: Final = "everything"
PROMOTIONS: Final = "promotions"
"""What can be stopped besides one purpose by its code."""
MARKETING: Final = "MARKETING"
CATEGORIES: Final = frozenset({"AUTHENTICATION", MARKETING, "UTILITY"})


class Way(StrEnum):
    """How a customer stopped or came back; ``SUPPRESSED``: somebody with this number stopped before being erased."""

    BUTTON = "button"
    REQUEST = "request"
    SETTINGS = "settings"
    SUPPRESSED = "suppressed"
    WORD = "word"


_UNDONE_BY: Final = {
    Way.BUTTON: frozenset({Way.BUTTON, Way.SETTINGS, Way.SUPPRESSED, Way.WORD}),
    Way.REQUEST: frozenset(Way),
    Way.SETTINGS: frozenset({Way.BUTTON, Way.SETTINGS, Way.SUPPRESSED, Way.WORD}),
    Way.SUPPRESSED: frozenset[Way](),
    Way.WORD: frozenset({Way.BUTTON, Way.SETTINGS, Way.SUPPRESSED, Way.WORD}),
}
"""The stops that a return of each way undoes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """The customer wrote to the company, which opens the window and agrees to nothing."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OptedIn:
    """The customer agreed to messages of one *category*; *origin* and *evidence* say how anybody could show it."""

    at: datetime
    category: str
    names_company: bool
    says_messages: bool
    origin: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptedOut:
    """The customer took an opt-in back, without more."""

    at: datetime
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The customer stopped a *scope*: ``everything``, ``promotions`` or one purpose."""

    at: datetime
    scope: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The customer wants a *scope* again."""

    at: datetime
    scope: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Informed:
    """A version of the notice was sent to the customer."""

    at: datetime
    version: int


Event = Wrote | OptedIn | OptedOut | Stopped | Returned | Informed | Flag | consent.Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Where one customer stands at an instant."""

    last_wrote_at: datetime | None = None
    opted_in: frozenset[str] = frozenset()
    stops: frozenset[tuple[str, Way]] = frozenset()
    informed: int = 0
    flags: tuple[Flag, ...] = ()
    consents: tuple[consent.Said, ...] = field(default=())

    def stopped(self, purpose: str, *, is_promotion: bool) -> bool:
        """Tell whether the customer stopped what is meant by a *purpose*, or the promotion it is."""
        promotes = is_promotion or purposes.is_marketing(purpose)
        scopes = {purpose, EVERYTHING} | ({PROMOTIONS} if promotes else set())
        return any(scope in scopes for scope, _ in self.stops)


def said(text: str, *, at: datetime) -> Stopped | Returned | None:
    """Return what a message says about promotions, when it says that and nothing else.

    >>> from datetime import UTC
    >>> said("PÁRAR!", at=datetime(2026, 1, 1, tzinfo=UTC)).scope
    'promotions'
    >>> said("parar de tomar o remédio", at=datetime(2026, 1, 1, tzinfo=UTC)) is None
    True
    """
    wish = marketing_words.wish(text)
    if wish is None:
        return None
    if wish:
        return Returned(at=at, scope=EVERYTHING, way=Way.WORD)
    return Stopped(at=at, scope=PROMOTIONS, way=Way.WORD)


def counts(opted: OptedIn) -> bool:
    """Tell whether an opt-in is one: of a category, naming the company, saying what comes, with origin and evidence."""
    is_said = opted.names_company and opted.says_messages
    return is_said and opted.category in CATEGORIES and bool(opted.origin.strip()) and bool(opted.evidence.strip())


def known(history: Iterable[Event], *, now: datetime) -> Wishes:
    """Return where a customer stands after everything that is known of them."""
    events = tuple(history)
    agreed, stops = _agreed(events, now=now), _stops(events, now=now)
    wrote = [each.at for each in events if isinstance(each, Wrote) and each.at <= now]
    informed = [each.version for each in events if isinstance(each, Informed) and each.at <= now]
    return Wishes(
        last_wrote_at=max(wrote, default=None),
        opted_in=agreed,
        stops=stops,
        informed=max(informed, default=0),
        flags=tuple(each for each in events if isinstance(each, Flag)),
        consents=tuple(each for each in events if isinstance(each, consent.Said)),
    )


def _agreed(events: tuple[Event, ...], *, now: datetime) -> frozenset[str]:
    last: dict[str, tuple[datetime, bool]] = {}
    for each in events:
        if isinstance(each, OptedIn) and each.at <= now and counts(each):
            heard = (each.at, False)
        elif isinstance(each, OptedOut):
            heard = (each.at, True)
        else:
            continue
        last[each.category] = max(heard, last.get(each.category, heard))
    return frozenset(category for category, (_, is_out) in last.items() if not is_out)


def _stops(events: tuple[Event, ...], *, now: datetime) -> frozenset[tuple[str, Way]]:
    back = [each for each in events if isinstance(each, Returned) and each.at <= now]
    return frozenset(
        (stop.scope, stop.way)
        for stop in events
        if isinstance(stop, Stopped) and not any(_undoes(each, stop) for each in back)
    )


def _undoes(back: Returned, stop: Stopped) -> bool:
    """Tell whether a return came after a stop, by a way that may undo it, and about as much."""
    promotes = stop.scope == PROMOTIONS or (purposes.is_marketing(stop.scope) and stop.scope != EVERYTHING)
    covers = back.scope in {stop.scope, EVERYTHING} or (back.scope == PROMOTIONS and promotes)
    return back.at > stop.at and stop.way in _UNDONE_BY[back.way] and covers
