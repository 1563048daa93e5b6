"""The public pages over HTTP.  They are the same for everybody, so anybody between may keep them for a minute."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desvelo.edges.trust import seals as kept
from desvelo.guards.access.http import public

_SIZE = re.compile(r"[0-9]{1,18}", re.ASCII)
_FOR_A_MINUTE = "public, max-age=60"


@public
@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """Show the seals of the audit log."""
    response = render(request, "trust/seals.html", {"kept": kept.seals(below=_below(request))})
    response["Cache-Control"] = "private, max-age=60"  # a person's own language and theme are in it
    return response


@public
@require_GET
def seals_text(request: HttpRequest) -> HttpResponse:
    """Hand out the same as signed notes, with the key they are signed with first, an empty line between them."""
    page = kept.seals(below=_below(request))
    text = "".join(f"{each}\n" for each in (page.verifier_key + "\n", *(each.note for each in page.seals)))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = _FOR_A_MINUTE
    if page.older is not None:
        response["Link"] = f'</confianca/auditoria.txt?abaixo={page.older}>; rel="next"'
    return response


def _below(request: HttpRequest) -> int | None:
    given = request.GET.get("abaixo", "")
    return int(given) if _SIZE.fullmatch(given) else None
