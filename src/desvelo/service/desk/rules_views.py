"""The policies over HTTP: the matrix, what a change would have meant, and the change."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access.errors import AlreadyAsked, ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import ruling
from desvelo.guards.vault.errors import RulesChanged
from desvelo.service.desk import navigation, rules_screen
from desvelo.service.desk.rules_screen import Wished

_PAGE = "rules:page"


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show the matrix."""
    return _page(request)


@require_POST
def simulate(request: ActorRequest) -> HttpResponse:
    """Show what the sent levels would have meant, and change nothing."""
    return _page(request, wished=rules_screen.wished(request.actor, request.POST.dict(), now=request.now))


@require_POST
def change(request: ActorRequest) -> HttpResponse:
    """Tighten at once, and ask a second person for what is looser."""
    try:
        wished = rules_screen.wishes(request.POST.dict())
        ruling.rule(actor=request.actor, wished=wished, now=clock.wall())
    except ProofTooOld:
        return _to_confirm()
    except AlreadyAsked as refused:
        return _page(request, error=True, status=int(refused.status))
    return redirect(_PAGE)


@require_POST
def begin_anew(request: ActorRequest) -> HttpResponse:
    """Ask a second person to let a matrix that is closed begin anew."""
    try:
        ruling.begin_anew(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return _to_confirm()
    except (AlreadyAsked, RulesChanged):
        return redirect(_PAGE)
    return redirect(_PAGE)


def _page(
    request: ActorRequest, *, wished: Wished | None = None, error: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "page": rules_screen.page(request.actor, now=request.now, wished=wished),
        "nav": navigation.navigation(request.actor, active="rules"),
        "error": error,
    }
    return render(request, "desk/rules.html", context, status=status)


def _to_confirm() -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': reverse(_PAGE)})}")
