"""The message trail over HTTP."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desvelo.duties.assurance import trail
from desvelo.duties.assurance.trail_screen import MessageTrail, Wanted
from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import navigation

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_GET
def trail_list(request: ActorRequest) -> HttpResponse:
    """Show the newest messages, or those that need an eye."""
    return _page(request, "trail/list.html")


@require_GET
def trail_message(request: ActorRequest, message: str) -> HttpResponse:
    """Show the course of one message, beside the list."""
    return _page(request, "trail/message.html", course=trail.course(request.actor, message, now=request.now))


def _page(request: ActorRequest, template: str, *, course: MessageTrail | None = None) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    wanted = Wanted(
        state=request.GET.get("state", ""),
        reason=request.GET.get("reason", ""),
        before=int(cursor) if _WHOLE_NUMBER.fullmatch(cursor) else None,
    )
    found = trail.messages(request.actor, wanted, now=request.now)
    nav = navigation.navigation(request.actor, active="trail")
    return render(request, template, {"trail": found, "course": course, "nav": nav})
