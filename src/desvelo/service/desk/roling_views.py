"""Roles over HTTP: the list, one permission by permission, a copy, a change, and giving one to somebody."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access import role_giving
from desvelo.guards.access.errors import (
    AlreadyAsked,
    LastKeeper,
    NameRefused,
    NameTaken,
    OwnRequest,
    ProofTooOld,
    RoleRefused,
)
from desvelo.guards.access.http import ActorRequest
from desvelo.kernel.errors import DesveloError
from desvelo.service.desk import navigation, roling, staffing_views

_PAGE = "roles:page"


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show every role."""
    return _page(request)


@require_GET
def role(request: ActorRequest, role: str) -> HttpResponse:
    """Show what one role may do."""
    return _role(request, role)


@require_POST
def clone(request: ActorRequest) -> HttpResponse:
    """Copy a preset under a name."""
    name, preset = request.POST.get("name", ""), request.POST.get("preset", "")
    try:
        made = role_giving.clone(actor=request.actor, name=name, preset=preset, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse(_PAGE))
    except (NameRefused, NameTaken, RoleRefused) as refused:
        return _page(request, error=_sentence(refused), status=int(refused.status))
    return redirect("roles:role", made)


@require_POST
def edit(request: ActorRequest, role: str) -> HttpResponse:
    """Take out and give permissions."""
    held = frozenset(request.POST.getlist("held"))
    try:
        roling.edit(actor=request.actor, role=role, held=held, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("roles:role", args=[role]))
    except (AlreadyAsked, RoleRefused) as refused:
        return _role(request, role, error=_sentence(refused), status=int(refused.status))
    return redirect("roles:role", role)


@require_POST
def give(request: ActorRequest, person: str) -> HttpResponse:
    """Give somebody a role, or ask a second person."""
    try:
        role = request.POST.get("role", "")
        is_so = roling.give(actor=request.actor, person=person, role=role, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("staff:person", args=[person]))
    except (AlreadyAsked, LastKeeper, OwnRequest) as refused:
        return staffing_views.refused(request, person, refused)
    return redirect("staff:person", person) if is_so else redirect("rules:approvals")


def _page(request: ActorRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": roling.page(request.actor, now=clock.wall()),
        "nav": navigation.navigation(request.actor, active="roles"),
        "error": error,
        "longest": role_giving.LONGEST,
    }
    return render(request, "desk/roles.html", context, status=status)


def _role(request: ActorRequest, role: str, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": roling.role_page(request.actor, role, now=clock.wall()),
        "nav": navigation.navigation(request.actor, active="roles"),
        "error": error,
    }
    return render(request, "desk/role.html", context, status=status)


def _sentence(refused: DesveloError) -> str:
    if isinstance(refused, AlreadyAsked):
        return _("You asked for this already. It waits under Approvals.")
    if isinstance(refused, NameTaken):
        return _("Another role has this name. Choose another one.")
    if isinstance(refused, NameRefused):
        return _("Write a name of up to 60 characters.")
    return _("This role cannot have that: content, people, keys and policies are kept apart. Choose from the list.")


def _to_confirm(back: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': back})}")
