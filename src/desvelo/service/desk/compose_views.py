"""The forms for what is more than words, over HTTP: a page of its own, or a fragment over the reply box."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from desvelo.guards.access.http import ActorRequest
from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.service.channel.errors import TextRefused, WindowClosed
from desvelo.service.desk import composing, holding, navigation
from desvelo.service.desk.composing import Form
from desvelo.service.desk.errors import FieldsWrong, SensitiveText


@require_http_methods(["GET", "POST"])
def compose(request: ActorRequest, conversation: str, kind: str) -> HttpResponse:
    """Draw a form, let it grow, or send what it holds; what is wrong is said where it is, and what was typed stays."""
    typed = {name: request.POST.get(name, "") for name in request.POST}
    shown = composing.form(request.actor, conversation, kind, typed, now=request.now)
    if request.method == "GET" or typed.get("add"):
        return _closed() if "fechar" in request.GET else _drawn(request, shown)
    try:
        composing.send(actor=request.actor, conversation=conversation, kind=kind, typed=typed, now=request.now)
    except FieldsWrong as wrong:
        return _drawn(request, composing.marked(shown, wrong.fields), status=int(wrong.status))
    except SensitiveText as held:
        return _drawn(request, composing.found_in(shown), status=int(held.status))
    except (ContentRefused, TextRefused, WindowClosed) as held:
        return _drawn(request, composing.refused(shown, holding.sentence(held)), status=int(held.status))
    return _sent(request, conversation)


def _drawn(request: ActorRequest, shown: Form, *, status: int = HTTPStatus.OK) -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, "desk/_compose.html", {"form": shown}, status=status)
    nav = navigation.navigation(request.actor, active="")
    return render(request, "desk/compose.html", {"form": shown, "nav": nav}, status=status)


def _sent(request: ActorRequest, conversation: str) -> HttpResponse:
    """Say so over the reply box; from a page of its own, go back to the conversation."""
    if "HX-Request" not in request.headers:
        return redirect("desk:conversation", conversation)
    return render(request, "desk/_composed.html")


def _closed() -> HttpResponse:
    """Return nothing, in the place of the form."""
    return HttpResponse()
