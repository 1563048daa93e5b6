"""Cases a company begins with, so that the first customer is not answered without one.

A preset holds marked sentences; ``adopt`` makes a case of it in each language, with a look-up that is handed in.  What
only the company knows stays empty (its registration, a signature), and ``case_checks`` goes on asking for it.

Source: ux.md 6.10; privacy-law.md 4, 6 and 10.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness import registry
from desvelo.kernel.lawfulness.balancing import Balancing, Safeguard
from desvelo.kernel.lawfulness.basis import Record
from desvelo.kernel.lawfulness.case import Case, Ground
from desvelo.kernel.lawfulness.notice import Item, Notice
from desvelo.kernel.lawfulness.words import gettext_noop

LookUp = Callable[[str, str], str]
"""Takes a language and a marked text, and returns the text in it."""

NEEDED_SAFEGUARDS: Final = frozenset(Safeguard)


class Trade(StrEnum):
    """The kind of company a preset is for."""

    CLINIC = "clinic"
    CONDOMINIUM = "condominium"
    SHOP = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A case to begin with; *grounds* give for each basis the records a company of this kind can state at once."""

    code: str
    trades: frozenset[Trade]
    purpose: str
    aim: str
    classes: frozenset[str]
    grounds: Mapping[str, Mapping[Record, str]]
    keep_days: int
    reasons: tuple[str, ...]
    words: frozenset[str]
    interest: Mapping[str, str] = field(default_factory=dict)
    """The written parts of a balancing test, where a basis asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """What a notice says of the company: its *name*, how to reach it, who the officer is, the page's address."""

    name: str
    contact: str
    officer: str
    link: str


SHORT: Final = gettext_noop(
    "This is %(company)s. We use what you write here to answer you. How we care for your data: %(link)s. To stop "
    "promotions, write PARAR. Do not send card numbers or passwords here."
)

PAGE: Final[Mapping[Item, str]] = {
    Item.PURPOSE: gettext_noop("What for: %(aim)s"),
    Item.BASIS: gettext_noop("Legal basis: %(bases)s."),
    Item.FORM_AND_TIME: gettext_noop(
        "We read and keep the conversation, sealed with a key of its own, for %(days)s days after it ends. "
        "Then we erase it."
    ),
    Item.CONTROLLER: gettext_noop("%(company)s decides how your data are used."),
    Item.CONTACT: gettext_noop("You reach us here: %(contact)s."),
    Item.OFFICER: gettext_noop("Data protection officer: %(officer)s."),
    Item.SHARING: gettext_noop(
        "WhatsApp hands us your messages, so Meta processes them. Who else helps us, and what for, stands on this page."
    ),
    Item.RESPONSIBILITIES: gettext_noop("%(company)s answers for the data; whoever helps us follows our instructions."),
    Item.RIGHTS: gettext_noop(
        "You may confirm that we hold your data, see, correct, carry away, block or erase them, know with whom they "
        "were shared, say no, take back a yes, and ask for a review of what a machine decided. It is free of charge. "
        "You may also complain to the ANPD. LGPD art. 18."
    ),
}
"""The page behind the first message, item by item."""


def adopt(  # noqa: PLR0913 - who, for whom, in which words, since when
    preset: Preset,
    *,
    firm: Firm,
    teams: frozenset[str],
    since: datetime,
    languages: Sequence[str],
    look_up: LookUp,
) -> Case:
    """Make a case of a preset; its own words are those of the first language."""
    first = languages[0]
    grounds = tuple(
        Ground(basis=code, records={record: look_up(first, text) for record, text in records.items()})
        for code, records in preset.grounds.items()
    )
    return Case(
        code=preset.code,
        purpose=preset.purpose,
        aim=look_up(first, preset.aim),
        classes=preset.classes,
        grounds=grounds,
        notices=(_notice(preset, firm=firm, since=since, languages=languages, look_up=look_up),),
        keep_days=preset.keep_days,
        teams=teams,
        reasons=tuple(look_up(first, each) for each in preset.reasons),
        balancing=_balancing(preset, language=first, look_up=look_up),
        words=preset.words,
    )


def _notice(preset: Preset, *, firm: Firm, since: datetime, languages: Sequence[str], look_up: LookUp) -> Notice:
    short, page = {}, {}
    for language in languages:
        bases = (registry.basis(code) for code in preset.grounds)
        facts = {
            "aim": look_up(language, preset.aim),
            "bases": "; ".join(f"{look_up(language, each.name)} ({each.article})" for each in bases),
            "company": firm.name,
            "contact": firm.contact,
            "days": preset.keep_days,
            "link": firm.link,
            "officer": firm.officer,
        }
        short[language] = look_up(language, SHORT) % facts
        page[language] = {item: look_up(language, text) % facts for item, text in PAGE.items()}
    return Notice(version=1, since=since, short=short, page=page)


def _balancing(preset: Preset, *, language: str, look_up: LookUp) -> Balancing | None:
    if not preset.interest:
        return None
    written = {part: look_up(language, text) for part, text in preset.interest.items()}
    return Balancing(**written, safeguards=NEEDED_SAFEGUARDS, rights_prevail=False)  # type: ignore[arg-type]
