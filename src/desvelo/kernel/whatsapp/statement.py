"""What is private about a number and what is not, sentence by sentence, from what its checks found.

It says first what no setting changes: Meta opens messages at the Cloud API, so they are not end-to-end encrypted
between a customer and the company.  What was never checked is said to be unknown, never assumed to be the better case.

Source: whatsapp-cloud-api sections 12, 18.6 and 18.7; architecture section 9 (encryption words in public).

>>> [each.code for each in sentences({})]
['on_the_way', 'opened_by_meta', 'rest_unknown', 'phone_unknown', 'others_unknown', 'here']
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desvelo.kernel.whatsapp.connection import Finding, State


class Weight(StrEnum):
    """How a sentence is to be taken: as protection, as a plain fact, or as something to act on."""

    ACT = "act"
    FACT = "fact"
    PROTECTS = "protects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One thing to know, by its code; *facts* are what it names."""

    code: str
    weight: Weight
    facts: Mapping[str, str] = field(default_factory=dict)


_REST: Final = {"anywhere": Weight.ACT, "local": Weight.PROTECTS, "not_stored": Weight.PROTECTS}
_PHONE: Final = {"api_only": Weight.PROTECTS, "on_a_phone": Weight.ACT}
_OTHERS: Final = {"missing": Weight.ACT, "others_too": Weight.ACT, "subscribed": Weight.PROTECTS}


def sentences(findings: Mapping[str, Finding]) -> tuple[Sentence, ...]:
    """Return what to say of a number whose *findings*, by check, are these."""
    return (
        Sentence(code="on_the_way", weight=Weight.PROTECTS),
        Sentence(code="opened_by_meta", weight=Weight.FACT),
        _of("rest", findings.get("data_region"), _REST),
        _of("phone", findings.get("coexistence"), _PHONE),
        _others(findings),
        Sentence(code="here", weight=Weight.PROTECTS),
    )


def _of(name: str, finding: Finding | None, known: Mapping[str, Weight]) -> Sentence:
    if finding is None or finding.reason not in known:
        return Sentence(code=f"{name}_unknown", weight=Weight.ACT)
    return Sentence(code=f"{name}_{finding.reason}", weight=known[finding.reason], facts=finding.facts)


def _others(findings: Mapping[str, Finding]) -> Sentence:
    """Say who else receives every message: an address that diverts them, or other apps of the account."""
    override, account = findings.get("override"), findings.get("account_subscribed")
    if override is not None and override.state is State.FAIL:
        return Sentence(code="others_diverted", weight=Weight.ACT, facts=override.facts)
    if override is None or override.state is State.UNKNOWN:
        return Sentence(code="others_unknown", weight=Weight.ACT)
    return _of("others", account, _OTHERS)
