"""Those who work here, over HTTP: one person, who leaves, who comes back, and the access review."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access import leaving, reinstating, reviewing
from desvelo.guards.access.errors import AlreadyAsked, LastKeeper, NotAllDecided, OwnRequest, ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.kernel.errors import DesveloError
from desvelo.service.desk import navigation, roling, staffing

_REVIEW = "staff:review"
_PEOPLE = "access:team"


@require_GET
def person(request: ActorRequest, person: str) -> HttpResponse:
    """Show one person."""
    return _person(request, person)


@require_POST
def suspend(request: ActorRequest, person: str) -> HttpResponse:
    """Shut an account and hand on what was open."""
    try:
        staffing.suspend(actor=request.actor, person=person, to=request.POST.get("to", ""), now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("staff:person", args=[person]))
    except (LastKeeper, OwnRequest) as error:
        return refused(request, person, error)
    return redirect(_PEOPLE)


@require_POST
def ask_back(request: ActorRequest, person: str) -> HttpResponse:
    """Ask a second person that somebody may enter again."""
    try:
        leaving.ask_back(actor=request.actor, public_id=person, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("staff:person", args=[person]))
    except AlreadyAsked as error:
        return refused(request, person, error)
    return redirect("rules:approvals")


@require_POST
def ask_recovery(request: ActorRequest, person: str) -> HttpResponse:
    """Ask a second person that somebody who lost every factor may begin anew."""
    try:
        reinstating.ask(actor=request.actor, public_id=person, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("staff:person", args=[person]))
    except (AlreadyAsked, OwnRequest) as refused:
        return _person(request, person, error=_sentence(refused), status=int(refused.status))
    return redirect("staff:person", person)


@require_POST
def make_link(request: ActorRequest, person: str) -> HttpResponse:
    """Make the link once another agreed, and show it this once."""
    try:
        code = reinstating.make_link(actor=request.actor, public_id=person, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse("staff:person", args=[person]))
    response = _person(request, person, link=f"{settings.DESVELO.public_url}{reverse('access:come_back')}#{code}")
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def review(request: ActorRequest) -> HttpResponse:
    """Show the access review."""
    return _review(request)


@require_POST
def begin(request: ActorRequest) -> HttpResponse:
    """Begin a review of everybody."""
    try:
        reviewing.begin(actor=request.actor, now=clock.wall())
    except AlreadyAsked:
        return redirect(_REVIEW)
    return redirect(_REVIEW)


@require_POST
def decide(request: ActorRequest, person: str) -> HttpResponse:
    """Decide about one person."""
    try:
        decision = request.POST.get("decision", "")
        staffing.decide(actor=request.actor, person=person, decision=decision, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse(_REVIEW))
    except (LastKeeper, OwnRequest) as error:
        return _review(request, error=_sentence(error), status=int(error.status))
    return redirect(_REVIEW)


@require_POST
def finish(request: ActorRequest) -> HttpResponse:
    """Finish the review, with its digest on record."""
    try:
        reviewing.finish(actor=request.actor, now=clock.wall())
    except ProofTooOld:
        return _to_confirm(reverse(_REVIEW))
    except NotAllDecided as error:
        return _review(request, error=_sentence(error), status=int(error.status))
    return redirect(_REVIEW)


def refused(request: ActorRequest, person: str, error: DesveloError) -> HttpResponse:
    """Show one person again, with why something about them was refused."""
    return _person(request, person, error=_sentence(error), status=int(error.status))


def _person(request: ActorRequest, person: str, *, error: str = "", link: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": staffing.person_page(request.actor, person, now=clock.wall()),
        "nav": navigation.navigation(request.actor, active="people"),
        "roles": roling.choices(request.actor, now=clock.wall()),
        "error": error,
        "link": link,
    }
    return render(request, "desk/person.html", context, status=status)


def _review(request: ActorRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": staffing.review_page(request.actor, now=clock.wall()),
        "nav": navigation.navigation(request.actor, active="review"),
        "error": error,
    }
    return render(request, "desk/review.html", context, status=status)


def _sentence(refused: DesveloError) -> str:
    if isinstance(refused, LastKeeper):
        return _("Nobody else keeps the system or answers for the data. Invite the one who follows first.")
    if isinstance(refused, NotAllDecided):
        return _("Decide about everybody first.")
    if isinstance(refused, AlreadyAsked):
        return _("You asked for this already. It waits under Approvals.")
    return _("Nobody decides about themselves. Somebody else does it.")


def _to_confirm(back: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': back})}")
