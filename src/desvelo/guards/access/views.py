"""The pages of the door: sign in by passkey or by password and code, enrolment, sign out."""

import io
import secrets
from datetime import datetime
from typing import Protocol, cast

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base import clock, company
from desvelo.guards.access import actions, totp
from desvelo.guards.access.errors import SignInRefused, TooManyTries
from desvelo.guards.access.federation import providers
from desvelo.guards.access.http import (
    ActorRequest,
    clear_token,
    device_of,
    door_of,
    public,
    set_door,
    set_token,
    token_of,
)
from desvelo.guards.access.models import Session
from desvelo.guards.access.visits import address_of, sentence

_BEGIN = "access:sign_in"


class CodeCheck(Protocol):
    """What turns a half session and a code into the token of a full one."""

    def __call__(self, *, token: str, code: str, address: str, now: datetime) -> str:
        """Return the token, or raise SignInRefused or TooManyTries."""
        ...


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
    return set_token(HttpResponseRedirect(settings.HOME_URL), token)


@public
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app; send whoever has no app yet to enrol one."""
    session = _half_session(request)
    if session is None:
        return redirect(_BEGIN)
    if session.user.totp_confirmed_at is None:
        return redirect("access:enrol")
    if request.method == "GET":
        return render(request, "access/second_factor.html", {"error": ""})
    return _try_code(request, template="access/second_factor.html", check=actions.check_code, context={})


@public
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as text, and confirm it with a first code."""
    session = _half_session(request)
    if session is None or session.user.totp_confirmed_at is not None:
        return redirect(_BEGIN)
    secret = actions.begin_enrolment(token=token_of(request), now=clock.wall())
    context = {"qr_url": reverse("access:enrol_qr"), "secret": _grouped(totp.as_text(secret)), "error": ""}
    if request.method == "GET":
        return render(request, "access/enrol_totp.html", context)
    return _try_code(request, template="access/enrol_totp.html", check=actions.confirm_enrolment, context=context)


@public
@require_GET
def enrol_qr(request: HttpRequest) -> HttpResponse:
    """Draw the secret for the app's camera."""
    session = _half_session(request)
    if session is None or session.user.totp_confirmed_at is not None:
        return HttpResponse(status=404)
    secret = actions.begin_enrolment(token=token_of(request), now=clock.wall())
    address = totp.address(secret=secret, email=session.user.email, issuer=company.name())
    picture = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage).save(picture)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


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


def _try_code(request: HttpRequest, *, template: str, check: CodeCheck, context: dict[str, str]) -> HttpResponse:
    code = "".join(request.POST.get("code", "").split())
    try:
        token = check(token=token_of(request), code=code, address=address_of(request), now=clock.wall())
    except (SignInRefused, TooManyTries) as error:
        return render(request, template, {**context, "error": sentence(error)}, status=int(error.status))
    return set_token(HttpResponseRedirect(settings.HOME_URL), token)


def _half_session(request: HttpRequest) -> Session | None:
    session = cast("ActorRequest", request).access_session
    return session if session is not None and session.stage == Session.Stage.PASSWORD else None


def _grouped(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
