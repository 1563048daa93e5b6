"""The lock, and the page that asks again who you are before something that needs it."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.guards.access import locking, sessions, ways
from desvelo.guards.access.errors import SignInRefused, TooManyTries
from desvelo.guards.access.federation import identities
from desvelo.guards.access.http import ActorRequest, also_locked, known_of, own_path, set_token, token_of
from desvelo.guards.access.models import Session
from desvelo.guards.access.proofs import CodeProof
from desvelo.guards.access.visits import address_of, sentence


@also_locked
@require_GET
def lock_page(request: ActorRequest) -> HttpResponse:
    """Show whose screen is locked, and how to go on; nothing else."""
    if not request.is_locked:
        return redirect(own_path(request.GET.get("volta", "")))
    return _page(request, way_back=request.GET.get("volta", ""))


@also_locked
@require_POST
def lock(request: ActorRequest) -> HttpResponse:
    """Lock now."""
    locking.lock(token=token_of(request), now=clock.wall())
    way_back = urlencode({"volta": own_path(request.POST.get("volta", ""))})
    return HttpResponseRedirect(f"{reverse('access:lock')}?{way_back}")


@require_http_methods(["GET", "POST"])
def time_left(request: ActorRequest) -> HttpResponse:
    """Say in how many seconds the screen locks; a POST says that the person is there, and begins the time anew."""
    session, now = cast("Session", request.access_session), clock.wall()
    if request.method == "POST":
        sessions.touch(session, now=now)
    return JsonResponse({"lock_in": sessions.seconds_left(session, now=now)})


@require_GET
def confirm_page(request: ActorRequest) -> HttpResponse:
    """Ask for a factor again, before something that needs it fresh."""
    return _page(request, way_back=request.GET.get("volta", ""))


@also_locked
@require_POST
def ask_passkey(request: ActorRequest) -> HttpResponse:
    """Give this session a challenge to sign."""
    return JsonResponse(locking.ask_passkey(token=token_of(request), now=clock.wall()))


@also_locked
@require_POST
def prove_with_passkey(request: ActorRequest) -> HttpResponse:
    """Go on, by passkey."""
    answer = request.POST.get("answer", "")
    return _go_on(request, lambda: locking.prove_with_passkey(token=token_of(request), answer=answer, now=clock.wall()))


@also_locked
@require_POST
def prove_with_code(request: ActorRequest) -> HttpResponse:
    """Go on, by password and code."""
    proof = CodeProof(
        password=request.POST.get("password", ""),
        code="".join(request.POST.get("code", "").split()),
        address=address_of(request),
        known=known_of(request),
    )
    return _go_on(request, lambda: locking.prove_with_code(token=token_of(request), proof=proof, now=clock.wall()))


def _go_on(request: ActorRequest, prove: Callable[[], str]) -> HttpResponse:
    way_back = request.POST.get("volta", "")
    try:
        token = prove()
    except (SignInRefused, TooManyTries) as error:
        return _page(request, way_back=way_back, error=sentence(error), status=int(error.status))
    return set_token(HttpResponseRedirect(own_path(way_back)), token)


def _page(request: ActorRequest, *, way_back: str, error: str = "", status: int = 200) -> HttpResponse:
    session = cast("Session", request.access_session)
    person = session.user
    context = {
        "person": wording.face(name=person.name, of=person.id),
        "has_passkey": person.passkeys.exists(),
        "since": wording.hour(session.locked_at or session.locks_at),
        "way_back": own_path(way_back),
        "by_code": ways.takes(person, ways.BY_CODE),
        "providers": identities.ways_of(person) if ways.takes(person, ways.BY_PROVIDER) else [],
        "error": error,
    }
    template = "access/lock.html" if request.is_locked else "access/confirm.html"
    return render(request, template, context, status=status)
