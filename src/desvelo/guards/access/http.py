"""What access does to every HTTP request: finds the person, and shuts every door that was not opened on purpose.

A view is for people with a session that is not locked, unless it says otherwise.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from desvelo.base import clock
from desvelo.guards.access import challenges, devices, known, sessions
from desvelo.guards.access.federation import departures
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
    is_locked: bool


def public(view: View) -> View:
    """Mark a view that strangers may reach; every other view needs a full session."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    opened.access_public = True  # type: ignore[attr-defined]  # functions carry attributes; mypy cannot say so
    return opened


def also_locked(view: View) -> View:
    """Mark a view that a locked session may reach too: it shows nothing of what the person may see."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    opened.access_also_locked = True  # type: ignore[attr-defined]  # as above
    return opened


def cookie_name() -> str:
    """Return the name of the session cookie; the ``__Host-`` prefix binds it to this host over TLS."""
    return "__Host-desvelo" if settings.DESVELO.secure else "desvelo"


def door_name() -> str:
    """Return the name of the cookie that ties a passkey's challenge to the browser that asked, before anybody is in."""
    return "__Host-desvelo-door" if settings.DESVELO.secure else "desvelo-door"


def way_name() -> str:
    """Return the name of the cookie that ties the way to an identity provider and back to the browser that left."""
    return "__Host-desvelo-way" if settings.DESVELO.secure else "desvelo-way"


def known_name() -> str:
    """Return the name of the cookie by which a browser in which somebody signed in before is known."""
    return "__Host-desvelo-known" if settings.DESVELO.secure else "desvelo-known"


def token_of(request: HttpRequest) -> str:
    """Return the session token a request carries, or nothing."""
    return request.COOKIES.get(cookie_name(), "")


def door_of(request: HttpRequest) -> str:
    """Return the secret of the browser at the door, or nothing."""
    return request.COOKIES.get(door_name(), "")


def way_of(request: HttpRequest) -> str:
    """Return the secret of a browser that was sent to an identity provider, or nothing."""
    return request.COOKIES.get(way_name(), "")


def known_of(request: HttpRequest) -> str:
    """Return what a browser in which somebody signed in before holds, or nothing."""
    return request.COOKIES.get(known_name(), "")


def set_token(response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser its token."""
    return _set(response, cookie_name(), token, lasts=sessions.ABSOLUTE_END)


def set_door(response: HttpResponse, door: str) -> HttpResponse:
    """Give a browser at the door its secret, for as long as a challenge lasts."""
    return _set(response, door_name(), door, lasts=challenges.LASTS)


def set_way(response: HttpResponse, way: str) -> HttpResponse:
    """Give a browser that leaves for an identity provider its secret, for as long as it is awaited."""
    return _set(response, way_name(), way, lasts=departures.LASTS)


def set_known(response: HttpResponse, token: str) -> HttpResponse:
    """Give a browser in which somebody signed in what it is known by."""
    return _set(response, known_name(), token, lasts=known.LASTS)


def clear_way(response: HttpResponse) -> HttpResponse:
    """Take that secret back: each serves one way."""
    response.delete_cookie(way_name(), path="/", samesite="Lax")
    return response


def clear_token(response: HttpResponse) -> HttpResponse:
    """Take the token back."""
    response.delete_cookie(cookie_name(), path="/", samesite="Lax")
    return response


def own_path(text: str) -> str:
    """Return *text* if it is an address of ours, without a host, and the front page if not."""
    ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if ours else str(settings.HOME_URL)


def _set(response: HttpResponse, name: str, value: str, *, lasts: timedelta) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=int(lasts.total_seconds()),
        secure=settings.DESVELO.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


class GateKeeper:
    """Middleware: attaches the actor and the time, refuses strangers, turns our errors into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        ours = cast("ActorRequest", request)
        ours.access_session, ours.is_locked = None, False
        response = self.get_response(request)
        if ours.access_session is not None and not ours.is_locked and BACKGROUND_HEADER not in request.headers:
            sessions.touch(ours.access_session, now=clock.wall())
        return response

    def process_view(self, request: HttpRequest, view: View, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Attach the actor and the time, or send a stranger to the door and whoever is locked to the lock.

        A stranger's request asks nothing of the database: whether we live can be told without it.
        """
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse(status=400)
        ours = cast("ActorRequest", request)
        now = clock.wall()
        session = ours.access_session = sessions.find(token_of(request), now=now)
        if session is not None:
            translation.activate(session.user.language)
        if session is not None and session.stage == Session.Stage.FULL:
            ours.is_locked = sessions.is_locked(session, now=now)
            if not ours.is_locked or getattr(view, "access_also_locked", False):
                ours.actor, ours.now = sessions.actor_of(session), clock.business()
                return None
        if getattr(view, "access_public", False):
            return None
        return to_the_lock(request) if ours.is_locked else _to_the_door(request)

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
        return _sent_by_htmx(door)
    if request.method in {"GET", "HEAD"} and _wants_a_page(request):
        return HttpResponseRedirect(door)
    return HttpResponse(status=401)


def to_the_lock(request: HttpRequest) -> HttpResponse:
    """Send the person to prove who they are, with the way back to the page they were on."""
    lock = reverse("access:lock")
    if "HX-Request" in request.headers:
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        return _sent_by_htmx(f"{lock}?{urlencode({'volta': here.path})}" if here.path else lock)
    if not _wants_a_page(request):
        return HttpResponse(status=401)
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(f"{lock}?{urlencode({'volta': request.get_full_path()})}")
    return HttpResponseRedirect(lock)


def _sent_by_htmx(path: str) -> HttpResponse:
    response = HttpResponse(status=401)
    response["HX-Redirect"] = path
    return response


def _wants_a_page(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def is_still(request: ActorRequest) -> bool:
    """Tell whether the person of a request is still in, not locked, and has the same role and teams.

    For an answer that goes on for a while: what was true when it began may not be any more.
    """
    now = clock.wall()
    session = sessions.find(token_of(request), now=now)
    if session is None or session.stage != Session.Stage.FULL or sessions.is_locked(session, now=now):
        return False
    actor, was = sessions.actor_of(session), request.actor
    return _rights(actor) == _rights(was)


def _rights(actor: Actor) -> tuple[object, ...]:
    return actor.id, actor.role, actor.permissions, actor.teams, actor.guest_in


def device_of(request: HttpRequest) -> str:
    """Return the browser and system, as their owner will recognise them."""
    return devices.named(request.headers.get("User-Agent", ""))
