"""One datum over HTTP: show it for a reason, or compare it without showing it.

No answer here holds a value: the one that may show it says where a frame finds it (``shown_views``).  What was typed to
be compared is in none either.
"""

from functools import partial
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from desvelo.guards.access.errors import AlreadyAsked
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import showing
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import (
    ClassClosed,
    NothingKept,
    NothingToAsk,
    NothingToCompare,
    ReasonMissing,
    SecondPersonNeeded,
    TooManyComparisons,
)
from desvelo.kernel.authority import Permission
from desvelo.service.channel import queries as channel
from desvelo.service.desk import actions, comparing, disputing, queries, revealing, screen
from desvelo.service.desk.errors import IdentityUnconfirmed

LONGEST_TYPED = 200


@require_http_methods(["GET", "POST"])
def reveal(request: ActorRequest, datum: str) -> HttpResponse:
    """Ask why, then show one datum for a short time."""
    held, team, hint, name = queries.chip_owner(
        request.actor, datum, permission=Permission.DATUM_REVEAL, now=request.now
    )
    is_doubted = held.contact in channel.doubted_at([held.contact])
    form = revealing.form(held, actor=request.actor, team=team, hint=hint, name=name, is_doubted=is_doubted)
    if request.method == "GET":
        return render(request, "desk/_reveal.html", {"reveal": form})
    reason = Reason(code=_reason_code(request), text=request.POST.get("other", "").strip())
    try:
        goes_on = request.POST.get("goes_on") == "yes"
        shown = actions.reveal(actor=request.actor, datum=datum, reason=reason, goes_on=goes_on, now=request.now)
    except (ReasonMissing, NothingKept, ClassClosed, SecondPersonNeeded, IdentityUnconfirmed) as refused:
        return render(request, "desk/_reveal.html", {"reveal": form}, status=int(refused.status))
    revealed = revealing.shown(shown, actor=request.actor, datum=datum, at=request.now)
    return render(request, "desk/_revealed.html", {"revealed": revealed})


@require_POST
def reveal_longer(request: ActorRequest, datum: str) -> HttpResponse:
    """Let a value that is shown stay longer; say how long, and how to ask once more."""
    word = request.POST.get("word", "")
    return told_longer(actions.show_longer(actor=request.actor, datum=datum, word=word, now=request.now))


def told_longer(longer: showing.Longer) -> HttpResponse:
    """Say how long something stays."""
    return JsonResponse({"seconds": longer.seconds, "word": longer.word}, headers={"Cache-Control": "no-store"})


@require_POST
def ask_word(request: ActorRequest, datum: str) -> HttpResponse:
    """Ask a second person for their word on one look."""
    held, team, hint, name = queries.chip_owner(
        request.actor, datum, permission=Permission.DATUM_REVEAL, now=request.now
    )
    try:
        actions.ask_word(actor=request.actor, datum=datum, reason=_reason_code(request), now=request.now)
    except (AlreadyAsked, ReasonMissing, NothingKept, ClassClosed, NothingToAsk) as refused:
        form = revealing.form(held, actor=request.actor, team=team, hint=hint, name=name)
        return render(request, "desk/_reveal.html", {"reveal": form}, status=int(refused.status))
    form = revealing.form(held, actor=request.actor, team=team, hint=hint, name=name)
    until = form.needs.waits_until if form.needs else ""
    return render(request, "desk/_refused.html", {"refused": revealing.asked(until=until)})


@require_http_methods(["GET", "POST"])
def compare(request: ActorRequest, datum: str) -> HttpResponse:
    """Ask what the customer said, then answer yes or no."""
    held, team, _hint, _name = queries.chip_owner(
        request.actor, datum, permission=Permission.DATUM_COMPARE, now=request.now
    )
    form = partial(comparing.form, held, actor=request.actor, team=team, now=request.now)
    if request.method == "GET":
        return _compared(request, form())
    typed = request.POST.get("typed", "")[:LONGEST_TYPED]
    try:
        answer = actions.compare(actor=request.actor, datum=datum, typed=typed, now=request.now)
    except NothingToCompare as refused:
        return _compared(request, form(empty=True), status=refused.status)
    except (NothingKept, ClassClosed) as refused:
        return _compared(request, form(), status=refused.status)
    except TooManyComparisons as refused:
        context = {"refused": comparing.enough(again_at=refused.again_at)}
        return render(request, "desk/_refused.html", context, status=int(refused.status))
    return _compared(request, form(compared=answer))


@require_POST
def end_class_sessions(request: ActorRequest, conversation: str) -> HttpResponse:
    """End before its time what is shown in a conversation without asking why again."""
    actions.end_class_sessions(actor=request.actor, conversation=conversation, now=request.now)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_http_methods(["GET", "POST"])
def why(request: ActorRequest, datum: str) -> HttpResponse:
    """Say why a datum is hidden; take the report that it was hidden by mistake."""
    if request.method == "POST":
        disputing.dispute(actor=request.actor, datum=datum, now=request.now)
    return render(request, "desk/_why_hidden.html", {"why": disputing.why(request.actor, datum, now=request.now)})


def _compared(request: HttpRequest, form: screen.CompareForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "desk/_compare.html", {"compare": form}, status=int(status))


def _reason_code(request: HttpRequest) -> str:
    code = request.POST.get("reason", "")
    return code if code in revealing.codes() else ""
