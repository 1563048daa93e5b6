"""The way to an identity provider and back, over HTTP.

Each way begins with a form of ours.  The answer to it is a page that leads on, not a redirect: our policy lets forms go
nowhere else, and a browser holds what a form is redirected to against it.
"""

import secrets
from collections.abc import Callable
from typing import Final, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access import federation_words
from desvelo.guards.access.actions import Visit
from desvelo.guards.access.errors import (
    AccountRefused,
    InvitationRefused,
    ProofTooOld,
    ProviderRefused,
    SignInRefused,
    TooManyTries,
)
from desvelo.guards.access.federation import arriving, leaving, saml_answers
from desvelo.guards.access.federation.arriving import Answer, Arrival, Browser
from desvelo.guards.access.federation.departures import Purpose
from desvelo.guards.access.federation.leaving import Joining
from desvelo.guards.access.http import (
    ActorRequest,
    also_locked,
    clear_way,
    device_of,
    own_path,
    public,
    set_token,
    set_way,
    token_of,
    way_of,
)
from desvelo.guards.access.models import Session
from desvelo.guards.access.visits import address_of, admit, sentence, to_confirm

_SECURITY = "access:security"
Begin = Callable[[str], str]
_NO_TOKEN: Final = {"csrf_token": ""}
"""For a page that answers without having seen the browser's cookies: a new one would spoil the forms that are open."""


@public
@require_POST
def sign_in(request: HttpRequest, provider: str) -> HttpResponse:
    """Leave to sign in."""
    return _leave(request, lambda door: leaving.to_sign_in(provider=provider, door=door, now=clock.wall()))


@public
@require_POST
def join(request: HttpRequest, provider: str) -> HttpResponse:
    """Leave to take the place of an invitation."""
    joining = Joining(code=request.POST.get("code", ""), name=request.POST.get("name", ""), address=address_of(request))
    return _leave(
        request, lambda door: leaving.to_join(provider=provider, door=door, joining=joining, now=clock.wall())
    )


@require_POST
def link(request: ActorRequest, provider: str) -> HttpResponse:
    """Leave to connect one's account."""
    token = token_of(request)
    try:
        return _leave(
            request,
            lambda door: leaving.to_link(
                actor=request.actor, token=token, provider=provider, door=door, now=clock.wall()
            ),
        )
    except ProofTooOld:
        return to_confirm(reverse(_SECURITY))


@also_locked
@require_POST
def prove(request: ActorRequest, provider: str) -> HttpResponse:
    """Leave to unlock, or to confirm who one is."""
    token, way_back = token_of(request), own_path(request.POST.get("volta", ""))
    return _leave(
        request,
        lambda door: leaving.to_prove(token=token, provider=provider, door=door, way_back=way_back, now=clock.wall()),
    )


@csrf_exempt  # it comes from the provider's page; what ties it to a browser is the request that it answers
@public
@require_POST
def take_answer(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what a provider that speaks SAML had the browser post, and lead on: cookies come with the next request."""
    relay = request.POST.get("RelayState", "")
    try:
        saml_answers.take(
            provider=provider,
            answer=request.POST.get("SAMLResponse", ""),
            relay=relay,
            address=address_of(request),
            now=clock.wall(),
        )
    except (ProviderRefused, TooManyTries) as refused:
        return _refused(request, refused, **_NO_TOKEN)
    back = reverse("access:provider_return", args=[provider])
    address = f"{back}?{urlencode({'state': relay})}"
    return render(request, "access/from_provider.html", {"address": address, **_NO_TOKEN})


@public
@require_GET
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what the provider had the browser bring, once."""
    answer = Answer(
        state=request.GET.get("state", ""),
        code=request.GET.get("code", ""),
        error=request.GET.get("error", ""),
        issuer=request.GET.get("iss", ""),
    )
    visit = Visit(address=address_of(request), device=device_of(request))
    browser = Browser(door=way_of(request), token=token_of(request), visit=visit)
    try:
        arrival = arriving.arrive(provider=provider, answer=answer, browser=browser, now=clock.wall())
    except (ProviderRefused, InvitationRefused, AccountRefused, TooManyTries) as refused:
        return _refused(request, refused)
    return clear_way(_arrived(request, arrival))


def _arrived(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    if arrival.purpose == Purpose.LINK:
        return redirect(_SECURITY)
    if not arrival.is_whole:
        return set_token(redirect("access:second_factor"), arrival.token)
    if arrival.purpose == Purpose.PROVE:
        return set_token(HttpResponseRedirect(own_path(arrival.way_back)), arrival.token)
    return admit(request, HttpResponseRedirect(settings.HOME_URL), arrival.token)


def _leave(request: HttpRequest, begin: Begin) -> HttpResponse:
    door = secrets.token_urlsafe(32)
    try:
        address = begin(door)
    except (ProviderRefused, InvitationRefused, SignInRefused, TooManyTries) as refused:
        return _refused(request, refused)
    return set_way(render(request, "access/to_provider.html", {"address": address}), door)


def _refused(
    request: HttpRequest, refused: ProviderRefused | InvitationRefused | SignInRefused | TooManyTries, **more: str
) -> HttpResponse:
    """Say what did not work and lead back: to one's account if one is in, to the door if not."""
    session = cast("ActorRequest", request).access_session
    inside = session is not None and session.stage == Session.Stage.FULL
    context = {"error": _sentence(refused), "back": reverse(_SECURITY if inside else "access:sign_in"), **more}
    return render(request, "access/provider_refused.html", context, status=int(refused.status))


def _sentence(refused: ProviderRefused | InvitationRefused | SignInRefused | TooManyTries) -> str:
    if isinstance(refused, ProviderRefused):
        return federation_words.on_the_way(refused.reason)
    if not isinstance(refused, InvitationRefused):
        return sentence(refused)
    return {
        "known": _("Somebody with this e-mail works here already."),
        "name": _("Write your name, up to 80 characters."),
    }.get(refused.reason) or _("This invitation is not valid any more, or was copied wrongly. Ask for another one.")
