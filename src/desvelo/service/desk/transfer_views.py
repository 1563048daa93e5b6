"""Give a conversation to another team, over HTTP."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desvelo.guards.access.errors import AlreadyAsked
from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import navigation, queries, transferring


@require_http_methods(["GET", "POST"])
def transfer(request: ActorRequest, conversation: str) -> HttpResponse:
    """Show who will see what, then give the conversation away or ask the team for its word."""
    if request.method == "GET":
        return _page(request, conversation, to=request.GET.get("to", ""))
    to = request.POST.get("to", "")
    try:
        moved = transferring.transfer(actor=request.actor, conversation=conversation, to=to, now=request.now)
    except AlreadyAsked as refused:
        error = _("You asked for this already. It waits under Approvals.")
        return _page(request, conversation, to=to, error=error, status=int(refused.status))
    if moved:
        return redirect("desk:inbox", queries.ALL)
    return redirect(f"{reverse('teams:transfer', args=[conversation])}?to={to}")


def _page(request: ActorRequest, conversation: str, *, to: str, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": transferring.page(request.actor, conversation, to=to, now=request.now),
        "nav": navigation.navigation(request.actor, active=queries.ALL),
        "error": error,
    }
    return render(request, "desk/transfer.html", context, status=status)
