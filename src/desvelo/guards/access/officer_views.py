"""Who answers for the data in public, over HTTP."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desvelo.base import clock
from desvelo.guards.access import officer_form
from desvelo.guards.access.errors import OfficerRefused, ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.access.visits import to_confirm

_PAGE = "access:officer"


@require_http_methods(["GET", "POST"])
def page(request: ActorRequest) -> HttpResponse:
    """Show who it is; take who it is from now on."""
    error = ""
    if request.method == "POST":
        try:
            error = officer_form.appoint(request.actor, request.POST, now=clock.wall())
        except ProofTooOld:
            return to_confirm(reverse(_PAGE))
        if not error:
            return redirect(_PAGE)
    context = officer_form.shown(request.actor, action=reverse(_PAGE), error=error, typed=request.POST)
    return render(request, "access/officer.html", context, status=int(OfficerRefused.status) if error else 200)
