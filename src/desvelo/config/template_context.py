"""What every template knows: about the installation, and about whoever asked."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from desvelo.base import clock, company
from desvelo.base.ui import shortcuts
from desvelo.service.desk import alarming, navigation

# What to mark in the column on pages of contexts that cannot say it themselves.
_PROVIDERS = (
    "check_provider",
    "connect_provider",
    "provider_secret",
    "providers",
    "remove_provider",
    "switch_provider",
)
_ACTIVE = {
    "access:invite": "people",
    "access:officer": "officer",
    "access:team": "people",
    **{f"access:{name}": "providers" for name in _PROVIDERS},
}


def of_installation(request: HttpRequest) -> dict[str, object]:
    """Return the company's name, whether this is the demonstration, and what this browser was told to remember."""
    return {
        "company": company.name(),
        "demo": settings.DESVELO.demo,
        "sandbox_origin": settings.DESVELO.sandbox_origin,
        "single_keys": request.COOKIES.get(shortcuts.COOKIE) != shortcuts.OFF,
    }


def of_person(request: HttpRequest) -> dict[str, object]:
    """Return how the desk looks to whoever asked, the column beside their pages, and in how many seconds it locks.

    Pages of contexts below the desk cannot ask for the column themselves; a page that gives its own keeps it.  A page
    that answers a form cannot be gone back to after a lock, and says so.
    """
    session, actor = getattr(request, "access_session", None), getattr(request, "actor", None)
    theme = session.user.theme if session is not None else "system"
    if actor is None:
        return {"theme": theme}
    here = request.resolver_match.view_name if request.resolver_match else ""
    nav = SimpleLazyObject(lambda: navigation.navigation(actor, active=_ACTIVE.get(here, "")))
    lock_in = settings.DESVELO.lock_minutes * 60
    return {
        "theme": theme,
        "nav": nav,
        "lock_in": lock_in,
        "is_answer": request.method == "POST",
        "alarms": SimpleLazyObject(lambda: alarming.banners(actor, now=clock.wall())),
    }
