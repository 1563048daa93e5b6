"""Sending somebody to an identity provider: to sign in, to take a place, to connect an account, to confirm or unlock.

Each begins with a click of the person in this browser; none begins by a link of somebody else.

Source: ASVS v5.0.0-7.6.2, 10.2.1; RFC 9700 section 2.1.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from desvelo.guards.access import gate, inviting, sessions
from desvelo.guards.access.errors import ProviderRefused, SignInRefused
from desvelo.guards.access.federation import calls, departures, providers, saml_library
from desvelo.guards.access.federation.departures import Leaving, Purpose
from desvelo.guards.access.models import IdentityProvider, Session
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.federation import asking
from desvelo.kernel.federation.asking import Wish
from desvelo.kernel.federation.saml import asking as saml_asking

OLDEST: Final = sessions.ABSOLUTE_END
"""How long ago the person may have signed in there: as long as a session here may last."""
_LONGEST_WAY_BACK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What somebody who holds a code says of themselves, and from where."""

    code: str = field(repr=False)
    name: str
    address: str


def to_sign_in(*, provider: str, door: str, now: datetime) -> str:
    """Return where the browser that holds *door* goes to sign in.  Raises NotFound, ProviderRefused."""
    row = providers.usable(provider)
    return _way(row, Leaving(purpose=Purpose.SIGN_IN), door=door, now=now)


def to_join(*, provider: str, door: str, joining: Joining, now: datetime) -> str:
    """Return where whoever holds the code of an invitation goes to take their place.

    Raises NotFound, TooManyTries, InvitationRefused, ProviderRefused.
    """
    row = providers.usable(provider)
    place = inviting.reserved(joining.code, address=joining.address, now=now)
    named = inviting.require_name(joining.name)
    return _way(row, Leaving(purpose=Purpose.JOIN, invitation=place, name=named), door=door, now=now)


def to_link(*, actor: Actor, token: str, provider: str, door: str, now: datetime) -> str:
    """Return where *actor* goes to connect their account.  Raises Forbidden, ProofTooOld, NotFound, ProviderRefused."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    row = providers.usable(provider)
    return _way(row, Leaving(purpose=Purpose.LINK, session=_full(token, now=now)), door=door, now=now)


def to_prove(*, token: str, provider: str, door: str, way_back: str, now: datetime) -> str:
    """Return where the person of a session, locked or not, goes to show again who they are.

    Raises NotFound, SignInRefused, ProviderRefused.
    """
    row = providers.usable(provider)
    kept = way_back if len(way_back) <= _LONGEST_WAY_BACK else ""
    leaving = Leaving(purpose=Purpose.PROVE, session=_full(token, now=now), way_back=kept)
    return _way(row, leaving, door=door, now=now)


def _way(row: IdentityProvider, leaving: Leaving, *, door: str, now: datetime) -> str:
    if providers.is_saml(row):
        return _saml_way(row, leaving, door=door, now=now)
    found = calls.known(row.issuer)
    trying = departures.leave(leaving, provider=row, door=door, now=now)
    wish = Wish(max_age=OLDEST, acr=providers.accepted(row))
    if leaving.purpose == Purpose.PROVE:
        wish = Wish(max_age=timedelta(0), acr=providers.accepted(row), anew=True)
    return asking.address(
        found, trying, wish, client_id=row.client_id, redirect_uri=providers.redirect_uri(row.public_id)
    )


def _saml_way(row: IdentityProvider, leaving: Leaving, *, door: str, now: datetime) -> str:
    """Return where one that speaks SAML is asked; to confirm, anew, and for one of the classes that count."""
    if not saml_library.is_installed():
        raise ProviderRefused(reason=saml_library.NEEDS)
    trying = departures.leave(leaving, provider=row, door=door, now=now)
    wish = saml_asking.Wish()
    if leaving.purpose == Purpose.PROVE:
        wish = saml_asking.Wish(classes=providers.accepted(row), anew=True)
    return saml_asking.address(row.sign_on, trying, wish, ours=providers.saml_ours(row), now=now)


def _full(token: str, *, now: datetime) -> Session:
    session = sessions.find(token, now=now)
    if session is None or session.stage != Session.Stage.FULL:
        raise SignInRefused
    return session
