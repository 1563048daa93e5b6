"""One's own account over HTTP: how I enter, where I am signed in, how the desk looks to me."""

from typing import cast

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base import clock
from desvelo.guards.access import account, entering, known, queries
from desvelo.guards.access.errors import LastFactor, NameRefused, PasskeyRefused, ProofTooOld
from desvelo.guards.access.federation import identities
from desvelo.guards.access.http import ActorRequest, device_of, known_of, token_of
from desvelo.guards.access.models import Session, Theme
from desvelo.guards.access.visits import to_confirm

_SECURITY = "access:security"


@require_GET
def home(_request: ActorRequest) -> HttpResponse:
    """Begin with security."""
    return redirect(_SECURITY)


@require_GET
def security(request: ActorRequest) -> HttpResponse:
    """Show passkeys, the code app and the browsers signed in."""
    return _security(request)


@require_POST
def ask_new_passkey(request: ActorRequest) -> HttpResponse:
    """Give this session a challenge for a new passkey."""
    options = account.ask_new_passkey(actor=request.actor, token=token_of(request), now=clock.wall())
    return JsonResponse(options)


@require_POST
def add_passkey(request: ActorRequest) -> HttpResponse:
    """Keep the passkey the browser made."""
    name, answer = request.POST.get("name", ""), request.POST.get("answer", "")
    try:
        account.add_passkey(actor=request.actor, token=token_of(request), answer=answer, name=name, now=clock.wall())
    except (NameRefused, PasskeyRefused, ProofTooOld) as refused:
        return _refused(request, refused)
    return redirect(_SECURITY)


@require_POST
def unlink_provider(request: ActorRequest, provider: str) -> HttpResponse:
    """Untie one's account from a provider."""
    try:
        identities.untie(actor=request.actor, provider=provider, now=clock.wall())
    except (LastFactor, ProofTooOld) as refused:
        return _refused(request, refused)
    return redirect(_SECURITY)


@require_POST
def rename_passkey(request: ActorRequest, passkey: str) -> HttpResponse:
    """Give a passkey another name."""
    try:
        account.rename_passkey(
            actor=request.actor, passkey=passkey, name=request.POST.get("name", ""), now=clock.wall()
        )
    except (NameRefused, ProofTooOld) as refused:
        return _refused(request, refused)
    return redirect(_SECURITY)


@require_POST
def remove_passkey(request: ActorRequest, passkey: str) -> HttpResponse:
    """Forget a passkey."""
    try:
        account.remove_passkey(actor=request.actor, passkey=passkey, now=clock.wall())
    except (LastFactor, ProofTooOld) as refused:
        return _refused(request, refused)
    return redirect(_SECURITY)


@require_POST
def end_other_sessions(request: ActorRequest) -> HttpResponse:
    """Sign the other browsers out."""
    try:
        account.end_other_sessions(actor=request.actor, now=clock.wall(), known_token=known_of(request))
    except ProofTooOld as refused:
        return _refused(request, refused)
    return redirect(_SECURITY)


@require_POST
def end_session(request: ActorRequest, code: str) -> HttpResponse:
    """Sign one other browser out."""
    try:
        account.end_session(actor=request.actor, code=code, now=clock.wall())
    except ProofTooOld as refused:
        return _refused(request, refused)
    return redirect(_SECURITY)


@require_http_methods(["GET", "POST"])
def look(request: ActorRequest) -> HttpResponse:
    """Choose theme and language; each choice applies at once, on every device."""
    user = cast("Session", request.access_session).user
    if request.method == "POST":
        chosen = account.Look(
            theme=request.POST.get("theme", user.theme),
            language=request.POST.get("language", user.language),
            needs_time=request.POST.get("time", "more" if user.needs_time else "usual") == "more",
        )
        account.choose_look(actor=request.actor, look=chosen, now=clock.wall())
        return redirect("access:look")
    themes = [(Theme.SYSTEM, _("As the device says")), (Theme.LIGHT, _("Light")), (Theme.DARK, _("Dark"))]
    times = [("usual", _("30 seconds")), ("more", _("2 minutes"))]
    context = {
        "tab": "look",
        "themes": themes,
        "languages": settings.LANGUAGES,
        "times": times,
        "time": "more" if user.needs_time else "usual",
        "chosen": user,
    }
    return render(request, "access/look.html", context)


def _security(request: ActorRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    own = queries.own_account(request.actor, now=clock.wall())
    links = identities.links(request.actor, now=clock.wall())
    context = {
        "tab": "security",
        "account": own,
        "links": links,
        "device": device_of(request),
        "known": known.lines(request.actor, token=known_of(request), now=clock.wall()),
        "most_sessions": entering.MOST_SESSIONS,
        "error": error,
    }
    return render(request, "access/security.html", context, status=status)


def refuse(request: ActorRequest, error: str, *, status: int) -> HttpResponse:
    """Show one's security with what did not work."""
    return _security(request, error=error, status=status)


def _refused(request: ActorRequest, refused: LastFactor | NameRefused | PasskeyRefused | ProofTooOld) -> HttpResponse:
    if isinstance(refused, ProofTooOld):
        return to_confirm(reverse(_SECURITY))
    return _security(request, error=_sentence(refused), status=int(refused.status))


def _sentence(refused: LastFactor | NameRefused | PasskeyRefused) -> str:
    if isinstance(refused, NameRefused):
        return _("Give it a name of up to %(longest)s characters.") % {"longest": refused.params["longest"]}
    if isinstance(refused, LastFactor):
        return _("This is your only way in. Add another before removing it.")
    return _("The passkey was not created. Try again, here or on another device.")
