"""The public pages over HTTP.  They are the same for everybody, so anybody between may keep them for a minute."""

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from desvelo.edges.trust import seals as kept
from desvelo.guards.access import officer
from desvelo.guards.access.http import public
from desvelo.guards.audit import exporting
from desvelo.guards.audit.errors import SealUnknown
from desvelo.kernel.ledger.errors import NothingProven, OutsideTheTree

_SIZE = re.compile(r"[0-9]{1,18}", re.ASCII)
_FOR_A_MINUTE = "public, max-age=60"


@public
@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """Show the seals of the audit log."""
    response = render(
        request, "trust/seals.html", {"kept": kept.seals(below=_below(request)), "officer": officer.current()}
    )
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


@public
@require_GET
def growth(request: HttpRequest) -> HttpResponse:
    """Hand out the proof that the log of the seal *de* stands inside that of *ate*, or of the newest."""
    old, new = (_size(request, name) for name in ("de", "ate"))
    if old is None or (new is None and "ate" in request.GET):
        said = _("Say the size of the seal you hold, and of a later one: ?de=120&ate=480.")
        return _said(said, HTTPStatus.BAD_REQUEST)
    try:
        text = exporting.growth(old=old, new=new)
    except NothingProven:
        return _said(_("Every log grows from the empty one: that proves nothing."), HTTPStatus.UNPROCESSABLE_ENTITY)
    except OutsideTheTree:
        return _said(_("The first seal is larger than the second. Ask the other way round."), HTTPStatus.NOT_FOUND)
    except SealUnknown as unknown:
        said = _(
            "No seal of %(size)s entries is kept here. If you hold one that our key signed, it was taken away: show it "
            "to whoever supervises us."
        )
        return _said(said % {"size": unknown.params["size"]}, HTTPStatus.NOT_FOUND)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="crescimento-{old}.json"'
    response["Cache-Control"] = _FOR_A_MINUTE
    return response


def _said(sentence: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", content_type="text/plain; charset=utf-8", status=status)


def _size(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if _SIZE.fullmatch(given) else None


def _below(request: HttpRequest) -> int | None:
    return _size(request, "abaixo")
