"""What detection does, over HTTP: the page, a sentence to try, a report that is judged."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import disputing, navigation, protecting


@require_http_methods(["GET", "POST"])
def page(request: ActorRequest) -> HttpResponse:
    """Show the page; search a sentence that was sent, and store nothing of it."""
    tried = protecting.try_sentence(
        request.actor, request.POST.get("text", ""), question=request.POST.get("question", ""), now=request.now
    )
    shown = protecting.page(request.actor, now=request.now, tried=tried)
    nav = navigation.navigation(request.actor, active="protection")
    return render(request, "desk/protection.html", {"page": shown, "nav": nav})


@require_POST
def judge(request: ActorRequest, dispute: UUID) -> HttpResponse:
    """Say whether something was hidden rightly."""
    verdict = request.POST.get("verdict", "")
    disputing.judge(actor=request.actor, dispute=dispute, verdict=verdict, now=request.now)
    return redirect("desk:protection")
