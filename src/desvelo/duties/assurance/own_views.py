"""My accesses over HTTP."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desvelo.duties.assurance import actions, own
from desvelo.duties.assurance.errors import NoteNotKept, NoteTooLong
from desvelo.duties.assurance.views import cursor_of
from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import navigation


@require_GET
def own_trail(request: ActorRequest) -> HttpResponse:
    """Show people what they did."""
    everything = bool(request.GET.get("tudo"))
    trail = own.trail(request.actor, everything=everything, before=cursor_of(request.GET), now=request.now)
    nav = navigation.navigation(request.actor, active="own")
    return render(request, "audit/own.html", {"trail": trail, "here": _same_page(request), "nav": nav})


@require_POST
def own_note(request: ActorRequest, index: int) -> HttpResponse:
    """Put on record that an entry was a mistake; what cannot be kept as it is comes back as it was written."""
    text = request.POST.get("text", "")
    try:
        actions.note_mistake(actor=request.actor, index=index, text=text, now=request.now)
    except (NoteTooLong, NoteNotKept) as error:
        line = own.line(request.actor, index, now=request.now)
        nav = navigation.navigation(request.actor, active="own")
        context = {"line": line, "text": text, "problem": _problem(error), "here": _same_page(request), "nav": nav}
        return render(request, "audit/own_note.html", context, status=int(error.status))
    return redirect(f"{reverse('audit:own')}{_same_page(request)}#e{index}")


def _problem(error: NoteTooLong | NoteNotKept) -> str:
    if isinstance(error, NoteTooLong):
        return _("This is longer than %(most)s characters. Make it shorter and send again.") % error.params
    return _("The words cannot be kept: this customer has no key any more. Without words the note can be made.")


def _same_page(request: ActorRequest) -> str:
    """Return the part of the address that says which page the person was on."""
    before = cursor_of(request.GET)
    given = {"cursor": before, "tudo": 1 if request.GET.get("tudo") else None}
    whole = {name: value for name, value in given.items() if value is not None}
    return f"?{urlencode(whole)}" if whole else ""
