"""Whoever manages people signs others out, over HTTP."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from desvelo.base import clock
from desvelo.guards.access import ending
from desvelo.guards.access.errors import ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.access.visits import to_confirm


@require_POST
def end_of(request: ActorRequest, person: str) -> HttpResponse:
    """Sign one person out on every device."""
    page = f"/ajustes/pessoas/{person}"
    try:
        ending.end_of(actor=request.actor, person=person, now=clock.wall())
    except ProofTooOld:
        return to_confirm(page)
    return redirect(page)


@require_POST
def end_everybodys(request: ActorRequest) -> HttpResponse:
    """Sign everybody out but who asks."""
    try:
        ending.end_everybodys(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse("access:team"))
    return redirect("access:team")
