"""An answer, believed or refused: the checks of SAML's Web Browser SSO profile, none left out.

Only what was signed is read for who somebody is.  What stands around it, unsigned or not, has to agree.  A person is
(provider, NameID) and nothing else: attributes are not read, and a NameID that is an e-mail or changes each time is
refused, because neither says who somebody is a year from now.

Source: SAML 2.0 Profiles 4.1.4.2 and 4.1.4.3, Core 2.3 to 2.7; security-design section 8; ASVS v5.0.0-6.8.3.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from desvelo.kernel.federation.id_token import Asserted
from desvelo.kernel.federation.saml import reading, signature
from desvelo.kernel.federation.saml.errors import AnswerRefused, NotXml
from desvelo.kernel.federation.saml.names import (
    BEARER,
    ENTITY,
    PERSISTENT,
    SUCCESS,
    UNSPECIFIED,
    in_assertion,
    in_protocol,
)
from desvelo.kernel.federation.saml.parties import Expected, Said

SKEW: Final = timedelta(seconds=60)
"""By how much the provider's clock may differ from ours."""
LONGEST_LIFE: Final = timedelta(hours=1)
"""How long an assertion may say that it is good: so long its name is kept."""
_OLDEST: Final = timedelta(minutes=10)
_LONGEST_NAME: Final = 255
_KNOWN_CONDITIONS: Final = frozenset(map(in_assertion, ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")))


def verify(content: bytes, *, expected: Expected, now: datetime) -> Said:
    """Return what the answer *content* (XML) says, if every check holds.  Raises AnswerRefused.

    Not looked at here: whether *answers* is the request of this browser, whether *name* was shown before, how long ago
    the person signed in there.
    """
    try:
        root = reading.signed(content)
        require_success(root)
        found = signature.assertion_of(root, certificates=expected.certificates, now=now)
        require_envelope(root, expected)
        require_issued(found, expected, now=now)
        subject = reading.only(found, in_assertion("Subject"))
        confirmed = _confirmed(subject)
        require_recipient(confirmed, expected)
        conditions = reading.only(found, in_assertion("Conditions"))
        require_audience(conditions, expected)
        require_times(confirmed, conditions, now=now)
        answers = confirmed.get("InResponseTo", "")
        require_agreement(root, answers)
        return Said(
            asserted=_asserted(found, _name_id(subject, expected), now=now),
            answers=answers,
            name=found.get("ID"),
            until=reading.instant(confirmed.get("NotOnOrAfter")),
        )
    except NotXml:
        raise AnswerRefused(reason="shape") from None


def require_success(root: Any) -> None:
    """Refuse an answer by which the provider says that it does not confirm anybody."""
    if root.tag != in_protocol("Response") or root.get("Version") != "2.0":
        raise AnswerRefused(reason="shape")
    status = reading.only(reading.only(root, in_protocol("Status")), in_protocol("StatusCode"))
    if status.get("Value") != SUCCESS:
        raise AnswerRefused(reason="declined")


def require_envelope(root: Any, expected: Expected) -> None:
    """Refuse an answer that is addressed elsewhere, or says to be of somebody else."""
    if root.get("Destination", expected.ours.answer_to) != expected.ours.answer_to:
        raise AnswerRefused(reason="destination")
    issuers = root.findall(in_assertion("Issuer"))
    if issuers and [reading.words(each) for each in issuers] != [expected.entity]:
        raise AnswerRefused(reason="issuer")


def require_issued(found: Any, expected: Expected, *, now: datetime) -> None:
    """Refuse an assertion of another issuer, of another version, or not of just now."""
    issuer = reading.only(found, in_assertion("Issuer"))
    if reading.words(issuer) != expected.entity or issuer.get("Format", ENTITY) != ENTITY:
        raise AnswerRefused(reason="issuer")
    if found.get("Version") != "2.0":
        raise AnswerRefused(reason="shape")
    issued = reading.instant(found.get("IssueInstant"))
    if issued > now + SKEW:
        raise AnswerRefused(reason="early")
    if issued < now - _OLDEST - SKEW:
        raise AnswerRefused(reason="old")


def require_recipient(confirmed: Any, expected: Expected) -> None:
    """Refuse an assertion that was made to be shown elsewhere."""
    if confirmed.get("Recipient") != expected.ours.answer_to:
        raise AnswerRefused(reason="recipient")


def require_audience(conditions: Any, expected: Expected) -> None:
    """Refuse an assertion for anybody but us alone, or under a condition that is not understood."""
    if any(each.tag not in _KNOWN_CONDITIONS for each in conditions):
        raise AnswerRefused(reason="condition")
    restriction = reading.only(conditions, in_assertion("AudienceRestriction"))
    if [reading.words(each) for each in restriction] != [expected.ours.entity]:
        raise AnswerRefused(reason="audience")


def require_times(confirmed: Any, conditions: Any, *, now: datetime) -> None:
    """Refuse an assertion whose time is over, has not come, or lasts too long."""
    ends = [confirmed.get("NotOnOrAfter"), conditions.get("NotOnOrAfter")]
    if ends[0] is None:
        raise AnswerRefused(reason="shape")
    until = [reading.instant(each) for each in ends if each is not None]
    if now >= min(until) + SKEW:
        raise AnswerRefused(reason="expired")
    if until[0] > now + LONGEST_LIFE:
        raise AnswerRefused(reason="lasts")
    starts = [confirmed.get("NotBefore"), conditions.get("NotBefore")]
    if any(reading.instant(each) > now + SKEW for each in starts if each is not None):
        raise AnswerRefused(reason="early")


def require_agreement(root: Any, answers: str) -> None:
    """Refuse what answers no request, or two: nobody is let in by what a provider began."""
    if not answers:
        raise AnswerRefused(reason="unasked")
    if root.get("InResponseTo", answers) != answers:
        raise AnswerRefused(reason="request")


def _confirmed(subject: Any) -> Any:
    """Return what the one confirmation says, which has to be of the kind that whoever brings it is meant."""
    found = reading.only(subject, in_assertion("SubjectConfirmation"))
    if found.get("Method") != BEARER:
        raise AnswerRefused(reason="confirmation")
    return reading.only(found, in_assertion("SubjectConfirmationData"))


def _name_id(subject: Any, expected: Expected) -> str:
    """Return who it is at this provider."""
    found = reading.only(subject, in_assertion("NameID"))
    require_lasting(found, expected)
    name = reading.words(found)
    if not (0 < len(name) <= _LONGEST_NAME and name.isascii() and name.isprintable()):
        raise AnswerRefused(reason="subject")
    return name


def require_lasting(name_id: Any, expected: Expected) -> None:
    """Refuse a name that is another's next year (an e-mail), tomorrow (transient), or of somebody else's naming."""
    if name_id.get("Format", UNSPECIFIED) not in {PERSISTENT, UNSPECIFIED}:
        raise AnswerRefused(reason="name_format")
    if (
        name_id.get("NameQualifier", expected.entity) != expected.entity
        or name_id.get("SPNameQualifier", expected.ours.entity) != expected.ours.entity
    ):
        raise AnswerRefused(reason="name_of_others")


def _asserted(found: Any, name: str, *, now: datetime) -> Asserted:
    """Return whom it means, and how and when they showed it."""
    statement = reading.only(found, in_assertion("AuthnStatement"))
    shown = reading.instant(statement.get("AuthnInstant"))
    if shown > now + SKEW:
        raise AnswerRefused(reason="early")
    ends = statement.get("SessionNotOnOrAfter")
    if ends is not None and now >= reading.instant(ends) + SKEW:
        raise AnswerRefused(reason="expired")
    context = reading.only(statement, in_assertion("AuthnContext"))
    classes = [reading.words(each) for each in context.findall(in_assertion("AuthnContextClassRef"))]
    return Asserted(subject=name, acr=classes[0] if len(classes) == 1 else "", authenticated_at=shown)
