"""The pages of the door: sign in by passkey or by password and code, sign out."""

import secrets
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from desvelo.base import clock
from desvelo.guards.access import actions, enrolling, ways
from desvelo.guards.access.errors import SignInRefused, TooManyTries
from desvelo.guards.access.federation import providers
from desvelo.guards.access.http import (
    ActorRequest,
    clear_token,
    device_of,
    door_of,
    known_of,
    public,
    set_door,
    set_token,
    token_of,
)
from desvelo.guards.access.models import Session
from desvelo.guards.access.visits import address_of, admit, sentence

_BEGIN = "access:sign_in"


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail and password."""
    if request.method == "GET":
        return _door(request)
    email = request.POST.get("email", "")
    try:
        token = actions.check_password(
            email=email,
            password=request.POST.get("password", ""),
            address=address_of(request),
            device=device_of(request),
            known=known_of(request),
            now=clock.wall(),
        )
    except (SignInRefused, TooManyTries) as error:
        return _door(request, email=email, refused=error)
    return set_token(redirect("access:second_factor"), token)


@public
@require_POST
def ask_passkey(_request: HttpRequest) -> HttpResponse:
    """Give this browser a challenge to sign; it has no session yet, so a secret of its own ties the two together."""
    door = secrets.token_urlsafe()
    return set_door(JsonResponse(actions.ask_passkey(door=door, now=clock.wall())), door)


@public
@require_POST
def check_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in whoever's passkey signed the challenge."""
    visit = actions.Visit(address=address_of(request), device=device_of(request))
    try:
        token = actions.check_passkey(
            answer=request.POST.get("answer", ""), door=door_of(request), visit=visit, now=clock.wall()
        )
    except (SignInRefused, TooManyTries) as error:
        return _door(request, refused=error)
    return admit(request, HttpResponseRedirect(settings.HOME_URL), token)


@public
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app; send whoever has no factor yet to enrol one."""
    session = half_session(request)
    if session is None:
        return redirect(_BEGIN)
    if enrolling.may_enrol(session):
        return redirect("access:enrol")
    if request.method == "GET":
        return _second_factor(request, session)
    try:
        token = actions.check_code(
            token=token_of(request),
            code="".join(request.POST.get("code", "").split()),
            address=address_of(request),
            known=known_of(request),
            now=clock.wall(),
        )
    except (SignInRefused, TooManyTries) as error:
        return _second_factor(request, session, refused=error)
    return admit(request, HttpResponseRedirect(settings.HOME_URL), token)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, half or full; whoever has none is already out."""
    actions.sign_out(token=token_of(request), now=clock.wall())
    return clear_token(redirect(_BEGIN))


def _door(
    request: HttpRequest, *, email: str = "", refused: SignInRefused | TooManyTries | None = None
) -> HttpResponse:
    error = sentence(refused) if refused else ""
    context = {"email": email, "error": error, "providers": providers.offers()}
    return render(request, "access/sign_in.html", context, status=int(refused.status) if refused else 200)


def _second_factor(
    request: HttpRequest, session: Session, *, refused: SignInRefused | TooManyTries | None = None
) -> HttpResponse:
    user = session.user
    by_code = ways.takes(user, ways.BY_CODE) and user.totp_confirmed_at is not None
    context = {"error": sentence(refused) if refused else "", "by_code": by_code, "must_recover": user.must_recover}
    status = int(refused.status) if refused else 200
    return render(request, "access/second_factor.html", context, status=status)


def half_session(request: HttpRequest) -> Session | None:
    """Return the session of a request that is not full yet: the second factor, or its enrolment, is still to come."""
    session = cast("ActorRequest", request).access_session
    return session if session is not None and session.stage != Session.Stage.FULL else None
