"""What every template knows about the installation."""

from django.conf import settings
from django.http import HttpRequest

from desvelo.base.ui import shortcuts


def of_installation(request: HttpRequest) -> dict[str, object]:
    """Return the company's name, whether this is the demonstration, and what this browser was told to remember."""
    return {
        "company": settings.COMPANY,
        "demo": settings.DESVELO.demo,
        "sandbox_origin": settings.DESVELO.sandbox_origin,
        "single_keys": request.COOKIES.get(shortcuts.COOKIE) != shortcuts.OFF,
    }
