"""Emergencies over HTTP: see at once what waits for a second person, explain it, review it, be told of stops."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from desvelo.guards.access.errors import ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import glass, stops
from desvelo.guards.vault.actions import LEAST_REASON, Reason
from desvelo.guards.vault.errors import ClassClosed, ExplanationOwed, NothingKept, ReasonMissing
from desvelo.kernel.authority import Permission
from desvelo.service.desk import actions, emergency, queries, revealing
from desvelo.service.desk.errors import IdentityUnconfirmed

_APPROVALS = "rules:approvals"


@require_http_methods(["GET", "POST"])
def open_now(request: ActorRequest, datum: str) -> HttpResponse:
    """Ask why, then show one datum that would wait for a second person."""
    held, _team, _hint, _name = queries.chip_owner(
        request.actor, datum, permission=Permission.DATUM_REVEAL, now=request.now
    )
    conversation = queries.conversation_of(held.contact)
    back = reverse("desk:conversation", args=[conversation]) if conversation else reverse("desk:home")
    context = {
        "datum": datum,
        "label": held.label,
        "reasons": revealing.reasons(),
        "least": LEAST_REASON,
        "owed": emergency.owes(request.actor),
        "confirm_url": ""
        if emergency.may_break(request.actor)
        else f"{reverse('access:confirm')}?{urlencode({'volta': back})}",
    }
    if request.method == "GET":
        return render(request, "desk/_emergency.html", context)
    code = request.POST.get("reason", "")
    reason = Reason(code=code if code in revealing.codes() else "", text=request.POST.get("other", "").strip())
    try:
        shown = actions.break_glass(actor=request.actor, datum=datum, reason=reason, now=request.now)
    except (ClassClosed, ExplanationOwed, IdentityUnconfirmed, NothingKept, ProofTooOld, ReasonMissing) as refused:
        return render(request, "desk/_emergency.html", context, status=int(refused.status))
    return render(
        request,
        "desk/_revealed.html",
        {"revealed": revealing.shown(shown, actor=request.actor, datum=datum, at=request.now)},
    )


@require_POST
def explain(request: ActorRequest, glass_id: str) -> HttpResponse:
    """Say why."""
    try:
        glass.explain(actor=request.actor, glass=glass_id, text=request.POST.get("why", ""), now=request.now)
    except ReasonMissing:
        return redirect(f"{reverse(_APPROVALS)}#explicar")
    return redirect(_APPROVALS)


@require_POST
def review(request: ActorRequest, glass_id: str) -> HttpResponse:
    """Say that the explanation was read."""
    glass.review(actor=request.actor, glass=glass_id, now=request.now)
    return redirect(_APPROVALS)


@require_POST
def stop_seen(request: ActorRequest, stop: str) -> HttpResponse:
    """Say that a supervisor saw whom the limits stopped."""
    stops.see(actor=request.actor, stop=stop, now=request.now)
    return redirect("audit:list")
