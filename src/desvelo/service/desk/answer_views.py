"""What a person does beside writing, over HTTP: react, show that they write, confirm who it is."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from desvelo.guards.access.http import ActorRequest
from desvelo.service.channel.errors import NothingToAnswer, WindowClosed
from desvelo.service.desk import answering, holding


@require_POST
def react(request: ActorRequest, conversation: str, message: str) -> HttpResponse:
    """Put an emoji on a message, or take it back; say why not."""
    emoji = request.POST.get("emoji", "")
    try:
        answering.react(actor=request.actor, conversation=conversation, message=message, emoji=emoji, now=request.now)
    except (NothingToAnswer, WindowClosed) as held:
        composer = holding.composer(held, hide=False, now=request.now)
        return render(request, "desk/_guard.html", {"composer": composer}, status=int(held.status))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def typing(request: ActorRequest, conversation: str) -> HttpResponse:
    """Let the customer see that somebody writes."""
    answering.show_typing(actor=request.actor, conversation=conversation, now=request.now)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def confirm_identity(request: ActorRequest, conversation: str) -> HttpResponse:
    """Put on record that somebody confirmed who writes, and how."""
    way = request.POST.get("way", "")
    answering.confirm_identity(actor=request.actor, conversation=conversation, way=way, now=request.now)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
