"""The audit explorer over HTTP."""

import re
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desvelo.duties.assurance import banner, explorer, filters, keeping, one_entry, outside, scope
from desvelo.duties.assurance.explorer import Asked
from desvelo.duties.assurance.one_entry import Detail
from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import navigation
from desvelo.service.desk.screen import Nav

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_GET
def audit_list(request: ActorRequest) -> HttpResponse:
    """Show the log."""
    return _page(request, verifying=filters.VERIFYING in request.GET)


@require_GET
def audit_entry(request: ActorRequest, index: int) -> HttpResponse:
    """Show one entry with its proof, beside the log; who waits for the seal gets the proof alone."""
    entry = one_entry.detail(request.actor, index, now=request.now)
    if "HX-Request" in request.headers:
        return render(request, "audit/_proof.html", {"proof": entry.proof})
    return _page(request, template="audit/entry.html", entry=entry)


@require_POST
def audit_verify(request: ActorRequest) -> HttpResponse:
    """Verify everything now, or go on with it; who waits on the page gets the banner alone."""
    banner.verify(request.actor, now=request.now)
    if "HX-Request" in request.headers:
        return _page(request, template="audit/_banner.html", verifying=True)
    asked = filters.read(request.GET)
    return redirect(reverse("audit:list") + asked.address(cursor=cursor_of(request.GET), verifying=True))


@require_GET
def audit_outside(request: ActorRequest) -> HttpResponse:
    """Say how the log is checked elsewhere."""
    told = outside.outside(request.actor, now=request.now)
    return render(request, "audit/outside.html", {"outside": told, "nav": _nav(request)})


@require_GET
def audit_keeping(request: ActorRequest) -> HttpResponse:
    """Say where the seals are kept outside, and what the comparisons found."""
    told = keeping.keeping(request.actor, now=request.now)
    return render(request, "audit/keeping.html", {"keeping": told, "nav": _nav(request)})


@require_GET
def audit_script(request: ActorRequest) -> HttpResponse:
    """Hand out the script that checks."""
    content = outside.script(request.actor, now=request.now)
    return _download(content, name=outside.SCRIPT, kind="text/x-python")


@require_GET
def proof_json(request: ActorRequest, index: int) -> HttpResponse:
    """Hand out the proof of one entry."""
    content = one_entry.proof_as_json(request.actor, index, now=request.now)
    return _download(content.encode(), name=f"prova-{index}.json", kind="application/json")


@require_GET
def proof_text(request: ActorRequest, index: int) -> HttpResponse:
    """Hand out the proof of one entry as C2SP tlog-proof."""
    content = one_entry.proof_as_text(request.actor, index, now=request.now)
    return _download(content.encode(), name=f"prova-{index}.tlog-proof", kind="text/plain; charset=utf-8")


def cursor_of(given: Mapping[str, str]) -> int | None:
    """Return the index a page goes on from, if the address names one."""
    cursor = given.get(filters.CURSOR, "")
    return int(cursor) if _WHOLE_NUMBER.fullmatch(cursor) else None


def _page(
    request: ActorRequest, *, template: str = "audit/list.html", entry: Detail | None = None, verifying: bool = False
) -> HttpResponse:
    asked = Asked(filters=filters.read(request.GET), before=cursor_of(request.GET), verifying=verifying)
    log = explorer.log(request.actor, asked=asked, now=request.now)
    context = {"audit": log, "verify": log.verify, "entry": entry, "nav": _nav(request)}
    return render(request, template, context)


def _nav(request: ActorRequest) -> Nav:
    """Draw the column; who has no log of others finds this page under their own accesses."""
    return navigation.navigation(request.actor, active="audit" if scope.reads_others(request.actor) else "own")


def _download(content: bytes, *, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
