"""Where a request of the door comes from, and how a refusal there is told."""

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.guards.access.errors import AccountRefused, SignInRefused, TooManyTries
from desvelo.guards.access.passwords import LONGEST, SHORTEST, PasswordRefused


def address_of(request: HttpRequest) -> str:
    """Return where the person is: the edge says so, which alone reaches our socket and drops what others said."""
    return str(request.META.get("HTTP_X_DESVELO_CLIENT") or request.META.get("REMOTE_ADDR") or "")


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
    if isinstance(error, TooManyTries):
        return _("Too many tries. Wait %(minutes)s min and try again.") % {
            "minutes": 1 + cast("int", error.params["wait_seconds"]) // 60
        }
    if isinstance(error, AccountRefused):
        return _(
            "This account is closed until somebody confirms what it may do. Speak to whoever looks after security."
        )
    return _("It was not possible to sign in. Check the details or use another way.")
