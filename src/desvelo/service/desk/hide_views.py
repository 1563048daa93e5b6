"""Hide by hand over HTTP: ask what class it is, then make it a datum.

The words come in a form and go out in the one fragment that asks; never in an address, which logs keep.
"""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from desvelo.guards.access.http import ActorRequest
from desvelo.service.channel.hiding import Selection
from desvelo.service.desk import hiding

_LONGEST_PLACE = 6


@require_http_methods(["GET", "POST"])
def hide(request: ActorRequest, conversation: str, message: str) -> HttpResponse:
    """Ask as what a selection should be hidden; hide it."""
    given = request.GET if request.method == "GET" else request.POST
    selection = _selection(given)
    try:
        if request.method == "GET":
            form = hiding.form(request.actor, conversation, message, selection, now=request.now)
            return render(request, "desk/_hide.html", {"hide": form})
        hiding.hide(
            actor=request.actor,
            conversation=conversation,
            message=message,
            selection=selection,
            label=given.get("label", ""),
            now=request.now,
        )
    except hiding.HELD as held:
        context = {"refused": hiding.refusal(held)}
        return render(request, "desk/_refused.html", context, status=int(held.status))
    return render(request, "desk/_hidden.html")


def _selection(given: QueryDict) -> Selection:
    return Selection(
        start=_place(given.get("start", "")),
        end=_place(given.get("end", "")),
        in_heading=given.get("heading") == "1",
        words=given.get("words", ""),
    )


def _place(written: str) -> int:
    """Return a place in a text; what is none stands before every text, where nothing can be selected."""
    is_place = written.isascii() and written.isdigit() and len(written) <= _LONGEST_PLACE
    return int(written) if is_place else -1
