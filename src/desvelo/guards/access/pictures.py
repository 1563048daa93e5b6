"""The picture of a code app's secret, for the app's camera."""

from django.http import HttpResponse

from desvelo.base import company
from desvelo.base.ui import qr
from desvelo.guards.access import totp


def qr_code(*, secret: bytes, email: str) -> HttpResponse:
    """Draw *secret* as an ``otpauth`` address, in SVG."""
    return qr.picture(totp.address(secret=secret, email=email, issuer=company.name()))
