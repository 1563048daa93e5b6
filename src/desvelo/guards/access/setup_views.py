"""The page where a new installation gets its first account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desvelo.base import clock
from desvelo.guards.access import actions, first_run, setup
from desvelo.guards.access.errors import SetupRefused, TooManyTries
from desvelo.guards.access.http import device_of, public, set_token
from desvelo.guards.access.passwords import SHORTEST, PasswordRefused
from desvelo.guards.access.visits import address_of
from desvelo.guards.access.visits import sentence as told

_SHOWN_AGAIN = ("company", "name", "email", "team")


@public
@require_http_methods(["GET", "POST"])
def first_steps(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the terminal and who sets this up; then go on to the second factor."""
    setup.require_open()
    if request.method == "GET":
        return _page(request)
    given = {each: request.POST.get(each, "") for each in _SHOWN_AGAIN}
    password, address = request.POST.get("password", ""), address_of(request)
    founder = setup.Founder(**given, password=password)
    try:
        setup.claim(code=request.POST.get("code", ""), founder=founder, address=address, now=clock.wall())
    except (PasswordRefused, SetupRefused, TooManyTries) as refused:
        return _page(request, error=_sentence(refused), status=int(refused.status))
    token = actions.check_password(
        email=founder.email, password=password, address=address, device=device_of(request), now=clock.wall()
    )
    return set_token(redirect("access:second_factor"), token)


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    given = {each: request.POST.get(each, "") for each in _SHOWN_AGAIN}
    context = {"given": given, "error": error, "code": request.POST.get("code", ""), "shortest": SHORTEST}
    context |= {"first_run": first_run.at_the_door(first_run.ACCOUNT), "here": first_run.ACCOUNT}
    return render(request, "access/setup.html", context, status=status)


def _sentence(refused: PasswordRefused | SetupRefused | TooManyTries) -> str:
    if isinstance(refused, TooManyTries | PasswordRefused):
        return told(refused)
    return {
        "code": _("This code is not valid any more, or was typed wrongly. Start Desvelo again to get another."),
        "email": _("Write the e-mail as name@company.example."),
        "names": _("Company, name and team need up to 80 characters each."),
    }[refused.reason]
