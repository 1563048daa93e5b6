"""Where a request of the door comes from, how a refusal there is told, and what whoever is let in takes along."""

from typing import Final, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.guards.access import known, sessions
from desvelo.guards.access.errors import AccountRefused, SignInRefused, TooManyTries
from desvelo.guards.access.http import device_of, known_of, set_known, set_token
from desvelo.guards.access.models import Session
from desvelo.guards.access.passwords import LONGEST, SHORTEST, PasswordRefused

_LONG_WAIT: Final = 3600


def address_of(request: HttpRequest) -> str:
    """Return where the person is: the edge says so, which alone reaches our socket and drops what others said."""
    return str(request.META.get("HTTP_X_DESVELO_CLIENT") or request.META.get("REMOTE_ADDR") or "")


def admit(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser the token of a full session that just began, and know the browser from now on."""
    session = Session.objects.get(token_hash=sessions.digest(token))
    held, now = known_of(request), clock.wall()
    held = known.remember(session.user_id, token=held, device=device_of(request), now=now)
    return set_known(set_token(response, token), held)


def to_confirm(way_back: str) -> HttpResponse:
    """Send the person to show a factor again, and from there to *way_back*."""
    return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': way_back})}")


def sentence(error: SignInRefused | TooManyTries | PasswordRefused) -> str:
    """Say that it did not work, never which part; of a password that is being chosen, what would be one."""
    if isinstance(error, PasswordRefused) and error.params["reason"] == "same":
        return _("That is the password you have. Choose another one.")
    if isinstance(error, PasswordRefused):
        return _("Choose a password of %(shortest)s to %(longest)s characters that nobody would guess.") % {
            "shortest": SHORTEST,
            "longest": LONGEST,
        }
    if isinstance(error, TooManyTries) and cast("int", error.params["wait_seconds"]) > _LONG_WAIT:
        return _(
            "Too many tries. Enter with a passkey, or on a device where you entered before; or speak to whoever looks "
            "after the system."
        )
    if isinstance(error, TooManyTries):
        return _("Too many tries. Wait %(minutes)s min and try again.") % {
            "minutes": 1 + cast("int", error.params["wait_seconds"]) // 60
        }
    if isinstance(error, AccountRefused):
        return _(
            "This account is closed until somebody confirms what it may do. Speak to whoever looks after security."
        )
    return _("It was not possible to sign in. Check the details or use another way.")
