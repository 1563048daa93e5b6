"""Ways back over HTTP: recovery codes, another code app, passkeys alone, known browsers, the link of two people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base import clock
from desvelo.guards.access import (
    account,
    enrolling,
    first_run,
    keepers,
    known,
    notices,
    queries,
    recovery_codes,
    reinstating,
    totp,
)
from desvelo.guards.access.account_views import refuse as _refuse
from desvelo.guards.access.enrolling import Typed
from desvelo.guards.access.errors import (
    AlreadyAsked,
    InvitationRefused,
    LastFactor,
    ProofTooOld,
    SignInRefused,
    TooManyTries,
)
from desvelo.guards.access.http import ActorRequest, device_of, known_of, own_path, public, set_token
from desvelo.guards.access.passwords import SHORTEST, PasswordRefused
from desvelo.guards.access.pictures import qr_code
from desvelo.guards.access.reinstating import Returning
from desvelo.guards.access.visits import address_of, sentence, to_confirm

_SECURITY, _CODES, _APP = "access:security", "access:recovery_codes", "access:code_app"


@require_http_methods(["GET", "POST"])
def codes(request: ActorRequest) -> HttpResponse:
    """Say how many codes are left and offer to make ten; a POST makes them, and shows them this once."""
    own = queries.own_account(request.actor, now=clock.wall())
    made: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = recovery_codes.make(actor=request.actor, now=clock.wall())
        except ProofTooOld:
            return to_confirm(reverse(_CODES))
    context = {"tab": "security", "account": own, "codes": made}
    context |= {"first_run": first_run.at_the_door(first_run.FACTOR), "here": first_run.FACTOR}
    response = render(request, "access/recovery_codes.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def keep(request: ActorRequest) -> HttpResponse:
    """Take note that the person keeps the codes that were shown."""
    try:
        recovery_codes.keep(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_CODES))
    return redirect(settings.HOME_URL if queries.is_alone() else _SECURITY)


@require_http_methods(["GET", "POST"])
def code_app(request: ActorRequest) -> HttpResponse:
    """Connect another code app; it takes the place of the one before with its first code."""
    typed = Typed(
        code="".join(request.POST.get("code", "").split()), address=address_of(request), known=known_of(request)
    )
    error, status = "", 200
    try:
        if request.method == "POST":
            enrolling.confirm_again(actor=request.actor, typed=typed, now=clock.wall())
            return redirect(_SECURITY)
        secret = enrolling.begin_again(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_APP))
    except (SignInRefused, TooManyTries) as refused:
        error, status = sentence(refused), int(refused.status)
        secret = _secret_again(request)
    context = {
        "qr_url": reverse("access:code_app_qr"),
        "secret": totp.as_text(secret) if secret else "",
        "by_code": bool(secret),
        "again": True,
        "inside": True,
        "action": reverse(_APP),
        "error": error,
    }
    return render(request, "access/enrol_totp.html", context, status=status)


@require_GET
def code_app_qr(request: ActorRequest) -> HttpResponse:
    """Draw the secret of the new app."""
    try:
        secret = enrolling.begin_again(actor=request.actor, now=clock.wall())
    except (ProofTooOld, SignInRefused):
        return HttpResponse(status=404)
    return qr_code(secret=secret, email=account.email_of(request.actor))


@require_POST
def hold(request: ActorRequest) -> HttpResponse:
    """Enter with passkeys alone from now on."""
    try:
        keepers.hold(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_SECURITY))
    except LastFactor as refused:
        return _refuse(request, _("Create a passkey first: it would be your only way in."), status=int(refused.status))
    return redirect(_SECURITY)


@require_POST
def loosen(request: ActorRequest) -> HttpResponse:
    """Ask a second person for the other ways in."""
    try:
        keepers.ask_to_loosen(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_SECURITY))
    except AlreadyAsked as refused:
        error = _("You asked for this already. It waits under Approvals.")
        return _refuse(request, error, status=int(refused.status))
    return redirect(_SECURITY)


@require_POST
def forget_device(request: ActorRequest, device: str) -> HttpResponse:
    """Know a browser no more."""
    try:
        known.forget(actor=request.actor, device=device, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_SECURITY))
    return redirect(_SECURITY)


@require_POST
def seen(request: ActorRequest, notice: str) -> HttpResponse:
    """Take a notice of the door from the screens, and go where one finds out what happened."""
    notices.see(actor=request.actor, notice=notice, now=clock.wall())
    return HttpResponseRedirect(own_path(request.POST.get("volta", "")))


@public
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for the link's code, the word and a new password; then go on to the second factor."""
    if request.method == "GET":
        return _return(request)
    returning = Returning(
        code=request.POST.get("code", ""),
        word=request.POST.get("word", ""),
        password=request.POST.get("password", ""),
        address=address_of(request),
        device=device_of(request),
    )
    try:
        token = reinstating.come_back(returning, now=clock.wall())
    except InvitationRefused as refused:
        error = _("Link and word do not belong together, or are not valid any more. Ask again.")
        return _return(request, error=error, status=int(refused.status))
    except (PasswordRefused, SignInRefused, TooManyTries) as refused:
        return _return(request, error=sentence(refused), status=int(refused.status))
    return set_token(redirect("access:second_factor"), token)


def _return(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    given = {each: request.POST.get(each, "") for each in ("code", "word")}
    return render(
        request, "access/come_back.html", {"given": given, "error": error, "shortest": SHORTEST}, status=status
    )


def _secret_again(request: ActorRequest) -> bytes:
    try:
        return enrolling.begin_again(actor=request.actor, now=clock.wall())
    except SignInRefused:
        return b""
