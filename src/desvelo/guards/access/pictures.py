"""The picture of a code app's secret, for the app's camera."""

import io

import qrcode
import qrcode.image.svg
from django.http import HttpResponse

from desvelo.base import company
from desvelo.guards.access import totp


def qr_code(*, secret: bytes, email: str) -> HttpResponse:
    """Draw *secret* as an ``otpauth`` address, in SVG."""
    address = totp.address(secret=secret, email=email, issuer=company.name())
    picture = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage).save(picture)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
