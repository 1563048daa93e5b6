"""People who enter by a provider that speaks SAML: connect one, walk there, and have its answer posted across sites."""

from dataclasses import replace
from typing import Any

from django.test import Client

from browser import Browser, just_proved
from far_saml import FarSaml, Posted
from federated import begins, leaves, path_of


def connected(house: Any, far: FarSaml, *, name: str = "Aurora SAML", acr: str = "") -> Any:
    """Let IT connect a provider as the product does, and tell it of the desk; return its row."""
    from desvelo.base import clock
    from desvelo.base.ids import new_public_id
    from desvelo.guards.access.federation import providers, saml_providers
    from desvelo.guards.access.federation.saml_providers import AskedSaml, Given
    from desvelo.guards.access.models import IdentityProvider

    now, public_id = clock.wall(), new_public_id()
    given = Given(text=far.metadata(), address="")
    asked = AskedSaml(id=public_id, name=name, accepted_acr=acr, metadata=given)
    saml_providers.connect(actor=replace(house.caio, proved_at=now), asked=asked, now=now)
    far.say(desk=[providers.entity_of(public_id), providers.answer_uri(public_id)])
    return IdentityProvider.objects.get(name=name)


def post(posted: Posted) -> Any:
    """Post an answer as the provider's page does: from another site, so without a cookie or a token of ours."""
    stranger = Client(enforce_csrf_checks=True)
    return stranger.post(
        path_of(posted.to),
        {"SAMLResponse": posted.answer, "RelayState": posted.relay},
        headers={"origin": "https://login.example", "sec-fetch-site": "cross-site"},
    )


def back(browser: Browser, answer: Any) -> Any:
    """Let the browser go on to where the page that took the answer leads."""
    return browser.get(leaves(answer))


def signs_in(browser: Browser, company: Any, far: FarSaml) -> Any:
    """Go there and back; return the answer of the desk."""
    return back(browser, post(far.follow(begins(browser, company))))


def ties(actor: Any, company: Any, far: FarSaml) -> Any:
    """Let somebody who is signed in connect who they are there; return the answer of the desk."""
    browser = just_proved(actor)
    going = browser.post(f"/conta/seguranca/provedores/{company.public_id}/conectar")
    return back(browser, post(far.follow(leaves(going))))
