"""The search over HTTP: a page with a form, an answer that grows line by line, and a way to stop it.

What is typed travels in the body of a form: never in an address, which logs and histories keep.  Each line of the
answer is a JSON object of fragments that were drawn and escaped here.
"""

import json
import re
from collections.abc import Iterator, Mapping

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desvelo.base.ui import wording
from desvelo.guards.access import gate
from desvelo.guards.access.http import ActorRequest, is_still
from desvelo.kernel.authority import Permission
from desvelo.service.desk import navigation, reading, search_results, searching
from desvelo.service.desk.errors import NothingToSearch, TooManySearches
from desvelo.service.desk.search_screen import SearchState
from desvelo.service.desk.searching import Asked, Begun

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show the form; nothing is searched yet."""
    gate.require(request.actor, Permission.CONVERSATION_READ, now=request.now)
    context = {
        "nav": navigation.navigation(request.actor, active="search"),
        "search": search_results.form(request.actor),
    }
    return render(request, "desk/search.html", context)


@require_POST
def read(request: ActorRequest) -> HttpResponseBase:
    """Search, and answer line by line as things are found."""
    asked = Asked(
        typed=request.POST.get("words", ""),
        team=request.POST.get("team", ""),
        days=_number(request, "days"),
        before=_number(request, "before"),
    )
    try:
        begun = searching.begin(actor=request.actor, asked=asked, now=request.now)
    except NothingToSearch as refused:
        return _refused(request, _("Type at least two letters, and no more than eight words."), status=refused.status)
    except TooManySearches as refused:
        said = _("Enough searches for now. You can search again at %(time)s.")
        return _refused(request, said % {"time": wording.hour(refused.again_at)}, status=refused.status)
    return StreamingHttpResponse(_lines(request, begun), content_type="application/x-ndjson")


@require_POST
def stop(request: ActorRequest) -> HttpResponse:
    """Stop whatever this person is searching."""
    searching.stop(actor=request.actor, now=request.now)
    return HttpResponse(status=204)


def _lines(request: ActorRequest, begun: Begun) -> Iterator[str]:
    """Yield the answer; it is drawn after the request was answered, so the language is kept along."""
    language = translation.get_language() or ""
    with translation.override(language):
        yield _line(people=_people(request, begun))
    hits = 0
    steps = reading.through(begun, may_go_on=lambda: is_still(request))
    try:
        for step in steps:
            hits += len(step.hits)
            with translation.override(language):
                found = search_results.messages(begun, step.hits, now=request.now)
                state = search_results.state(step, hits=hits, now=request.now)
                yield _line(found=_draw("desk/_search_found.html", {"found": found}), state=_state(state))
    finally:
        steps.close()


def _people(request: ActorRequest, begun: Begun) -> str:
    if begun.exact is None:
        return ""
    context = {
        "people": search_results.conversations(begun.exact, actor=request.actor.id, now=request.now),
        "again": wording.hour(begun.exact.again_at) if begun.exact.again_at else "",
    }
    return _draw("desk/_search_people.html", context)


def _refused(request: ActorRequest, text: str, *, status: int) -> HttpResponse:
    state = SearchState(text=text, is_over=True, is_wrong=True)
    return render(request, "desk/_search_state.html", {"state": state}, status=int(status))


def _state(state: SearchState) -> str:
    return _draw("desk/_search_state.html", {"state": state})


def _draw(template: str, context: Mapping[str, object]) -> str:
    return render_to_string(template, dict(context)).strip()


def _line(**fragments: str) -> str:
    return json.dumps({name: html for name, html in fragments.items() if html}) + "\n"


def _number(request: ActorRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
