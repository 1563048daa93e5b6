"""People who enter by an identity provider: connect one, tie somebody, walk the way there and back."""

import html
import re
from dataclasses import replace
from typing import Any

from browser import Browser, just_proved
from far_provider import CLIENT, SECRET, FarProvider

_ADDRESS = re.compile(r'http-equiv="refresh" content="0;url=([^"]+)"')


def connected(house: Any, issuer: str, *, name: str, acr: str = "") -> Any:
    """Let IT connect a provider as the product does; return its row."""
    from desvelo.base import clock
    from desvelo.base.ids import new_public_id
    from desvelo.guards.access.federation import providers
    from desvelo.guards.access.federation.providers import Asked
    from desvelo.guards.access.models import IdentityProvider

    now = clock.wall()
    asked = Asked(id=new_public_id(), name=name, issuer=issuer, client_id=CLIENT, accepted_acr=acr, secret=SECRET)
    providers.connect(actor=replace(house.caio, proved_at=now), asked=asked, now=now)
    return IdentityProvider.objects.get(name=name)


def leaves(answer: Any) -> str:
    """Return where the page that answers a form leads the browser."""
    assert answer.status_code == 200, answer.content.decode()
    return html.unescape(_ADDRESS.findall(answer.content.decode())[0])


def begins(browser: Browser, company: Any) -> str:
    """Press the button on the door; return the provider's address."""
    return leaves(browser.post(f"/entrar/provedor/{company.public_id}"))


def signs_in(browser: Browser, company: Any, far: FarProvider) -> Any:
    """Go there and back; return the answer of the desk."""
    return browser.get(path_of(far.follow(begins(browser, company))))


def ties(actor: Any, company: Any, far: FarProvider) -> Any:
    """Let somebody who is signed in connect who they are there; return the answer of the desk."""
    browser = just_proved(actor)
    going = browser.post(f"/conta/seguranca/provedores/{company.public_id}/conectar")
    return browser.get(path_of(far.follow(leaves(going))))


def path_of(address: str) -> str:
    """Return what the browser asks of the desk when it is sent to *address*."""
    own = "http://localhost:8000"
    assert address.startswith(f"{own}/"), address
    return address.removeprefix(own)


def is_in(browser: Browser) -> bool:
    """Tell whether the browser holds a full session."""
    return browser.get("/conta/seguranca").status_code == 200
