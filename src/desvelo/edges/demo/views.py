"""The demonstration's page.  No account is needed: it signs the visitor in as its agent, on this computer only."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.base.ui import simulator
from desvelo.edges.demo import actions, gallery, queries
from desvelo.guards.access import actions as access
from desvelo.guards.access.http import ActorRequest, device_of, public, set_token, to_the_lock, token_of
from desvelo.kernel.authority import Permission
from desvelo.service.desk.screen import Composer

View = Callable[..., HttpResponse]
_THEMES = {"claro": "light", "escuro": "dark"}
_FARTHEST_SECONDS = 3_700 * 86_400


def only_in_demo(view: View) -> View:
    """Answer 404 where there is no demonstration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if settings.DESVELO.demo else HttpResponse(status=404)

    return guarded


@public
@only_in_demo
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show phone and desk side by side."""
    ours = cast("ActorRequest", request)
    if ours.is_locked:
        return to_the_lock(request)
    if not hasattr(ours, "actor") or not ours.actor.has(Permission.CONVERSATION_READ):
        return _let_in(request)
    shown = queries.pane(ours.actor, phone=settings.DEMO_CUSTOMER[0], now=ours.now)
    return render(request, "demo/demo.html", {**_context(shown), "phone_url": simulator.address()})


@public
@only_in_demo
@require_GET
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, in the theme asked for."""
    theme = _THEMES.get(request.GET.get("tema", ""), "system")
    return render(request, "demo/gallery.html", {"exhibits": gallery.exhibited(), "theme": theme})


@public
@only_in_demo
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Go on after the screen locked: whoever is here was let in without being asked, and is so again."""
    access.sign_out(token=token_of(request), now=clock.wall())
    return _let_in(request)


@only_in_demo
@require_GET
def pane(request: ActorRequest) -> HttpResponse:
    """Render the desk's side again."""
    shown = queries.pane(request.actor, phone=settings.DEMO_CUSTOMER[0], now=request.now)
    return render(request, "demo/_pane.html", {**_context(shown), "update": True})


@only_in_demo
@require_POST
def reset(request: ActorRequest) -> HttpResponse:
    """Start over."""
    actions.start_over(phone=settings.DEMO_CUSTOMER[0], now=request.now)
    return redirect("demo:home")


@csrf_exempt
@public
@only_in_demo
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the business clock forward; a page elsewhere cannot ask, because browsers do not let it send JSON here."""
    if request.content_type != "application/json":
        return JsonResponse({"error": 'Send JSON: {"advance_seconds": 3600}.'}, status=415)
    try:
        seconds = json.loads(request.body)["advance_seconds"]
    except (ValueError, KeyError, TypeError):
        seconds = None
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds <= _FARTHEST_SECONDS:
        return JsonResponse({"error": "advance_seconds must be a whole number of seconds, forward."}, status=422)
    clock.advance(seconds)
    return JsonResponse({"now": clock.business().isoformat()})


def _let_in(request: HttpRequest) -> HttpResponse:
    token = access.open_demo_session(email=settings.DEMO_AGENT, now=clock.wall(), device=device_of(request))
    return set_token(redirect("demo:home"), token)


def _context(shown: queries.Pane) -> dict[str, object]:
    return {
        "thread": shown.thread,
        "context": shown.context,
        "composer": Composer(text=shown.draft),
        "demo": {
            "scenarios": _scenarios(),
            "database": shown.database,
            "dpo": shown.officer,
            "trace": shown.trace,
            "hints": shown.hints,
        },
    }


def _scenarios() -> list[dict[str, str]]:
    """Return the scenarios by name; their words are the phone's, so no page of the desk carries them."""
    return [
        {"name": "card", "icon": "credit-card", "label": _("Card by mistake")},
        {"name": "", "icon": "pencil", "label": _("Write freely")},
    ]
