"""Who works here and who is invited, over HTTP; and the page where somebody takes their place."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base import clock
from desvelo.guards.access import actions, inviting, leaving, queries, role_words
from desvelo.guards.access.errors import InvitationRefused, ProofTooOld, TooManyTries
from desvelo.guards.access.federation import providers
from desvelo.guards.access.http import ActorRequest, device_of, public, set_token
from desvelo.guards.access.passwords import SHORTEST, PasswordRefused
from desvelo.guards.access.visits import address_of, to_confirm
from desvelo.guards.access.visits import sentence as told

_PAGE = "access:team"


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show people and invitations."""
    return _page(request)


@require_POST
def invite(request: ActorRequest) -> HttpResponse:
    """Make a place for somebody, and show its link this once."""
    place = inviting.Place(
        email=request.POST.get("email", ""),
        role=request.POST.get("role", ""),
        teams=tuple(request.POST.getlist("team")),
    )
    try:
        code = inviting.invite(actor=request.actor, place=place, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_PAGE))
    except InvitationRefused as refused:
        return _page(request, error=_sentence(refused), status=int(refused.status))
    link = f"{settings.DESVELO.public_url}{reverse('access:accept')}#{code}"
    return _page(request, link=link, invited=place.email.strip())


@require_POST
def withdraw(request: ActorRequest, invitation: str) -> HttpResponse:
    """Take a place back."""
    try:
        inviting.withdraw(actor=request.actor, invitation=invitation, now=clock.wall())
    except ProofTooOld:
        return to_confirm(reverse(_PAGE))
    return redirect(_PAGE)


@public
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Ask for the code, a name and a password; then go on to the second factor."""
    if request.method == "GET":
        return _place(request)
    password, address = request.POST.get("password", ""), address_of(request)
    newcomer = inviting.Newcomer(name=request.POST.get("name", ""), password=password)
    try:
        email = inviting.accept(code=request.POST.get("code", ""), newcomer=newcomer, address=address, now=clock.wall())
    except (InvitationRefused, PasswordRefused, TooManyTries) as refused:
        return _place(request, error=_sentence(refused), status=int(refused.status))
    token = actions.check_password(
        email=email, password=password, address=address, device=device_of(request), now=clock.wall()
    )
    return set_token(redirect("access:second_factor"), token)


def _page(
    request: ActorRequest, *, error: str = "", link: str = "", invited: str = "", status: int = 200
) -> HttpResponse:
    people = inviting.people(request.actor, now=request.now)
    places = inviting.invitations(request.actor, now=request.now)
    context = {
        "people": [(each, role_words.label(each.role)) for each in people],
        "invitations": [(each, role_words.label(each.role)) for each in places],
        "suspended": leaving.everybody(active=False),
        "unused": {each.public_id for each in leaving.everybody(active=True) if each.is_unused(now=clock.wall())},
        "roles": role_words.choices(),
        "teams": queries.all_teams(),
        "may_invite": inviting.may_invite(request.actor),
        "given": {"email": request.POST.get("email", ""), "role": request.POST.get("role", ""),
                  "teams": request.POST.getlist("team")} if error else {},
        "error": error,
        "link": link,
        "invited": invited,
        "waits": any(each.waits and each.email == invited.lower() for each in places),
    }  # fmt: skip
    return render(request, "access/team.html", context, status=status)


def _place(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    given = {each: request.POST.get(each, "") for each in ("code", "name")}
    context = {"given": given, "error": error, "shortest": SHORTEST, "providers": providers.offers()}
    return render(request, "access/accept.html", context, status=status)


def _sentence(refused: InvitationRefused | PasswordRefused | TooManyTries) -> str:
    if isinstance(refused, TooManyTries | PasswordRefused):
        return told(refused)
    return {
        "code": _("This invitation is not valid any more, or was copied wrongly. Ask for another one."),
        "email": _("Write the e-mail as name@company.example."),
        "known": _("Somebody with this e-mail works here already."),
        "officer_first": _("Invite the data protection officer first: they agree to this invitation."),
        "waits": _("A second person has to agree to this invitation first. Try again later."),
        "name": _("Write your name, up to 80 characters."),
        "role": _("Choose what this person will do."),
        "team": _("Choose the team: whoever answers customers belongs to one."),
    }[refused.reason]
