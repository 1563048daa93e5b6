"""Coming back from an identity provider: the answer is judged, then something is done with who it names.

In this order: the way began in this browser and at this provider; the answer is that provider's own; the code gives a
token; the token verifies.  Only then anybody's account is looked at.  A token is read and let go: none is kept.

Where the provider did not assert a second factor, shown lately, ours is asked.  Somebody who has none of ours enrols
one only on their very first entrance: later, a provider that asks for less than it did would open the account to
whoever has the password there.

Source: OpenID Connect Core 1.0 section 3.1.3; RFC 9207; security-design section 8; ASVS v5.0.0-6.8, 10.5.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from desvelo.base import tally
from desvelo.guards.access import entering, inviting, locking, sessions, throttle, ways
from desvelo.guards.access.actions import Visit
from desvelo.guards.access.errors import InvitationRefused, ProviderRefused, SignInRefused
from desvelo.guards.access.federation import calls, departures, identities, leaving, providers, saml_answers
from desvelo.guards.access.federation.calls import Redemption
from desvelo.guards.access.federation.departures import Purpose
from desvelo.guards.access.federation.models import Departure
from desvelo.guards.access.models import FederatedIdentity, IdentityProvider, Session
from desvelo.guards.access.throttle import Network
from desvelo.guards.access.ways import BY_PROVIDER
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.federation import id_token
from desvelo.kernel.federation.asking import Try
from desvelo.kernel.federation.errors import TokenRefused
from desvelo.kernel.federation.id_token import Asserted, Expected

KIND: Final = "provider"
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the provider had the browser bring: each empty where it brought none."""

    state: str
    code: str = field(default="", repr=False)
    error: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """What the browser that brought it holds: the secret of the way, and perhaps a session."""

    door: str = field(repr=False)
    token: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What came of it: the token of the session from now on, empty where it stays; *purpose* and *way_back* say where.

    *is_whole* is False where the second factor is still to be shown.
    """

    purpose: str
    token: str = field(default="", repr=False)
    is_whole: bool = True
    way_back: str = ""


def arrive(*, provider: str, answer: Answer, browser: Browser, now: datetime) -> Arrival:
    """Do what the person left for.  Raises NotFound, TooManyTries, ProviderRefused, AccountRefused, InvitationRefused.

    Whatever is refused is counted and on record.
    """
    row = providers.usable(provider)
    network = Network(address=browser.visit.address)
    throttle.require_calm(network, now=now)
    try:
        arrival = _arrived(row, answer, browser, now=now)
    except (ProviderRefused, InvitationRefused) as refused:
        throttle.count_failure(network, now=now)
        owner = refused.owner if isinstance(refused, ProviderRefused) else None
        _count(refused.reason)
        entering.record(owner, result=f"denied:{refused.reason}", objects={"provider": str(row.pk)}, now=now)
        raise
    _count("done" if arrival.is_whole else "half")
    return arrival


def counts() -> dict[str, int]:
    """Return how often somebody came back from a provider, by what came of it."""
    return tally.totals(KIND)


def _arrived(row: IdentityProvider, answer: Answer, browser: Browser, *, now: datetime) -> Arrival:
    session = sessions.find(browser.token, now=now)
    posted = saml_answers.kept(answer.state) if providers.is_saml(row) else None
    way = departures.come_back(answer.state, provider=row, door=browser.door, session=session, now=now)
    if providers.is_saml(row):
        trying = Try(door=browser.door, state=answer.state)
        asserted = saml_answers.asserted(row, way, posted, trying, oldest=now - leaving.OLDEST)
    else:
        asserted = _asserted(row, way, answer, browser, now=now)
    if way.purpose == Purpose.LINK:
        return _link(row, asserted, session, now=now)
    if way.purpose == Purpose.PROVE:
        return _prove(row, way, asserted, session, now=now)
    if way.purpose == Purpose.JOIN:
        return _join(row, way, asserted, browser, now=now)
    found = identities.of_subject(row, asserted.subject)
    if found is None:
        raise ProviderRefused(reason="unknown")
    return _enter(row, found, asserted, browser, now=now)


def _asserted(row: IdentityProvider, way: Departure, answer: Answer, browser: Browser, *, now: datetime) -> Asserted:
    """Return whom the provider means, after every check of the answer and of the token."""
    found = calls.known(row.issuer)
    if answer.issuer != row.issuer and (answer.issuer or found.says_issuer):
        raise ProviderRefused(reason="answer_issuer")
    if answer.error:
        raise ProviderRefused(reason="declined")
    if not 0 < len(answer.code) <= _LONGEST:
        raise ProviderRefused(reason="no_code")
    trying = Try(door=browser.door, state=answer.state)
    redemption = Redemption(
        code=answer.code, verifier=trying.verifier, redirect_uri=providers.redirect_uri(row.public_id)
    )
    token = calls.redeem(found, providers.registration(row), redemption)
    expected = Expected(
        issuer=row.issuer,
        client_id=row.client_id,
        nonce=trying.nonce,
        algorithms=found.algorithms,
        authenticated_after=way.left_at if way.purpose == Purpose.PROVE else now - leaving.OLDEST,
    )
    try:
        return id_token.verify(token, keys=calls.keys(found), expected=expected, now=now)
    except TokenRefused as refused:
        raise ProviderRefused(reason=f"token_{refused.reason}") from None


def _enter(
    row: IdentityProvider, found: FederatedIdentity, asserted: Asserted, browser: Browser, *, now: datetime
) -> Arrival:
    """Let the person in, or as far as the second factor."""
    user, device = found.user, browser.visit.device
    entering.require_granted(user, now=now)
    if asserted.has_second_factor(accepted=providers.accepted(row)) and ways.takes(user, BY_PROVIDER):
        with transaction.atomic():
            FederatedIdentity.objects.filter(pk=found.pk).update(used_at=now)
            token = entering.let_in(user, by=BY_PROVIDER, device=device, objects={"provider": str(row.pk)}, now=now)
        return Arrival(purpose=Purpose.SIGN_IN, token=token)
    own = user.totp_confirmed_at is not None or (user.passkey_only and user.passkeys.exists())
    if own:
        FederatedIdentity.objects.filter(pk=found.pk).update(used_at=now)
    elif user.passkeys.exists() or user.identities.exclude(used_at=None).exists():
        raise ProviderRefused(reason="no_second_factor", owner=user.id)
    half = sessions.start(user, stage=Session.Stage.PASSWORD, now=now, device=device)
    return Arrival(purpose=Purpose.SIGN_IN, token=half, is_whole=False)


def _join(row: IdentityProvider, way: Departure, asserted: Asserted, browser: Browser, *, now: datetime) -> Arrival:
    """Make the account of whoever took their place by the provider, tie it, and let them in as anybody else."""
    if way.invitation_id is None:
        raise ProviderRefused(reason="state")
    with transaction.atomic():
        user = inviting.take(way.invitation_id, name=way.name, now=now)
        entry = Entry(tag="factor:link", at=now, actor=user, objects={"provider": str(row.pk)})
        found = identities.tie(user, provider=row, subject=asserted.subject, entry=entry, now=now)
    return _enter(row, found, asserted, browser, now=now)


def _link(row: IdentityProvider, asserted: Asserted, session: Session | None, *, now: datetime) -> Arrival:
    """Tie the person who is signed in, and asked for it with a fresh factor."""
    here = _full(session)
    if sessions.is_locked(here, now=now):
        raise ProviderRefused(reason="state", owner=here.user_id)
    entry = Entry(
        tag="factor:link",
        at=now,
        actor=here.user_id,
        session=sessions.session_code(here),
        objects={"provider": str(row.pk)},
    )
    identities.tie(here.user_id, provider=row, subject=asserted.subject, entry=entry, now=now)
    return Arrival(purpose=Purpose.LINK)


def _prove(
    row: IdentityProvider, way: Departure, asserted: Asserted, session: Session | None, *, now: datetime
) -> Arrival:
    """Let the same person go on, if the provider says that they just showed two factors."""
    here = _full(session)
    found = identities.of_subject(row, asserted.subject)
    if found is None or found.user_id != here.user_id:
        raise ProviderRefused(reason="other", owner=here.user_id)
    if not ways.takes(here.user, BY_PROVIDER):
        raise ProviderRefused(reason="passkey_only", owner=here.user_id)
    if not asserted.has_second_factor(accepted=providers.accepted(row)):
        raise ProviderRefused(reason="one_factor", owner=here.user_id)
    try:
        token = locking.renew(here, by=BY_PROVIDER, now=now)
    except SignInRefused:
        raise ProviderRefused(reason="state", owner=here.user_id) from None
    return Arrival(purpose=Purpose.PROVE, token=token, way_back=way.way_back)


def _full(session: Session | None) -> Session:
    if session is None or session.stage != Session.Stage.FULL:
        raise ProviderRefused(reason="state")
    return session


def _count(outcome: str) -> None:
    with transaction.atomic():
        tally.add({f"{KIND}.{outcome}": 1})
