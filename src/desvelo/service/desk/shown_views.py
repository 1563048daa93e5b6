"""A shown value over HTTP: a document of its own, in a frame of the desk, fetched once.

Its policy puts it into an origin that is nobody's, so no script of the page around it can read it, and none runs in it.
It is told apart by how it is asked for: only a frame of ours, not a script, a link, a tab or an image, is answered, and
whatever else asks has used the ticket up.

Source: CSP Level 3, 6.2.5 (sandbox) and 6.4.2 (frame-ancestors); Fetch Metadata Request Headers, 2.1; decision 0043.
"""

import base64
import hashlib
from functools import cache
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.views.decorators.http import require_GET

from desvelo.base.keeper.errors import KeeperUnusable, QuotaSpent
from desvelo.base.ui.looks import look
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import showing, tickets
from desvelo.guards.vault.errors import ContactGone
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.desk.screen import ShownValue

_LARGEST = 6  # bytes a character of ours takes in a document at most: "&quot;", "&#x27;"


@require_GET
def shown(request: ActorRequest, ticket: str) -> HttpResponse:
    """Show the value a ticket is for, or say that nothing is shown; either way as a document that holds no script."""
    try:
        found = tickets.redeem(actor=request.actor, ticket=ticket, in_frame=_is_framed(request), now=request.now)
    except (NotFound, ContactGone, NotReadable, KeeperUnusable, QuotaSpent):
        return document(request, None)
    value = found.value.expose()
    filling = " " * (_LARGEST * found.room - len(escape(value).encode()))
    is_slow = showing.time_of(request.actor).first > showing.FIRST
    label = str(look(found.label).short)
    return document(request, ShownValue(label_text=label, value=value, filling=filling, is_slow=is_slow))


def document(request: HttpRequest, value: ShownValue | None) -> HttpResponse:
    """Return the document of a value, or of none; it may stand in a frame of ours, and nowhere else."""
    content = render_to_string("desk/shown.html", {"shown": value}, request)
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            f"sandbox; default-src 'none'; style-src 'sha256-{_digest()}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'self'"
        ),
        "X-Frame-Options": "SAMEORIGIN",
    }
    return HttpResponse(content, status=HTTPStatus.NOT_FOUND if value is None else HTTPStatus.OK, headers=headers)


def _is_framed(request: HttpRequest) -> bool:
    """Tell whether a page of ours asks for a document to frame.  No script can set these (Fetch, forbidden headers)."""
    asked = tuple(request.headers.get(f"Sec-Fetch-{name}") for name in ("Dest", "Mode", "Site"))
    return asked == ("iframe", "navigate", "same-origin")


@cache
def _digest() -> str:
    """Return by what the policy knows the one style of the document."""
    return base64.b64encode(hashlib.sha256(render_to_string("desk/shown.css").encode()).digest()).decode()
