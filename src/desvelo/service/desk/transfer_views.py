"""Give a conversation to another team, and have it back for a moment, over HTTP."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desvelo.guards.access.errors import AlreadyAsked
from desvelo.guards.access.http import ActorRequest
from desvelo.service.channel.errors import TextRefused
from desvelo.service.desk import navigation, queries, transfer_screen, transferring


@require_http_methods(["GET", "POST"])
def transfer(request: ActorRequest, conversation: str) -> HttpResponse:
    """Show who will see what, then give the conversation away or ask the team for its word."""
    if request.method == "GET":
        return _page(request, conversation, to=request.GET.get("to", ""))
    to, history = request.POST.get("to", ""), request.POST.get("history", "")
    handing = transferring.Handing(
        to=to,
        with_history=history == transfer_screen.ALL,
        note=request.POST.get("note", "").replace("\r\n", "\n"),
    )
    try:
        moved = transferring.transfer(actor=request.actor, conversation=conversation, handing=handing, now=request.now)
    except AlreadyAsked as refused:
        return _page(request, conversation, to=to, error=_asked(), status=int(refused.status))
    except TextRefused as refused:
        return _page(request, conversation, to=to, wrong=_wrong(refused), status=int(refused.status))
    if moved:
        return redirect(f"{reverse('desk:inbox', args=[queries.ALL])}?transferida={conversation}")
    return redirect(f"{reverse('teams:transfer', args=[conversation])}?to={to}")


@require_POST
def undo(request: ActorRequest, conversation: str) -> HttpResponse:
    """Have back what was given away a moment ago, and open it."""
    transferring.undo(actor=request.actor, conversation=conversation, now=request.now)
    return redirect("desk:conversation", conversation)


def _page(  # noqa: PLR0913  a page is drawn again with what was typed and what is wrong with it
    request: ActorRequest, conversation: str, *, to: str, error: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    history = request.POST.get("history", "")
    context = {
        "page": transfer_screen.page(request.actor, conversation, to=to, history=history, now=request.now),
        "nav": navigation.navigation(request.actor, active=queries.ALL),
        "error": error,
        "wrong": wrong,
        "note": request.POST.get("note", ""),
    }
    return render(request, "desk/transfer.html", context, status=status)


def _asked() -> str:
    return _("You asked for this already. It waits under Approvals.")


def _wrong(refused: TextRefused) -> str:
    if refused.params.get("reason") == "empty":
        return _("Write in a few words why it goes there. The team reads it first.")
    return _("Write it shorter: a note has at most a thousand characters.")
