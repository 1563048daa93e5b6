"""The keys over HTTP: the page, the part of it that moves while a key is replaced, and the wish to replace it."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access.errors import ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import rotating
from desvelo.service.desk import key_screen, navigation


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show how the keys are."""
    context = {
        "keys": key_screen.page(request.actor, now=clock.wall()),
        "nav": navigation.navigation(request.actor, active="keys"),
    }
    return render(request, "desk/keys.html", context)


@require_GET
def progress(request: ActorRequest) -> HttpResponse:
    """Draw what moves, again."""
    return render(request, "desk/_keys.html", {"keys": key_screen.page(request.actor, now=clock.wall())})


@require_POST
def replace(request: ActorRequest) -> HttpResponse:
    """Let the weekly key be replaced now; whoever did not just prove themselves does so first."""
    try:
        rotating.ask(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': reverse('keys:page')})}")
    return redirect("keys:page")
