"""Another password, over HTTP."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desvelo.base import clock
from desvelo.guards.access import new_password, queries
from desvelo.guards.access.errors import CurrentRefused, ProofTooOld, TooManyTries
from desvelo.guards.access.http import ActorRequest, known_of
from desvelo.guards.access.new_password import Change
from desvelo.guards.access.passwords import LONGEST, SHORTEST, PasswordRefused
from desvelo.guards.access.visits import address_of, sentence, to_confirm


@require_http_methods(["GET", "POST"])
def page(request: ActorRequest) -> HttpResponse:
    """Ask for the present password and the new one; then go back to security."""
    if request.method == "GET":
        return _page(request)
    given = Change(
        current=request.POST.get("current", ""),
        new=request.POST.get("password", ""),
        address=address_of(request),
        known=known_of(request),
        keeps_others="keep" in request.POST,
    )
    try:
        new_password.change(actor=request.actor, change=given, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse("access:password"))
    except CurrentRefused as refused:
        return _page(request, current_error=_("This is not your present password."), status=int(refused.status))
    except (PasswordRefused, TooManyTries) as refused:
        return _page(request, error=sentence(refused), status=int(refused.status))
    return redirect("access:security")


def _page(request: ActorRequest, *, error: str = "", current_error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "tab": "security",
        "account": queries.own_account(request.actor, now=clock.wall()),
        "error": error,
        "current_error": current_error,
        "keeps": "keep" in request.POST,
        "shortest": SHORTEST,
        "longest": LONGEST,
    }
    return render(request, "access/password.html", context, status=status)
