"""What a provider that speaks SAML has a browser post, judged at once and kept until that browser says that it is hers.

The answer comes across sites, so without a cookie: nobody knows yet whose browser brings it.  It is judged there and
then; kept is what it says, not the answer, once for each way that somebody really began, as long as that way lasts.
The browser is led on, and the request that goes on carries the cookie from which the name of the request is computed.
An answer nobody asked for, or asked for in another browser, lets nobody in.

Source: SAML 2.0 Bindings 3.5, Profiles 4.1.4.5; security-design section 8; docs/decisions/0058.
"""

import base64
import binascii
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from django.db import IntegrityError, transaction

from desvelo.guards.access import entering, throttle, vouching
from desvelo.guards.access.errors import NotFound, ProviderRefused
from desvelo.guards.access.federation import departures, providers, saml_library
from desvelo.guards.access.federation.models import Departure, SamlAnswer, SpentAssertion
from desvelo.guards.access.models import IdentityProvider
from desvelo.guards.access.throttle import Network
from desvelo.kernel.federation.asking import Try
from desvelo.kernel.federation.id_token import SKEW, Asserted
from desvelo.kernel.federation.saml import asking
from desvelo.kernel.federation.saml.errors import AnswerRefused
from desvelo.kernel.federation.saml.parties import Expected, Said
from desvelo.kernel.sealing import context

LONGEST: Final = 128 * 1024
"""How many characters of an answer (base64) are looked at."""
_LONGEST_RELAY: Final = 80
_LONGEST_REQUEST: Final = 100
_LONGEST_CLASS: Final = 500


def take(*, provider: str, answer: str, relay: str, address: str, now: datetime) -> None:
    """Judge what was posted and keep what it says.  Raises NotFound, TooManyTries, ProviderRefused.

    *relay* is the state of the way it belongs to.  Whatever is refused is counted and on record.
    """
    row = providers.usable(provider)
    if not providers.is_saml(row):
        raise NotFound
    network = Network(address=address)
    throttle.require_calm(network, now=now)
    try:
        _take(row, answer, relay, now=now)
    except ProviderRefused as refused:
        throttle.count_failure(network, now=now)
        entering.record(None, result=f"denied:{refused.reason}", objects={"provider": str(row.pk)}, now=now)
        raise


def kept(state: str) -> SamlAnswer | None:
    """Return what was said on the way that *state* is of: asked before the way ends, which it ends with."""
    return SamlAnswer.objects.filter(departure_id=departures.digest(state)).first()


def asserted(
    row: IdentityProvider, way: Departure, answer: SamlAnswer | None, trying: Try, *, oldest: datetime
) -> Asserted:
    """Return whom the provider means, if it answers the request of this browser.  Raises ProviderRefused.

    Whoever showed something there before *oldest* is let in by nothing but a second factor of ours; to confirm, they
    had to be asked anew, since they left.
    """
    if answer is None:
        raise ProviderRefused(reason="no_answer")
    if answer.provider_id != row.pk or not vouching.holds(answer.mac, "saml-answer", *_written(answer)):
        raise ProviderRefused(reason="answer_other")
    require_request(answer, trying)
    said = Asserted(subject=answer.subject, acr=answer.acr, authenticated_at=answer.shown_at)
    if way.purpose == Departure.Purpose.PROVE and answer.shown_at < way.left_at - SKEW:
        raise ProviderRefused(reason="answer_stale")
    return said if answer.shown_at >= oldest - SKEW else replace(said, authenticated_at=None)


def require_request(answer: SamlAnswer, trying: Try) -> None:
    """Refuse what answers the request of another browser."""
    if answer.answers != asking.request_id(trying):
        raise ProviderRefused(reason="answer_request")


def sweep(*, now: datetime) -> int:
    """Forget the names of assertions that could not be shown again any more."""
    deleted, _ = SpentAssertion.objects.filter(expires_at__lte=now).delete()
    return deleted


def _take(row: IdentityProvider, answer: str, relay: str, *, now: datetime) -> None:
    way = _awaited(relay, now=now)
    said = _judged(row, answer, now=now)
    try:
        with transaction.atomic():
            _spend(row, said)
            _keep(row, way, said)
    except IntegrityError:
        raise ProviderRefused(reason="answer_again") from None


def _awaited(relay: str, *, now: datetime) -> Departure:
    """Return the way somebody is on; nothing is computed for anybody else, and only one answer of each is kept."""
    way = None
    if 0 < len(relay) <= _LONGEST_RELAY:
        way = Departure.objects.filter(digest=departures.digest(relay), expires_at__gt=now, answer=None).first()
    if way is None:
        raise ProviderRefused(reason="state")
    return way


def _judged(row: IdentityProvider, answer: str, *, now: datetime) -> Said:
    if not saml_library.is_installed():
        raise ProviderRefused(reason=saml_library.NEEDS)
    try:
        content = base64.b64decode(answer.encode("ascii") if len(answer) <= LONGEST else b"")
    except (binascii.Error, UnicodeEncodeError):
        raise ProviderRefused(reason="answer_shape") from None
    expected = Expected(
        entity=row.issuer, ours=providers.saml_ours(row), certificates=tuple(row.certificates.splitlines())
    )
    try:
        return saml_library.verify(content, expected=expected, now=now)
    except AnswerRefused as refused:
        reason = refused.reason if refused.reason in {"declined", "name_format"} else f"answer_{refused.reason}"
        raise ProviderRefused(reason=reason) from None


def _spend(row: IdentityProvider, said: Said) -> None:
    """Take the name of an assertion: there is one of each, so whoever brings it again is refused."""
    written = context.encode(context.FORMAT, "assertion", str(row.pk), said.name)
    SpentAssertion.objects.create(digest=hashlib.sha256(written).digest(), expires_at=said.until + 2 * SKEW)


def _keep(row: IdentityProvider, way: Departure, said: Said) -> None:
    shown = said.asserted.authenticated_at
    if shown is None or len(said.answers) > _LONGEST_REQUEST:
        raise ProviderRefused(reason="answer_shape")
    new = SamlAnswer(
        departure=way,
        provider=row,
        answers=said.answers,
        subject=said.asserted.subject,
        acr=said.asserted.acr[:_LONGEST_CLASS],
        shown_at=shown,
    )
    new.mac = vouching.mac("saml-answer", *_written(new))
    new.save(force_insert=True)


def _written(answer: SamlAnswer) -> tuple[str | bytes | int, ...]:
    shown = answer.shown_at.astimezone(UTC).isoformat()
    return bytes(answer.departure_id), str(answer.provider_id), answer.answers, answer.subject, answer.acr, shown
