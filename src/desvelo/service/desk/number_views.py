"""The numbers over HTTP: the list, a new one, and the page of one with its checklist."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.guards.access import queries as access
from desvelo.guards.access.errors import NotFound, ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.service.channel.connecting import Asked
from desvelo.service.channel.errors import ConnectionRefused
from desvelo.service.channel.numbers import KnownNumber
from desvelo.service.desk import navigation, number_health, number_statement, number_words, numbers

_SHOWN_AGAIN = ("phone_number_id", "waba_id", "app_id", "team")


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show every number."""
    lines = numbers.lines(request.actor, now=request.now)
    return render(request, "desk/numbers.html", {"lines": lines, "nav": _nav(request)})


@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Ask for a connection; keep it if Meta confirms it, or say which field to look at."""
    numbers.lines(request.actor, now=request.now)
    if request.method == "GET":
        return _form(request) if numbers.may_change(request.actor) else _to_confirm(reverse("numbers:new"))
    team = access.team(request.POST.get("team", ""))
    if team is None:
        raise NotFound
    words = {name: request.POST.get(name, "").strip() for name in ("phone_number_id", "waba_id", "app_id")}
    secret = {name: request.POST.get(name, "").strip() for name in ("access_token", "app_secret")}
    try:
        made = numbers.connect(actor=request.actor, asked=Asked(**words, **secret, first_team=team.id), now=request.now)
    except ProofTooOld:
        return _to_confirm(reverse("numbers:new"))
    except ConnectionRefused as refused:
        return _form(request, refused=refused)
    return redirect(f"{reverse('numbers:one', args=[made])}?conferir=1")


@require_GET
def one(request: ActorRequest, number: str) -> HttpResponse:
    """Show one number; with ``?conferir`` each part of the checklist asks Meta as it is drawn."""
    return _one(request, number)


@require_POST
def check(request: ActorRequest, number: str, probe: str) -> HttpResponse:
    """Ask Meta one question, and draw what came of it."""
    found = numbers.check(actor=request.actor, phone_number_id=number, code=probe, now=request.now)
    known = numbers.one(request.actor, number, now=request.now)
    context = {"probe": found, "number": number, "oob": True, **_facts(known, request)}
    return render(request, "desk/_number_checked.html", context)


@require_POST
def mend(request: ActorRequest, number: str) -> HttpResponse:
    """Mend one thing at Meta, then look again."""
    what, pin = request.POST.get("what", ""), request.POST.get("pin", "").strip()
    try:
        numbers.mend(actor=request.actor, phone_number_id=number, what=what, pin=pin, now=request.now)
    except ProofTooOld:
        return _to_confirm(reverse("numbers:one", args=[number]))
    except ConnectionRefused as refused:
        error = number_words.refusal(refused.field, refused.reason, refused.facts)
        return _one(request, number, error=error, status=int(refused.status))
    return redirect(f"{reverse('numbers:one', args=[number])}?conferir=1")


def _one(request: ActorRequest, number: str, *, error: str = "", status: int = 200) -> HttpResponse:
    known = numbers.one(request.actor, number, now=request.now)
    context = {
        "number": known.phone_number_id,
        "known": known,
        **_facts(known, request),
        "probes": numbers.probes(known, now=request.now),
        "live": "conferir" in request.GET,
        "error": error,
        "nav": _nav(request),
    }
    return render(request, "desk/number.html", context, status=status)


def _facts(known: KnownNumber, request: ActorRequest) -> dict[str, object]:
    """Return what follows from the checks, and is drawn anew with each of them."""
    return {
        "statement": number_statement.said_of(known),
        "health": number_health.lines(known, now=request.now),
    }


def _form(request: ActorRequest, *, refused: ConnectionRefused | None = None) -> HttpResponse:
    """Draw the form; what is secret is never written into it again."""
    context = {
        "given": {name: request.POST.get(name, "") for name in _SHOWN_AGAIN},
        "error": number_words.refusal(refused.field, refused.reason, refused.facts) if refused else "",
        "field": refused.field if refused else "",
        "teams": access.all_teams(),
        "nav": _nav(request),
    }
    return render(request, "desk/number_new.html", context, status=int(refused.status) if refused else 200)


def _nav(request: ActorRequest) -> object:
    return navigation.navigation(request.actor, active="numbers")


def _to_confirm(way_back: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': way_back})}")
