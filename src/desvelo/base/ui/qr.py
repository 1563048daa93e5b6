"""A QR code as SVG, for a camera to read from the screen."""

import io

import qrcode
import qrcode.image.svg
from django.http import HttpResponse


def picture(text: str) -> HttpResponse:
    """Draw *text*."""
    drawn = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
