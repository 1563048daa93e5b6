"""What the templates about hiding receive: the question before hiding by hand, why something is hidden, the page of it.

The words of a selection are in the one fragment that asks about them; they can be read in the thread as well.
"""

from dataclasses import dataclass, field
from uuid import UUID

from desvelo.kernel.detection.masked import MaskedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChoice:
    """One class that a stretch of text can be hidden as; a *gone* one is not kept at all."""

    key: str
    name: str
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HideForm:
    """The popover before something is hidden by hand: what it is, where it stands, as what."""

    url: str
    words: str = field(repr=False)
    start: int
    end: int
    in_heading: bool
    choices: tuple[ClassChoice, ...]
    more: tuple[ClassChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyHidden:
    """Why one datum is hidden: by what, how sure that is, by which rule, since when; and whether that is disputed."""

    datum: str
    label: str
    evidence: str
    certainty: str
    rule: str
    since: str
    kept: bool
    may_dispute: bool
    disputed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What detection makes of a sentence that somebody typed to try it; nothing of it is stored."""

    text: str = field(repr=False)
    question: str = field(repr=False)
    body: MaskedText | None
    found: tuple["FoundLine", ...] = ()
    left: tuple["LeftLine", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """One thing found in a sentence that is tried."""

    label: str
    evidence: str
    rests_on: str
    certainty: str
    rule: str
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftLine:
    """One stretch that looks like a datum and was left readable, and why."""

    text: str = field(repr=False)
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine:
    """One report that something was hidden by mistake, without the thing."""

    id: UUID
    label: str
    evidence: str
    rule: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """How often a rule was reported, and how that was judged."""

    rule: str
    label: str
    open: int
    wrong: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How far the search of history by the present detection is; *found* names the classes with their counts."""

    state: str
    percent: int
    counts: str
    found: tuple[str, ...] = ()
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """The page: how much detection misses, the search of history, what was reported, what was tried."""

    missed: str
    measured: str
    missed_by_class: tuple[tuple[str, str], ...]
    search: Search | None
    disputes: tuple[DisputeLine, ...]
    rules: tuple[RuleLine, ...]
    tried: Tried
