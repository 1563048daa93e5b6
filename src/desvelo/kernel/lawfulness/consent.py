"""A yes for one purpose: asked with a text, proved by what came back, and over when it is taken back or out of date.

The newest word counts.  A yes without a whole proof is none: the company has to show it (LGPD art. 8 § 2).  It is not
revived by being old: a notice that changed in purpose, use, company or sharing ends it until it is renewed.

Source: LGPD arts. 8, 9 § 2, 11 I, 14 § 1 and 18 IX; GDPR art. 7; privacy-law.md 3.2 (LEG-03, LEG-04).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from desvelo.kernel.lawfulness import notice, registry
from desvelo.kernel.lawfulness.notice import Notice
from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import gettext_noop, say

HIGHLIGHTED: Final = frozenset({"BR11-I", "EU9-a"})
"""Bases whose question stands apart from everything else."""


class Channel(StrEnum):
    """Where somebody said it."""

    GUARDIAN = "guardian"
    IN_PERSON = "in_person"
    VOICE = "voice"
    WEB_FORM = "web_form"
    WHATSAPP_REPLY = "whatsapp_inbound_reply"


class Action(StrEnum):
    """What was done with a consent."""

    GIVEN = "given"
    REFUSED = "refused"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """How a consent stands now."""

    EXPIRED = "expired"
    GIVEN = "given"
    NONE = "none"
    REFUSED = "refused"
    REVOKED = "revoked"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What shows that somebody answered: the exact *text* they were shown, and which message or form came back.

    *answer_digest* is the SHA-256 of what they sent, in hexadecimal: the answer itself stays where messages are kept.
    """

    text: str = ""
    notice_version: int = 0
    channel: Channel | None = None
    evidence: str = ""
    answer_digest: str = ""
    at: datetime | None = None
    classes: frozenset[str] = frozenset()
    highlighted: bool = False
    guardian: str = ""
    shares_with: tuple[str, ...] = ()
    consequences_shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One word about one purpose, and its proof; taking a yes back needs none."""

    purpose: str
    action: Action
    at: datetime
    basis: str = ""
    proof: Proof = Proof()


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal, by which a version of it is named."""
    return sha256(text.encode()).hexdigest()


def missing(said: Said, *, minor: bool) -> tuple[Problem, ...]:
    """Return what a proof of a yes lacks; *minor*: the person is known as one."""
    proof = said.proof
    is_form = proof.channel in {Channel.WEB_FORM, Channel.IN_PERSON}
    asked = (
        ("text", bool(proof.text.strip()), "LGPD art. 8, § 2", gettext_noop("the exact text that was shown")),
        ("notice", proof.notice_version > 0, "LGPD art. 9, § 1", gettext_noop("the version of the notice")),
        ("channel", proof.channel is not None, "LGPD art. 8", gettext_noop("where it was said")),
        (
            "evidence",
            bool(proof.evidence.strip()),
            "LGPD art. 8, § 2",
            gettext_noop("the message or form that came back"),
        ),
        (
            "digest",
            is_form or len(proof.answer_digest) == _DIGEST,
            "LGPD art. 8, § 2",
            gettext_noop("the digest of the answer"),
        ),
        (
            "at",
            proof.at is not None and proof.at.tzinfo is not None,
            "LGPD art. 8, § 2",
            gettext_noop("when it was said"),
        ),
        ("classes", bool(proof.classes), "LGPD art. 8, § 4", gettext_noop("which data it is about")),
        ("basis", _is_consent(said.basis), "LGPD art. 7, I", gettext_noop("a legal basis that is a consent")),
        (
            "consequences",
            proof.consequences_shown,
            "LGPD art. 18, VIII",
            gettext_noop("that a no was possible, and what it means"),
        ),
        (
            "highlight",
            proof.highlighted or not (said.basis in HIGHLIGHTED or minor),
            "LGPD arts. 11, I and 14, § 1",
            gettext_noop("that the question stood apart"),
        ),
        (
            "guardian",
            bool(proof.guardian) or not minor,
            "LGPD art. 14, § 1",
            gettext_noop("which parent or guardian said it"),
        ),
    )
    return tuple(
        Problem(
            code=f"proof_{code}",
            field="proof",
            article=article,
            wrong=say(gettext_noop("The proof of the consent does not hold %(part)s."), part=part),
            step=say(gettext_noop("Ask again, and keep what is missing.")),
        )
        for code, is_there, article, part in asked
        if not is_there
    )


_DIGEST: Final = 64
_TAKES_AWAY: Final = frozenset({Action.REFUSED, Action.WITHDRAWN})


def _is_consent(code: str) -> bool:
    return registry.is_known(code) and registry.basis(code).is_consent


def state(  # noqa: PLR0913 - to what, on which basis, about which data, under which notices, when, by whom
    history: Iterable[Said],
    *,
    purpose: str,
    basis: str,
    covers: frozenset[str],
    versions: Sequence[Notice],
    now: datetime,
    minor: bool = False,
) -> State:
    """Return how the consent to a purpose stands: its newest word, its proof, and the notices since.

    A yes on another *basis* is not this one, and one that does not name every class in *covers* is not whole; a no is
    one whatever it names.
    Of two words said at once, the one that takes away counts; it counts even when its time has not come by this clock.
    """
    about = [
        each
        for each in history
        if each.purpose == purpose and (each.action in _TAKES_AWAY or (each.at <= now and each.basis == basis))
    ]
    if not about:
        return State.NONE
    last = max(about, key=lambda each: (each.at, each.action in _TAKES_AWAY))
    if last.action is Action.WITHDRAWN:
        return State.REVOKED
    if last.action is Action.REFUSED:
        return State.REFUSED
    if missing(last, minor=minor) or not covers <= last.proof.classes:
        return State.UNPROVED
    return State.EXPIRED if notice.asks_again(versions, agreed=last.proof.notice_version, at=now) else State.GIVEN
