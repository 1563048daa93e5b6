"""What a provider may do with accounts, for whoever looks after security: its tokens, and what its groups stand for."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access import federation_words, queries, role_words
from desvelo.guards.access.errors import ProofTooOld, ProviderUnusable
from desvelo.guards.access.federation import providers
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.access.provisioning import groups, known, overview, tokens
from desvelo.guards.access.visits import to_confirm

_PAGE = "access:provisioning"


@require_GET
def page(request: ActorRequest, provider: str) -> HttpResponse:
    """Show tokens, groups, and who is waited for."""
    return _page(request, provider)


@require_POST
def make_token(request: ActorRequest, provider: str) -> HttpResponse:
    """Make a token, and show it this once."""
    made: list[str] = []
    named, days = request.POST.get("name", ""), request.POST.get("days", "")
    refused = _change(
        request,
        provider,
        lambda: made.append(
            tokens.make(actor=request.actor, provider=provider, name=named, days=days, now=clock.wall())
        ),
    )
    return _page(request, provider, token=made[0]) if made else refused


@require_POST
def revoke_token(request: ActorRequest, provider: str, token: str) -> HttpResponse:
    """End a token."""
    return _change(
        request,
        provider,
        lambda: tokens.revoke(actor=request.actor, provider=provider, token=token, now=clock.wall()),
    )


@require_POST
def stand_for(request: ActorRequest, provider: str, group: str) -> HttpResponse:
    """Say what a group stands for."""
    team, role = request.POST.get("team", ""), request.POST.get("role", "")
    return _change(
        request,
        provider,
        lambda: groups.stand_for(
            actor=request.actor, provider=provider, group=group, team=team, role=role, now=clock.wall()
        ),
    )


def _change(request: ActorRequest, provider: str, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except ProofTooOld:
        return to_confirm(reverse(_PAGE, args=[provider]))
    except ProviderUnusable as refused:
        return _page(request, provider, refused=refused)
    return redirect(_PAGE, provider)


def _page(
    request: ActorRequest, provider: str, *, token: str = "", refused: ProviderUnusable | None = None
) -> HttpResponse:
    found = overview.of(request.actor, provider, now=clock.wall())
    context = {
        "found": found,
        "base": known.base(),
        "days": [(each, str(each) == (request.POST.get("days") or "180")) for each in tokens.DAYS],
        "teams": queries.all_teams(),
        "roles": [(each.value, role_words.label(each)) for each in groups.ROLES],
        "may_change": providers.may_change(request.actor),
        "token": token,
        "given_name": request.POST.get("name", "") if refused else "",
        "error": federation_words.unusable(refused) if refused else "",
    }
    return render(request, "access/provisioning.html", context, status=int(refused.status) if refused else 200)
