"""What every template knows about the installation."""

from django.conf import settings
from django.http import HttpRequest


def of_installation(_request: HttpRequest) -> dict[str, object]:
    """Return the company's name and whether this is the demonstration."""
    return {
        "company": settings.COMPANY,
        "demo": settings.DESVELO.demo,
        "sandbox_origin": settings.DESVELO.sandbox_origin,
    }
