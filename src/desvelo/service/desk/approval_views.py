"""What two people decide, over HTTP: the list, and one's word on a line of it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.guards.access import approvals
from desvelo.guards.access.errors import AlreadyDecided, NotFound, OwnRequest, ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import erasing
from desvelo.guards.vault.errors import RulesChanged, TooLate
from desvelo.kernel.errors import DesveloError
from desvelo.service.desk import approval_screen, navigation
from desvelo.service.desk.approval_screen import OF_ERASURES, OF_REQUESTS

_PAGE = "rules:approvals"


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show what waits; whoever asked for something has seen by it how it ended."""
    shown = _page(request)
    approvals.see(request.actor, now=clock.wall())
    erasing.see(request.actor, now=request.now)
    return shown


@require_GET
def answers(request: ActorRequest) -> HttpResponse:
    """Say, for the page that just heard of it, what became of what one asked for."""
    told = approval_screen.answers(request.actor, now=clock.wall())
    return render(request, "desk/_answers.html", {"answers": told})


@require_POST
def agree(request: ActorRequest, source: str, request_id: str) -> HttpResponse:
    """Say yes to one of them."""
    return _decided(
        request,
        source,
        lambda: approvals.agree(actor=request.actor, approval=request_id, now=clock.wall()),
        lambda: erasing.approve(actor=request.actor, erasure=request_id, now=request.now),
    )


@require_POST
def refuse(request: ActorRequest, source: str, request_id: str) -> HttpResponse:
    """Say no to one of them."""
    refusal = request.POST.get("refusal", "")
    return _decided(
        request,
        source,
        lambda: approvals.refuse(actor=request.actor, approval=request_id, refusal=refusal, now=clock.wall()),
        lambda: erasing.cancel(actor=request.actor, erasure=request_id, now=request.now),
    )


@require_POST
def question(request: ActorRequest, request_id: str) -> HttpResponse:
    """Ask back before deciding."""
    what = request.POST.get("question", "")
    return _done(
        request,
        lambda: approvals.question(actor=request.actor, approval=request_id, what=what, now=clock.wall()),
    )


@require_POST
def answer(request: ActorRequest, request_id: str) -> HttpResponse:
    """Answer what was asked back."""
    what = request.POST.get("answer", "")
    return _done(
        request,
        lambda: approvals.answer(actor=request.actor, approval=request_id, what=what, now=clock.wall()),
    )


@require_POST
def take_back(request: ActorRequest, source: str, request_id: str) -> HttpResponse:
    """Take back what one asked for."""
    return _decided(
        request,
        source,
        lambda: approvals.take_back(actor=request.actor, approval=request_id, now=clock.wall()),
        lambda: erasing.cancel(actor=request.actor, erasure=request_id, now=request.now),
    )


def _decided(
    request: ActorRequest, source: str, of_request: Callable[[], object], of_erasure: Callable[[], object]
) -> HttpResponse:
    doing = {OF_REQUESTS: of_request, OF_ERASURES: of_erasure}.get(source)
    if doing is None:
        raise NotFound
    return _done(request, doing)


def _done(request: ActorRequest, doing: Callable[[], object]) -> HttpResponse:
    try:
        doing()
    except ProofTooOld:
        return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': reverse(_PAGE)})}")
    except (AlreadyDecided, OwnRequest, RulesChanged, TooLate) as refused:
        return _page(request, error=_sentence(refused), status=int(refused.status))
    return redirect(_PAGE)


def _page(request: ActorRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": approval_screen.page(request.actor, now=request.now),
        "nav": navigation.navigation(request.actor, active="approvals"),
        "error": error,
    }
    return render(request, "desk/approvals.html", context, status=status)


def _sentence(refused: DesveloError) -> str:
    if isinstance(refused, OwnRequest):
        return _(
            "You made this request, or you are at its session, or the other role has to agree. Somebody else decides."
        )
    if isinstance(refused, RulesChanged):
        return _("The policies changed after this was asked for. Refuse it, and let it be asked for again.")
    return _("Somebody decided it meanwhile, or its time is over. Nothing was done.")
