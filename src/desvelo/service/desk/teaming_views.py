"""Teams over HTTP: what they are, who belongs to them, and the closed door of a restricted one."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access import teams, visiting
from desvelo.guards.access.errors import AlreadyAsked, NameRefused, NameTaken, NotFound, ProofTooOld, ReasonNeeded
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import team_glass
from desvelo.guards.vault.errors import ExplanationOwed
from desvelo.kernel.errors import DesveloError
from desvelo.service.desk import doors, navigation, teaming

_PAGE = "teams:page"
_APPROVALS = "rules:approvals"


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show every team."""
    return _page(request)


@require_POST
def make(request: ActorRequest) -> HttpResponse:
    """Make a team."""
    name, is_restricted = request.POST.get("name", ""), request.POST.get("kind") == "restricted"
    return _changed(
        request,
        lambda: teams.make(actor=request.actor, name=name, is_restricted=is_restricted, now=clock.wall()),
    )


@require_POST
def rename(request: ActorRequest, team: str) -> HttpResponse:
    """Give a team another name."""
    name = request.POST.get("name", "")
    return _changed(request, lambda: teams.rename(actor=request.actor, team=team, name=name, now=clock.wall()))


@require_POST
def restrict(request: ActorRequest, team: str) -> HttpResponse:
    """Make a team restricted."""
    return _changed(request, lambda: teams.restrict(actor=request.actor, team=team, now=clock.wall()))


@require_POST
def ask_open(request: ActorRequest, team: str) -> HttpResponse:
    """Ask a second person that a team be open."""
    return _changed(request, lambda: teams.ask_open(actor=request.actor, team=team, now=clock.wall()))


@require_POST
def add(request: ActorRequest, team: str) -> HttpResponse:
    """Add somebody, or ask a second person for it."""
    person = request.POST.get("person", "")
    return _changed(request, lambda: teams.add(actor=request.actor, team=team, person=person, now=clock.wall()))


@require_POST
def remove(request: ActorRequest, team: str, person: str) -> HttpResponse:
    """Take somebody out."""
    return _changed(request, lambda: teaming.remove(actor=request.actor, team=team, person=person, now=clock.wall()))


@require_POST
def ask_access(request: ActorRequest, team: str) -> HttpResponse:
    """Ask the supervisors of a restricted team to be let in."""
    try:
        visiting.ask(actor=request.actor, team=team, reason=request.POST.get("reason", ""), now=clock.wall())
    except (AlreadyAsked, ReasonNeeded) as refused:
        return _still_closed(request, team, refused)
    return redirect("desk:team", team)


@require_POST
def enter_now(request: ActorRequest, team: str) -> HttpResponse:
    """Enter a restricted team in an emergency."""
    try:
        team_glass.enter(actor=request.actor, team=team, reason=request.POST.get("reason", ""), now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("desk:team", args=[team]))
    except (ExplanationOwed, ReasonNeeded) as refused:
        return _still_closed(request, team, refused)
    return redirect("desk:team", team)


@require_POST
def end_pass(request: ActorRequest, pass_id: str) -> HttpResponse:
    """End a pass before its time."""
    visiting.end(actor=request.actor, pass_id=pass_id, now=clock.wall())
    return redirect(_APPROVALS)


@require_POST
def nothing_opened(request: ActorRequest, glass_id: str) -> HttpResponse:
    """Say of an emergency that no conversation was looked at."""
    team_glass.say_nothing_opened(actor=request.actor, broken=glass_id, now=clock.wall())
    return redirect(_APPROVALS)


def closed(request: ActorRequest, team: str) -> HttpResponse | None:
    """Show the closed door of a restricted team to who is outside; None for any other."""
    return _door(request, team)


def _still_closed(request: ActorRequest, team: str, refused: DesveloError) -> HttpResponse:
    shown = _door(request, team, error=_sentence(refused), status=int(refused.status))
    if shown is None:
        raise NotFound
    return shown


def _door(request: ActorRequest, team: str, *, error: str = "", status: int = 403) -> HttpResponse | None:
    shown = doors.page(request.actor, team, now=clock.wall())
    if shown is None:
        return None
    context = {"page": shown, "nav": navigation.navigation(request.actor, active=team), "error": error}
    return render(request, "desk/closed_team.html", context, status=status)


def _changed(request: ActorRequest, doing: Callable[[], object]) -> HttpResponse:
    try:
        doing()
    except ProofTooOld:
        return _to_confirm(reverse(_PAGE))
    except (AlreadyAsked, NameRefused, NameTaken) as refused:
        return _page(request, error=_sentence(refused), status=int(refused.status))
    return redirect(_PAGE)


def _page(request: ActorRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": teaming.page(request.actor, now=clock.wall()),
        "nav": navigation.navigation(request.actor, active="teams"),
        "error": error,
        "longest": teams.LONGEST,
    }
    return render(request, "desk/teams.html", context, status=status)


def _sentence(refused: DesveloError) -> str:
    if isinstance(refused, AlreadyAsked):
        return _("You asked for this already. It waits under Approvals.")
    if isinstance(refused, ReasonNeeded):
        return _("Choose a reason first.")
    if isinstance(refused, ExplanationOwed):
        return _("You have not explained the last emergency. Do that first, under Approvals.")
    if isinstance(refused, NameTaken):
        return _("Another team has this name. Choose another one.")
    return _("Write a name of up to 80 characters.")


def _to_confirm(back: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': back})}")
