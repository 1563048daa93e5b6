"""What access does to every HTTP request: finds the person, and shuts every door that was not opened on purpose."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from desvelo.base import clock
from desvelo.guards.access import sessions
from desvelo.guards.access.models import Session
from desvelo.kernel.authority import Actor
from desvelo.kernel.errors import DesveloError

View = Callable[..., HttpResponse]
BACKGROUND_HEADER = "X-Desvelo-Background"


class ActorRequest(HttpRequest):
    """A request after the gate keeper saw it."""

    actor: Actor
    now: datetime
    access_session: Session | None


def public(view: View) -> View:
    """Mark a view that strangers may reach; every other view needs a full session."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    opened.access_public = True  # type: ignore[attr-defined]  # functions carry attributes; mypy cannot say so
    return opened


def cookie_name() -> str:
    """Return the name of the session cookie; the ``__Host-`` prefix binds it to this host over TLS."""
    return "__Host-desvelo" if settings.DESVELO.secure else "desvelo"


def token_of(request: HttpRequest) -> str:
    """Return the session token a request carries, or nothing."""
    return request.COOKIES.get(cookie_name(), "")


def set_token(response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser its token."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(sessions.ABSOLUTE_END.total_seconds()),
        secure=settings.DESVELO.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def clear_token(response: HttpResponse) -> HttpResponse:
    """Take the token back."""
    response.delete_cookie(cookie_name(), path="/", samesite="Lax")
    return response


class GateKeeper:
    """Middleware: attaches the actor and the time, refuses strangers, turns our errors into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        ours = cast("ActorRequest", request)
        ours.access_session = None
        response = self.get_response(request)
        if ours.access_session is not None and BACKGROUND_HEADER not in request.headers:
            sessions.touch(ours.access_session, now=clock.wall())
        return response

    def process_view(self, request: HttpRequest, view: View, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Attach the actor and the time, or send a stranger to the door.

        A stranger's request asks nothing of the database: whether we live can be told without it.
        """
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse(status=400)
        ours = cast("ActorRequest", request)
        session = ours.access_session = sessions.find(token_of(request), now=clock.wall())
        if session is not None:
            translation.activate(session.user.language)
        if session is not None and session.stage == Session.Stage.FULL:
            ours.actor, ours.now = sessions.actor_of(session), clock.business()
            return None
        return None if getattr(view, "access_public", False) else _to_the_door(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of ours into a page or fragment that says what to do next."""
        return error_page(request, error) if isinstance(error, DesveloError) else None


def error_page(request: HttpRequest, error: DesveloError) -> HttpResponse:
    """Render *error* with its own status; a fragment for a fragment's request."""
    context = {"code": error.code, "status": int(error.status), "fragment": "HX-Request" in request.headers}
    return render(request, "ui/error.html", context, status=int(error.status))


def _to_the_door(request: HttpRequest) -> HttpResponse:
    door = reverse("access:sign_in")
    if "HX-Request" in request.headers:
        response = HttpResponse(status=401)
        response["HX-Redirect"] = door
        return response
    if request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("Accept", ""):
        return HttpResponseRedirect(door)
    return HttpResponse(status=401)
