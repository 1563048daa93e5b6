"""What a legal basis is: where it is written, what it can carry, for whom, and what must be on record to lean on it.

Under Brazilian law a sensitive datum stands on article 11 alone, an ordinary one on article 7.  Under European law a
sensitive one needs both: a basis of article 6 and a condition of article 9.

Source: LGPD arts. 5 II, 7, 10, 11 and 14; GDPR arts. 6, 8 and 9; privacy-law.md 3.1.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness.words import gettext_noop


class Law(StrEnum):
    """The law a basis belongs to."""

    LGPD = "LGPD"
    GDPR = "GDPR"


class Kind(StrEnum):
    """What a basis may carry: ordinary data, sensitive data, data of children and teenagers."""

    MINORS = "minors"
    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"


class Minors(StrEnum):
    """What data of a minor ask for on top: a guardian's consent, or a best interest written down."""

    BEST_INTEREST = "best_interest"
    GUARDIAN = "guardian"


class Standing(StrEnum):
    """What a company must be to lean on some bases."""

    ASSOCIATION = "association"
    EMPLOYER = "employer"
    HEALTH_SERVICE = "health_service"
    NOT_PUBLIC = "not_public"
    PUBLIC_BODY = "public_body"
    RESEARCH_BODY = "research_body"


class Record(StrEnum):
    """One thing that must be written down before a basis carries anything."""

    AGREEMENT = "agreement"
    ANONYMISATION = "anonymisation"
    BALANCING = "balancing"
    CONSENT = "consent"
    CONTRACT = "contract"
    CREDITOR = "creditor"
    DEBT = "debt"
    DECIDED_BY = "decided_by"
    EVENT = "event"
    NECESSITY = "necessity"
    NORM = "norm"
    NOTICES_SENT = "notices_sent"
    PERIOD = "period"
    PROCEDURE = "procedure"
    PROCEEDINGS = "proceedings"
    PUBLICITY = "publicity"
    REGISTRATION = "registration"
    RESEARCH_BODY = "research_body"
    SAFEGUARDS = "safeguards"
    SECRECY = "secrecy"


KEPT_ELSEWHERE: Final = frozenset({Record.BALANCING, Record.CONSENT})
"""Records that are not a line of the case: the test has a form of its own, a consent is each person's."""

RECORDS: Final = {
    Record.AGREEMENT: gettext_noop("Act or agreement the policy stands on"),
    Record.ANONYMISATION: gettext_noop("How the data are anonymised, or why they cannot be"),
    Record.BALANCING: gettext_noop("Balancing test"),
    Record.CONSENT: gettext_noop("Consent of each person"),
    Record.CONTRACT: gettext_noop("Contract or request of the person"),
    Record.CREDITOR: gettext_noop("Creditor and credit bureau"),
    Record.DEBT: gettext_noop("Debt"),
    Record.DECIDED_BY: gettext_noop("Who decided"),
    Record.EVENT: gettext_noop("What put a life at risk"),
    Record.NECESSITY: gettext_noop("Why exactly these data are needed"),
    Record.NORM: gettext_noop("Norm and article"),
    Record.NOTICES_SENT: gettext_noop("Notices sent to the person"),
    Record.PERIOD: gettext_noop("How long the norm or the claim lasts"),
    Record.PROCEDURE: gettext_noop("Health procedure"),
    Record.PROCEEDINGS: gettext_noop("Lawsuit, procedure or claim defended"),
    Record.PUBLICITY: gettext_noop("Where the person made it public"),
    Record.REGISTRATION: gettext_noop("Registration of the health professional or service"),
    Record.RESEARCH_BODY: gettext_noop("Research body and protocol"),
    Record.SAFEGUARDS: gettext_noop("Safeguards that the law asks for"),
    Record.SECRECY: gettext_noop("Who is bound to professional secrecy"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal basis: *code* is never reused; *name*, *explanation* and *conditions* are marked sentences."""

    code: str
    law: Law
    article: str
    name: str
    explanation: str
    conditions: tuple[str, ...]
    records: frozenset[Record]
    carries: frozenset[Kind]
    minors: Minors = Minors.BEST_INTEREST
    only_for: Standing | None = None
    ends_by_objection: bool = False

    @property
    def is_consent(self) -> bool:
        """Tell whether it stands on what each person said."""
        return Record.CONSENT in self.records

    @property
    def is_balanced(self) -> bool:
        """Tell whether a balancing test must stand behind it."""
        return Record.BALANCING in self.records


ORDINARY: Final = frozenset({Kind.ORDINARY, Kind.MINORS})
SENSITIVE: Final = frozenset({Kind.SENSITIVE, Kind.MINORS})
