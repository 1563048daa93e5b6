"""The first steps over HTTP: the list, and a page for each that is left once there is an account."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from desvelo.base import clock
from desvelo.base.ui import qr, simulator
from desvelo.guards.access import inviting, officer_form
from desvelo.guards.access.errors import OfficerRefused, ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import key_copies
from desvelo.guards.vault.key_copies import CodeWrong
from desvelo.service.desk import first_message, first_steps, navigation, numbers

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_EXTERNAL = frozenset({"aws-kms", "vault"})


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show what is done and what is left."""
    steps = first_steps.steps(request.actor, now=request.now)
    context = {"steps": steps, "left": sum(not each.is_done for each in steps), "next": first_steps.next_left(steps)}
    return render(request, "desk/first_steps.html", {**context, "nav": _nav(request)})


@require_http_methods(["GET", "POST"])
def key(request: ActorRequest) -> HttpResponse:
    """Say where the keys lie and how to choose another place, and take the code of a copy."""
    wrong = False
    if request.method == "POST":
        try:
            key_copies.show(actor=request.actor, typed=request.POST.get("code", ""), now=request.now)
        except CodeWrong:
            wrong = True
        else:
            return redirect("first_steps:page")
    copy = key_copies.copy(request.actor, now=request.now)
    context = {"copy": copy, "is_external": copy.root_kind in _EXTERNAL, "wrong": wrong}
    return _step(request, "key", "desk/master_key.html", context, status=int(CodeWrong.status) if wrong else 200)


@require_GET
def number(request: ActorRequest) -> HttpResponse:
    """Offer to connect a number or to try without one; say how those there are fare."""
    context = {"lines": numbers.lines(request.actor, now=request.now), "phone": simulator.address()}
    return _step(request, "number", "desk/first_number.html", context)


@require_http_methods(["GET", "POST"])
def team(request: ActorRequest) -> HttpResponse:
    """Say who works here, and take who answers for the data."""
    here, error = reverse("first_steps:team"), ""
    if request.method == "POST":
        try:
            error = officer_form.appoint(request.actor, request.POST, now=clock.wall())
        except ProofTooOld:
            return redirect(f"{reverse('access:confirm')}?{urlencode({'volta': here})}")
        if not error:
            return redirect("first_steps:team")
    people = inviting.people(request.actor, now=request.now)
    context = {
        "attending": [each for each in people if each.role in inviting.IN_A_TEAM],
        "invited": inviting.invitations(request.actor, now=request.now),
        **officer_form.shown(request.actor, action=here, error=error, typed=request.POST),
    }
    return _step(request, "team", "desk/first_team.html", context, status=int(OfficerRefused.status) if error else 200)


@require_GET
def message(request: ActorRequest) -> HttpResponse:
    """Show where to write, and wait."""
    context = {"awaited": first_message.awaited(request.actor, now=request.now)}
    return _step(request, "message", "desk/first_message.html", context)


@require_GET
def arrival(request: ActorRequest) -> HttpResponse:
    """Draw again whether it arrived, behind the message that the page knew."""
    given = request.GET.get("depois", "")
    after = int(given) if _WHOLE_NUMBER.fullmatch(given) else None
    awaited = first_message.awaited(request.actor, now=request.now, after=after)
    return render(request, "desk/_first_arrival.html", {"awaited": awaited})


@require_GET
def message_qr(request: ActorRequest) -> HttpResponse:
    """Draw the address of our number for the camera of a phone."""
    return qr.picture(first_message.link(request.actor, now=request.now))


def _step(
    request: ActorRequest, here: str, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Render the page of one step, with all of them beside it and the way on below."""
    steps = first_steps.steps(request.actor, now=request.now)
    is_done = next(each.is_done for each in steps if each.key == here)
    rail = {"steps": steps, "here": here, "is_done": is_done, "next": first_steps.next_left(steps, after=here)}
    return render(request, template, {**context, **rail, "nav": _nav(request)}, status=status)


def _nav(request: ActorRequest) -> object:
    return navigation.navigation(request.actor, active="first_steps")
