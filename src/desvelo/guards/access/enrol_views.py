"""Enrolment over HTTP: the first second factor, the one after recovery; and a recovery code in its place."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base import clock
from desvelo.guards.access import enrolling, first_run, recovery_codes, totp, ways
from desvelo.guards.access.errors import SignInRefused, TooManyTries
from desvelo.guards.access.http import device_of, known_of, public, set_token, token_of
from desvelo.guards.access.models import Session
from desvelo.guards.access.pictures import qr_code
from desvelo.guards.access.views import half_session
from desvelo.guards.access.visits import address_of, admit, sentence

_BEGIN = "access:sign_in"
_CODES = "access:recovery_codes"


@public
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as text and confirm it with a first code; or offer to make a passkey."""
    session = _enrolling(request)
    if session is None:
        return redirect(_BEGIN)
    if request.method == "GET":
        return _page(request, session)
    code = "".join(request.POST.get("code", "").split())
    try:
        token = enrolling.confirm(token=token_of(request), code=code, address=address_of(request), now=clock.wall())
    except (SignInRefused, TooManyTries) as refused:
        return _page(request, session, refused=refused)
    return admit(request, redirect(_CODES), token)


@public
@require_GET
def enrol_qr(request: HttpRequest) -> HttpResponse:
    """Draw the secret for the app's camera."""
    session = _enrolling(request)
    if session is None or not ways.takes(session.user, ways.BY_CODE):
        return HttpResponse(status=404)
    secret = enrolling.begin(token=token_of(request), now=clock.wall())
    return qr_code(secret=secret, email=session.user.email)


@public
@require_POST
def ask_passkey(request: HttpRequest) -> HttpResponse:
    """Give whoever enrols a challenge for a new passkey."""
    if _enrolling(request) is None:
        return HttpResponse(status=403)
    return JsonResponse(enrolling.ask_passkey(token=token_of(request), now=clock.wall()))


@public
@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Keep the passkey the browser made, and let the person in."""
    session = _enrolling(request)
    if session is None:
        return redirect(_BEGIN)
    answer, name = request.POST.get("answer", ""), request.POST.get("name", "") or device_of(request)
    try:
        token = enrolling.add_passkey(token=token_of(request), answer=answer, name=name, now=clock.wall())
    except SignInRefused as refused:
        return _page(request, session, refused=refused)
    return admit(request, redirect(_CODES), token)


@public
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Take a recovery code in place of the second factor, and go on to enrol another one."""
    session = half_session(request)
    if session is None or session.stage != Session.Stage.PASSWORD:
        return redirect(_BEGIN)
    if request.method == "GET":
        return render(request, "access/recover.html", {"error": ""})
    try:
        token = recovery_codes.use(
            token=token_of(request),
            code=request.POST.get("code", ""),
            address=address_of(request),
            known_token=known_of(request),
            now=clock.wall(),
        )
    except (SignInRefused, TooManyTries) as refused:
        return render(request, "access/recover.html", {"error": sentence(refused)}, status=int(refused.status))
    return set_token(redirect("access:enrol"), token)


def _enrolling(request: HttpRequest) -> Session | None:
    session = half_session(request)
    return session if session is not None and enrolling.may_enrol(session) else None


def _page(
    request: HttpRequest, session: Session, *, refused: SignInRefused | TooManyTries | None = None
) -> HttpResponse:
    by_code = ways.takes(session.user, ways.BY_CODE)
    secret = totp.as_text(enrolling.begin(token=token_of(request), now=clock.wall())) if by_code else ""
    context = {
        "qr_url": reverse("access:enrol_qr"),
        "secret": secret,
        "by_code": by_code,
        "again": session.stage == Session.Stage.RECOVERY,
        "action": reverse("access:enrol"),
        "device": device_of(request),
        "error": sentence(refused) if refused else "",
        "first_run": first_run.at_the_door(first_run.FACTOR),
        "here": first_run.FACTOR,
    }
    return render(request, "access/enrol_totp.html", context, status=int(refused.status) if refused else 200)
