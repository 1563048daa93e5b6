"""The headers every page carries: what the browser may load, keep and tell others.

Source: ux.md section 10; security-design D10.4; ASVS v5.0.0-3.4.
"""

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'; worker-src 'none'; frame-src"
)
_ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Middleware that adds them; pages are never stored by the browser, files of the interface may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        # A service worker would read every answer, a shown value too; we have none.
        refused = HttpResponse(status=403) if "Service-Worker" in request.headers else None
        response = refused or self.get_response(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _policy(request))
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        if settings.DESVELO.secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        return response


def _policy(request: HttpRequest) -> str:
    """Return the policy: a page may frame a shown value, and the demonstration its phone.

    Not ``frame-src 'self'``: what the edge answers by itself carries no policy, and a script would run free in it.
    """
    return " ".join(filter(None, (_POLICY, f"{_host(request)}{_shown()}", settings.DESVELO.sandbox_origin)))


def _host(request: HttpRequest) -> str:
    """Return the host that was asked, or our own if it is none of ours."""
    try:
        return request.get_host()
    except DisallowedHost:
        return urlsplit(settings.DESVELO.public_url).netloc


@cache
def _shown() -> str:
    """Return below which path the documents of shown values are."""
    return reverse("desk:shown", args=["0"]).removesuffix("0")


class SameOrigin:
    """Middleware before the CSRF check: says where a form came from when our own referrer policy hid it.

    Under ``no-referrer`` a browser sends ``Origin: null`` even from our own pages.  ``Sec-Fetch-Site`` still tells the
    truth, and no page can set it (Fetch standard, forbidden request headers); a token is asked for all the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if request.headers.get("Origin") == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
            request.META["HTTP_ORIGIN"] = settings.DESVELO.public_url
        return self.get_response(request)
