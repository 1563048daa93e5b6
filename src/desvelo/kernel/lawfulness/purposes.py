"""What companies talk with customers about, the bases that usually carry each, and where the law leaves no choice.

*usual* and *sensitive* advise; *only* and *only_sensitive* refuse everything else.  A purpose whose *sensitive* is
empty is one where nobody needs a sensitive datum, so declaring one there is a mistake.

Source: privacy-law.md 4, 13 and 14; LGPD arts. 7, 11 and 14; CDC arts. 42 and 43.

>>> purpose("marketing_cold").only == {"BR7-I", "EU6-a"}, purpose("presales").sensitive
(True, ())
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from desvelo.kernel.lawfulness.errors import PurposeUnknown
from desvelo.kernel.lawfulness.words import gettext_noop

_ANY: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A purpose: *code* is never reused, *name* is a marked sentence; an empty *only* leaves the choice open."""

    code: str
    name: str
    usual: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    only: frozenset[str] = _ANY
    only_sensitive: frozenset[str] = _ANY
    is_marketing: bool = False
    spares_minors: bool = False
    """Nobody known as a minor may be part of it: no promotion, no training of models."""


_BY_CONSENT: Final = frozenset({"BR7-I", "EU6-a"})
_BY_HIGHLIGHTED: Final = frozenset({"BR11-I", "EU9-a"})


def _purposes() -> tuple[Purpose, ...]:
    return (
        Purpose(
            code="support",
            name=gettext_noop("Customer support"),
            usual=("BR7-V", "EU6-b"),
            sensitive=("BR11-II-d", "BR11-I", "EU9-a"),
        ),
        Purpose(code="presales", name=gettext_noop("Questions before buying"), usual=("BR7-V", "EU6-b")),
        Purpose(code="order_updates", name=gettext_noop("Progress of an order"), usual=("BR7-V", "EU6-b")),
        Purpose(code="scheduling", name=gettext_noop("Appointments"), usual=("BR7-V", "EU6-b")),
        Purpose(
            code="health_scheduling",
            name=gettext_noop("Health appointments and reminders"),
            usual=("BR7-VIII", "BR7-V", "EU6-b"),
            sensitive=("BR11-II-f", "BR11-I", "EU9-h", "EU9-a"),
        ),
        Purpose(
            code="health_content",
            name=gettext_noop("Exams, reports and symptoms"),
            usual=("BR7-VIII", "EU6-b"),
            sensitive=("BR11-II-f", "EU9-h"),
        ),
        Purpose(
            code="sales_contract",
            name=gettext_noop("Sales and contracts"),
            usual=("BR7-V", "EU6-b"),
            sensitive=("BR11-I", "EU9-a"),
        ),
        Purpose(
            code="collection",
            name=gettext_noop("Collection of our own debts"),
            usual=("BR7-V", "BR7-VI", "BR7-X", "EU6-b", "EU6-f"),
        ),
        Purpose(code="credit_bureau", name=gettext_noop("Entry in a credit bureau"), usual=("BR7-X", "EU6-f")),
        Purpose(
            code="marketing_own",
            name=gettext_noop("Promotions for customers"),
            usual=("BR7-IX", "BR7-I", "EU6-a"),
            sensitive=("BR11-I", "EU9-a"),
            only=frozenset({"BR7-IX", "BR7-I", "EU6-a"}),
            only_sensitive=_BY_HIGHLIGHTED,
            is_marketing=True,
            spares_minors=True,
        ),
        Purpose(
            code="marketing_cold",
            name=gettext_noop("Promotions for people who are not customers"),
            usual=("BR7-I", "EU6-a"),
            sensitive=("BR11-I", "EU9-a"),
            only=_BY_CONSENT,
            only_sensitive=_BY_HIGHLIGHTED,
            is_marketing=True,
            spares_minors=True,
        ),
        *_inside(),
    )


def _inside() -> tuple[Purpose, ...]:
    return (
        Purpose(code="survey", name=gettext_noop("Satisfaction surveys"), usual=("BR7-IX", "EU6-f")),
        Purpose(
            code="kyc",
            name=gettext_noop("Registration and identification"),
            usual=("BR7-II", "BR7-V", "EU6-c"),
            sensitive=("BR11-II-a", "BR11-II-g", "EU9-g", "EU9-a"),
        ),
        Purpose(
            code="fraud",
            name=gettext_noop("Prevention of fraud"),
            usual=("BR7-IX", "BR7-X", "EU6-f"),
            sensitive=("BR11-II-g", "EU9-g"),
        ),
        Purpose(
            code="whistle",
            name=gettext_noop("Ombudsman and reports of wrongdoing"),
            usual=("BR7-II", "BR7-VI", "EU6-c", "EU6-f"),
            sensitive=("BR11-II-a", "BR11-II-d", "EU9-f"),
        ),
        Purpose(
            code="hr",
            name=gettext_noop("Applicants and staff"),
            usual=("BR7-V", "BR7-I", "EU6-b"),
            sensitive=("BR11-I", "BR11-II-a", "BR11-II-d", "EU9-b"),
        ),
        Purpose(
            code="school",
            name=gettext_noop("School and guardians"),
            usual=("BR7-V", "EU6-b"),
            sensitive=("BR11-I", "EU9-a"),
        ),
        Purpose(code="quality", name=gettext_noop("Quality of service"), usual=("BR7-IX", "EU6-f")),
        Purpose(code="security_logs", name=gettext_noop("Access records and audit"), usual=("BR7-II", "EU6-c")),
        Purpose(
            code="legal_defence",
            name=gettext_noop("Records kept for defence"),
            usual=("BR7-VI", "EU6-f"),
            sensitive=("BR11-II-d", "EU9-f"),
        ),
        Purpose(
            code="authority_request",
            name=gettext_noop("Requests of authorities"),
            usual=("BR7-II", "EU6-c"),
            sensitive=("BR11-II-a", "EU9-f"),
        ),
        Purpose(
            code="ai_training",
            name=gettext_noop("Training of models"),
            usual=("BR7-I", "BR7-IX", "EU6-a", "EU6-f"),
            sensitive=("BR11-I", "EU9-a"),
            only_sensitive=_BY_HIGHLIGHTED,
            spares_minors=True,
        ),
    )


PURPOSES: Final[Mapping[str, Purpose]] = MappingProxyType({each.code: each for each in _purposes()})


def purpose(code: str) -> Purpose:
    """Return the purpose *code*.  Raises PurposeUnknown."""
    if code not in PURPOSES:
        raise PurposeUnknown(purpose=code)
    return PURPOSES[code]


def is_marketing(code: str) -> bool:
    """Tell whether a purpose is a promotion; one that nobody knows is taken for one, since that is refused more."""
    return code not in PURPOSES or PURPOSES[code].is_marketing
