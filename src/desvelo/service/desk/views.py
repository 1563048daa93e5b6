"""The desk over HTTP: each view reads the request, calls one query or action, renders."""

import dataclasses
import re
from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desvelo.base.ui import shortcuts
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import class_sessions
from desvelo.kernel.authority import Permission
from desvelo.service.channel import numbers
from desvelo.service.channel.attaching import Attached, Source
from desvelo.service.channel.errors import NothingToSendAgain, WindowClosed
from desvelo.service.desk import actions, holding, navigation, queries, screen, teaming_views, transferring
from desvelo.service.desk.errors import AlreadyTaken
from desvelo.service.desk.queries import View

_YEAR = 365 * 86_400
_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Send each person to where their work is."""
    if request.actor.has(Permission.CONVERSATION_READ):
        return redirect("desk:inbox", queries.MINE)
    if request.actor.has(Permission.NUMBER_MANAGE) and not numbers.is_any():
        return redirect("first_steps:page")
    return redirect("audit:list")


@require_GET
def inbox(request: ActorRequest, view: str) -> HttpResponse:
    """Show one of the three lists, with no conversation open."""
    class_sessions.leave(request.actor)
    return _screen(request, View(key=view), selected="", extra=_given_away(request))


@require_GET
def team(request: ActorRequest, team: str) -> HttpResponse:
    """Show the list of one team, or the closed door of a restricted one."""
    if door := teaming_views.closed(request, team):
        return door
    return _screen(request, queries.team_view(request.actor, team, now=request.now), selected="")


@require_GET
def conversation(request: ActorRequest, conversation: str) -> HttpResponse:
    """Open a conversation beside its list; the address of one that became part of another leads there for good."""
    if target := queries.moved_to(request.actor, conversation, now=request.now):
        address = reverse("desk:conversation", args=[target], query=request.GET or None)
        return redirect(address, permanent=True, preserve_request=True)
    return _opened(request, conversation)


@require_GET
def list_fragment(request: ActorRequest) -> HttpResponse:
    """Render the list again, as the page asks when something changed."""
    view = _view_asked(request)
    listed = queries.conversation_list(
        request.actor,
        view,
        selected=request.GET.get("c", ""),
        now=request.now,
        page=queries.Page(
            before=_integer(request.GET.get("cursor")), shown=_integer(request.GET.get("shown")) or queries.PAGE
        ),
    )
    context = {
        "nav": _nav(request, view),
        "list": listed,
        "unread_total": queries.unread_total(request.actor),
        "update": True,
    }
    return render(request, "desk/_list.html", context)


@require_GET
def items_fragment(request: ActorRequest, conversation: str) -> HttpResponse:
    """Render the messages and the side column again."""
    stretch = queries.Stretch(first=_integer(request.GET.get("from")), before=_integer(request.GET.get("before")))
    shown, context = queries.conversation(request.actor, conversation, now=request.now, stretch=stretch)
    return render(request, "desk/_update.html", {"thread": shown, "context": context, "update": True})


@require_POST
def reply(request: ActorRequest, conversation: str) -> HttpResponse:
    """Send an answer, or say why not; the text stays in the page."""
    written = actions.Reply(
        text=request.POST.get("text", "").replace("\r\n", "\n"),
        hide=request.POST.get("mode") == "mask",
        seen=_integer(request.POST.get("seen")),
        to_anybody=request.POST.get("addressee") == "meant",
        about=request.POST.get("about", ""),
        file=_attached(request),
    )
    try:
        actions.send_reply(actor=request.actor, conversation=conversation, reply=written, now=request.now)
    except holding.HELD as held:
        composer = holding.composer(held, hide=written.hide, now=request.now)
        return render(request, "desk/_guard.html", {"composer": composer}, status=int(held.status))
    return HttpResponse(status=204)


@require_POST
def take(request: ActorRequest, conversation: str) -> HttpResponse:
    """Put this person in charge; the screen that comes back shows who is, also when somebody was faster."""
    with suppress(AlreadyTaken):
        actions.take(actor=request.actor, conversation=conversation, now=request.now)
    return _opened(request, conversation)


@require_POST
def keys(request: ActorRequest) -> HttpResponse:
    """Remember in this browser whether single letters are keys."""
    response = HttpResponse(status=204)
    if request.POST.get("on") == "yes":
        response.delete_cookie(shortcuts.COOKIE, samesite="Lax")
    else:
        secure = settings.DESVELO.secure
        response.set_cookie(
            shortcuts.COOKIE, shortcuts.OFF, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return response


@require_POST
def take_next(request: ActorRequest) -> HttpResponse:
    """Open the conversation that has waited longest with nobody in charge."""
    taken = actions.take_next(actor=request.actor, now=request.now)
    if taken is None:
        return redirect("desk:inbox", queries.UNASSIGNED)
    return redirect(f"{reverse('desk:conversation', args=[taken])}?view={queries.MINE}")


@require_POST
def send_again(request: ActorRequest, conversation: str, message: str) -> HttpResponse:
    """Send once more what did not arrive, or say why not."""
    with suppress(NothingToSendAgain):
        try:
            actions.send_again(actor=request.actor, conversation=conversation, message=message, now=request.now)
        except WindowClosed as held:
            return _closed(request, conversation, held)
        except holding.NOT_AGAIN as held:
            return render(request, "desk/_guard.html", {"composer": holding.again(held)}, status=int(held.status))
    return HttpResponse(status=204)


def _closed(request: ActorRequest, conversation: str, held: WindowClosed) -> HttpResponse:
    """Draw the reply box as it is once the window is closed, whatever the page still shows: it offers the templates."""
    shown, _context = queries.conversation(request.actor, conversation, now=request.now)
    text = queries.draft(request.actor, conversation, now=request.now)
    composer = dataclasses.replace(holding.again(held), text=text)
    answer = render(request, "desk/_composer.html", {"thread": shown, "composer": composer}, status=int(held.status))
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#composer-{shown.id}", "outerHTML"
    return answer


@require_GET
def authorize_stream(request: ActorRequest) -> HttpResponse:
    """Answer the edge whether this session may listen, and to the conversation it names."""
    conversation = request.GET.get("c", "")
    if conversation:
        actions.conversation_for(request.actor, conversation, Permission.CONVERSATION_READ, now=request.now)
    return HttpResponse(status=204)


def _attached(request: ActorRequest) -> Attached | None:
    """Return the file that came with a reply: sealed as it came, read piece by piece."""
    file = request.FILES.get("file")
    return Attached(name=file.name or "", content=cast("Source", file)) if isinstance(file, UploadedFile) else None


def _screen(request: ActorRequest, view: View, *, selected: str, extra: dict[str, Any] | None = None) -> HttpResponse:
    listed = queries.conversation_list(request.actor, view, selected=selected, now=request.now)
    context = {
        "nav": _nav(request, view),
        "list": listed,
        "unread_total": queries.unread_total(request.actor),
        "composer": screen.Composer(),
        **(extra or {}),
    }
    return render(request, "desk/inbox.html", context)


def _opened(request: ActorRequest, conversation: str) -> HttpResponse:
    stretch = queries.Stretch(around=request.GET.get("m", ""))
    shown, context = queries.conversation(request.actor, conversation, now=request.now, stretch=stretch)
    actions.mark_opened(actor=request.actor, conversation=conversation, now=request.now)
    composer = screen.Composer(text=queries.draft(request.actor, conversation, now=request.now))
    extra = {"thread": shown, "context": context, "composer": composer}
    return _screen(request, _view_asked(request), selected=conversation, extra=extra)


def _given_away(request: ActorRequest) -> dict[str, Any]:
    """Return what this person gave to another team a moment ago and can have back."""
    gone = request.GET.get("transferida", "")
    team = transferring.undoable(request.actor, gone, now=request.now) if gone else ""
    return {"undo": {"conversation": gone, "team": team}} if team else {}


def _nav(request: ActorRequest, view: View) -> screen.Nav:
    return navigation.navigation(request.actor, active=view.key)


def _view_asked(request: ActorRequest) -> View:
    asked = request.GET.get("view", "")
    if not asked:
        return View(key=queries.ALL)
    if asked in queries.view_titles():
        return View(key=asked)
    return queries.team_view(request.actor, asked, now=request.now)


def _integer(text: str | None) -> int | None:
    return int(text) if text and _WHOLE_NUMBER.fullmatch(text) else None
