"""An alarm over HTTP: somebody says that they saw it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from desvelo.base import clock
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import alarms


@require_POST
def seen(request: ActorRequest, alarm: str) -> HttpResponse:
    """Take an alarm from the screens, on record, and go where one finds out what happened."""
    alarms.see(actor=request.actor, alarm=alarm, now=clock.wall())
    return redirect("audit:list")
