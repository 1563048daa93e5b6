"""Where the phone simulator of the sandbox is, for a frame of a page of ours."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import get_language


def address() -> str:
    """Return the address of the customer's phone, in the reader's language; empty where no sandbox runs."""
    if not settings.DESVELO.sandbox_origin:
        return ""
    wa_id, name = settings.DEMO_CUSTOMER
    language = "en" if (get_language() or "").startswith("en") else "pt"
    return f"{settings.DESVELO.sandbox_origin}/phone?{urlencode({'wa_id': wa_id, 'name': name, 'lang': language})}"
