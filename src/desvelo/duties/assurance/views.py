"""The audit explorer over HTTP."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from desvelo.duties.assurance import explorer
from desvelo.duties.assurance.explorer import Verification
from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import navigation

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_GET
def audit_list(request: ActorRequest) -> HttpResponse:
    """Show the log."""
    return _page(request)


@require_GET
def audit_entry(request: ActorRequest, index: int) -> HttpResponse:
    """Show one entry with its proof, beside the log."""
    return _page(request, template="audit/entry.html", entry=explorer.detail(request.actor, index, now=request.now))


@require_POST
def audit_verify(request: ActorRequest) -> HttpResponse:
    """Verify everything now."""
    return _page(request, verified=explorer.verify(request.actor, now=request.now))


def _page(
    request: ActorRequest,
    *,
    template: str = "audit/list.html",
    entry: explorer.Detail | None = None,
    verified: Verification | None = None,
) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    before = int(cursor) if _WHOLE_NUMBER.fullmatch(cursor) else None
    log = explorer.log(request.actor, before=before, verified=verified, now=request.now)
    nav = navigation.navigation(request.actor, active="audit")
    return render(request, template, {"audit": log, "entry": entry, "nav": nav})
