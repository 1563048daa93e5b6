"""What is being written, over HTTP: it comes in here, and goes out with the conversation."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from desvelo.guards.access.http import ActorRequest, also_locked
from desvelo.service.desk import actions


@also_locked
@require_POST
def keep_draft(request: ActorRequest, conversation: str) -> HttpResponse:
    """Keep what is being written.  A locked screen may still hand in what was typed before; it gets nothing back."""
    text = request.POST.get("text", "")
    actions.keep_draft(actor=request.actor, conversation=conversation, text=text, now=request.now)
    return HttpResponse(status=204)
