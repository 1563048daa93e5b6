"""What is done with each class of datum by default, and who may see it: data, not code.

A label belongs to a tier, and the tier says the rest; a few labels say more.  What no table names is treated as the
most delicate, so a detector that comes later is safe before anybody thought about it; it may name its tier itself.
Who may is said by role here and by team in the gate: both must agree (``kernel.authority``).

What *handling* says is the label's own word: nothing here can keep what a label discards.

Source: ux.md 6.18 and section 2; guidelines.md (the 35 labels); architecture section 9; LGPD arts. 5 II and 11;
PCI DSS 3.3.1.

>>> from desvelo.kernel.detection.catalogue import shipped
>>> of(shipped().label("CPF")).ask_by_form, of(shipped().label("PASSWORD")).reveal
(True, frozenset())
>>> of(Label(code="SHOE_SIZE", handling=Handling.SEAL)).reveal == {Role.SUPERVISOR}
True
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from desvelo.kernel.authority import Role
from desvelo.kernel.detection.labels import PLACE, SPECIAL, UNREADABLE, Handling, Label, Tier

_NOBODY: Final[frozenset[Role]] = frozenset()
_ATTENDING: Final = frozenset({Role.AGENT, Role.SUPERVISOR})
_WATCHED: Final = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is done with a class.

    *warn*: the customer is told not to send this by chat.  *ask_by_form*: whoever needs it asks by secure form, not in
    the chat.  *compare*, *reveal*: the roles that may, inside their own teams, with a reason on record.
    """

    tier: Tier
    handling: Handling
    warn: bool
    ask_by_form: bool
    compare: frozenset[Role]
    reveal: frozenset[Role]


def _policy(tier: Tier, *, warn: bool, form: bool, compare: frozenset[Role], reveal: frozenset[Role]) -> Policy:
    handling = Handling.DISCARD if tier is Tier.CREDENTIAL else Handling.SEAL
    return Policy(tier=tier, handling=handling, warn=warn, ask_by_form=form, compare=compare, reveal=reveal)


_CHECKING: Final = _ATTENDING | {Role.DPO}

DEFAULTS: Final[Mapping[Tier, Policy]] = MappingProxyType(
    {
        each.tier: each
        for each in (
            _policy(Tier.CREDENTIAL, warn=True, form=False, compare=_NOBODY, reveal=_WATCHED),
            _policy(Tier.FINANCIAL, warn=False, form=True, compare=_CHECKING, reveal=_ATTENDING),
            _policy(Tier.DOCUMENT, warn=False, form=True, compare=_CHECKING, reveal=_ATTENDING),
            _policy(Tier.CONTACT, warn=False, form=False, compare=_CHECKING, reveal=_ATTENDING),
            _policy(Tier.PERSON, warn=False, form=False, compare=_CHECKING, reveal=_ATTENDING),
            # Nobody compares: "yes" to "is it cancer?" tells as much as reading it, and asks for no reason.
            _policy(Tier.SPECIAL, warn=False, form=True, compare=_NOBODY, reveal=_ATTENDING),
            _policy(Tier.UNNAMED, warn=False, form=True, compare=_NOBODY, reveal=_WATCHED),
        )
    }
)

_LABELS: Final = {
    Tier.CREDENTIAL: "PASSWORD OTP_CODE SECRET CARD_CVV",
    Tier.FINANCIAL: "CARD_NUMBER CARD_EXPIRY BANK_ACCOUNT PIX_KEY PIX_PAYLOAD BOLETO",
    Tier.DOCUMENT: "CPF CNPJ RG CNH PIS TITULO_ELEITOR PASSPORT CNS PLATE PROCESS_NUMBER",
    Tier.CONTACT: "PHONE EMAIL ADDRESS CEP IP GEO",
    Tier.PERSON: "PERSON_NAME DATE_OF_BIRTH",
    Tier.SPECIAL: "HEALTH RELIGION POLITICAL UNION SEX_LIFE RACE BIOMETRIC",
}

_TIERS: Final = {code: tier for tier, codes in _LABELS.items() for code in codes.split()}
GUIDELINES: Final = tuple(_TIERS)
"""The labels of the labelling guidelines, tier by tier."""

_TOLD: Final = frozenset({"CARD_NUMBER", "CARD_EXPIRY"})
"""Labels outside the credentials whose sender is told not to send them."""


def tier_of(label: Label) -> Tier:
    """Return the tier of a label: as the table says, else as the label says, else the most delicate."""
    if label.code == PLACE.code:
        return Tier.CONTACT
    return _TIERS.get(label.code, label.tier)


def kept_as(label: Label) -> str:
    """Return the class that tables, the log, figures and addresses may name: one for all special categories.

    So a stolen copy of the database does not say who is ill or belongs to a union.  LGPD arts. 5 II and 11.

    >>> from desvelo.kernel.detection.catalogue import shipped
    >>> kept_as(shipped().label("UNION")), kept_as(shipped().label("CPF"))
    ('SPECIAL', 'CPF')
    """
    return SPECIAL.code if tier_of(label) is Tier.SPECIAL else label.code


def of(label: Label) -> Policy:
    """Return the policy of a label."""
    policy = DEFAULTS[tier_of(label)]
    if label.code == UNREADABLE.code:  # a whole message: a detector that breaks must not stop the desk
        policy = replace(policy, reveal=_ATTENDING)
    if label.handling is Handling.DISCARD:
        policy = replace(policy, compare=_NOBODY, reveal=_NOBODY)
    return replace(policy, handling=label.handling, warn=policy.warn or label.code in _TOLD)
