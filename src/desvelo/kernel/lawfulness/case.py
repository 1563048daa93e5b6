"""A processing case: why the company talks with somebody, on which grounds, told how, kept how long, seen by whom.

Every conversation has one; what may be sent, asked, kept and shown follows from it.  A case as filled in may be wrong
in any way; ``case_checks.problems`` names everything at once, and only a case without problems carries a message.

Source: LGPD arts. 6, 7, 9, 11, 15, 16 and 37; ux.md 6.10; privacy-law.md 3, 4 and 10.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desvelo.kernel.lawfulness import registry
from desvelo.kernel.lawfulness.automated import Automated
from desvelo.kernel.lawfulness.balancing import Balancing
from desvelo.kernel.lawfulness.basis import Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.notice import Notice

MOST_REASONS: Final = 4
OTHER: Final = "other"
"""The reason that is always there, with a sentence of one's own."""
LONGEST_REASON: Final = 60
MOST_DAYS: Final = 1_826
"""Five years: longer only when a norm says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A legal basis by its code, with what must be on record for it, in words."""

    basis: str
    records: Mapping[Record, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What the company is, as far as a basis asks: *is_* a public body, a health service, an employer."""

    standings: frozenset[Standing] = frozenset()

    def may_be(self, asked: Standing | None) -> bool:
        """Tell whether a basis that is only for *asked* is open to it."""
        if asked is Standing.NOT_PUBLIC:
            return Standing.PUBLIC_BODY not in self.standings
        return asked is None or asked in self.standings


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it was filled in.

    *classes* are codes of detection; *reasons* what whoever looks at a datum may choose from, besides ``other``;
    *words*, *templates* and *teams* are what a conversation of this case is known by.
    """

    code: str
    purpose: str
    aim: str
    classes: frozenset[str]
    grounds: tuple[Ground, ...]
    notices: tuple[Notice, ...]
    keep_days: int
    teams: frozenset[str]
    reasons: tuple[str, ...]
    balancing: Balancing | None = None
    minors: bool = False
    best_interest: str = ""
    shares_for_gain: bool = False
    selects_risks: bool = False
    automated: Automated | None = None
    words: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    is_retired: bool = False

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Return the known bases it stands on."""
        return tuple(registry.basis(each.basis) for each in self.grounds if registry.is_known(each.basis))

    @property
    def laws(self) -> frozenset[Law]:
        """Return the laws it was thought through for."""
        return frozenset(each.law for each in self.bases)

    @property
    def needs_consent(self) -> bool:
        """Tell whether any part of it stands on what the person said."""
        return any(each.is_consent for each in self.bases)
