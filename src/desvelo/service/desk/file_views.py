"""One file over HTTP: ask why, then its pictures for a few seconds, to the page that asked and to nothing else."""

from http import HTTPStatus

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.base.objects.errors import ObjectMissing, StoreUnavailable
from desvelo.base.pictures.errors import NotDrawable
from desvelo.guards.access.errors import AlreadyAsked, NotFound
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ClassClosed, NothingToAsk, ReasonMissing, SecondPersonNeeded
from desvelo.kernel import byte_ranges
from desvelo.kernel.byte_ranges import Unsatisfiable
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.channel.files import Sound, View
from desvelo.service.desk import looking, revealing
from desvelo.service.desk.datum_views import told_longer
from desvelo.service.desk.errors import IdentityUnconfirmed

# A picture inside our page is all these bytes are for; opened as a page of their own they could run nothing.
_ALONE = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="protegido"',
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_LARGEST_PART = 256 * 1024  # one reading of the store, and of an answer no more is in memory
_INSIDE_A_PAGE = frozenset({"audio", "image"})


@require_http_methods(["GET", "POST"])
def look(request: ActorRequest, message: str) -> HttpResponse:
    """Ask why, then say where the pictures are for a short time."""
    form = looking.form(actor=request.actor, message=message, now=request.now)
    if request.method == "GET":
        return render(request, "desk/_reveal.html", {"reveal": form})
    code = request.POST.get("reason", "")
    reason = Reason(code=code if code in revealing.codes() else "", text=request.POST.get("other", "").strip())
    try:
        shown = looking.look(actor=request.actor, message=message, reason=reason, now=request.now)
    except (ReasonMissing, ClassClosed, SecondPersonNeeded, IdentityUnconfirmed) as refused:
        return render(request, "desk/_reveal.html", {"reveal": form}, status=int(refused.status))
    except (NotDrawable, ObjectMissing, StoreUnavailable, NotReadable) as why:
        return render(request, "desk/_refused.html", {"refused": looking.refusal(why)}, status=int(HTTPStatus.CONFLICT))
    return render(request, "desk/_revealed_file.html", {"revealed": shown})


@require_POST
def look_longer(request: ActorRequest, message: str) -> HttpResponse:
    """Let a file that is looked at stay longer."""
    word = request.POST.get("word", "")
    return told_longer(looking.look_longer(actor=request.actor, message=message, word=word, now=request.now))


@require_POST
def ask_word(request: ActorRequest, message: str) -> HttpResponse:
    """Ask a second person for their word on one look."""
    code = request.POST.get("reason", "")
    reason = Reason(code=code if code in revealing.codes() else "")
    status: int = HTTPStatus.OK
    try:
        looking.ask_word(actor=request.actor, message=message, reason=reason, now=request.now)
    except (AlreadyAsked, ReasonMissing, ClassClosed, NothingToAsk) as refused:
        status = refused.status
    form = looking.form(actor=request.actor, message=message, now=request.now)
    if status == HTTPStatus.OK and form.needs:
        return render(request, "desk/_refused.html", {"refused": revealing.asked(until=form.needs.waits_until)})
    return render(request, "desk/_reveal.html", {"reveal": form}, status=int(status))


@require_GET
def view(request: ActorRequest, look: str, page: int) -> HttpResponseBase:
    """Give one picture, or the sound, to a page of ours; a browser that does not say it is for one gets nothing."""
    if request.headers.get("Sec-Fetch-Dest") not in _INSIDE_A_PAGE:
        raise NotFound
    seen = looking.view(actor=request.actor, look=look, page=page, now=request.now)
    if isinstance(seen, View):
        return HttpResponse(seen.content, content_type=seen.mime_type, headers=_ALONE)
    return _played(request, seen)


def _played(request: ActorRequest, sound: Sound) -> HttpResponseBase:
    """Give the part of a sound that a player asks for, opened before the answer begins; the whole leaves as it opens.

    We give no validator, so what an If-Range was made from is never what we have: it gets the whole.
    """
    record = sound.record
    wanted = "" if "If-Range" in request.headers else request.headers.get("Range", "")
    try:
        part = byte_ranges.asked(wanted, of=record.length, most=_LARGEST_PART)
    except Unsatisfiable as none:
        told = {"Content-Range": byte_ranges.none(of=record.length)}
        return HttpResponse(status=int(none.status), headers=_ALONE | told)
    if part is not None:
        told = {"Accept-Ranges": "bytes", "Content-Range": byte_ranges.told(part, of=record.length)}
        content, status = b"".join(record.pieces(*part)), int(HTTPStatus.PARTIAL_CONTENT)
        return HttpResponse(content, content_type=sound.mime_type, status=status, headers=_ALONE | told)
    told = {"Accept-Ranges": "bytes", "Content-Length": str(record.length)}
    return StreamingHttpResponse(record.pieces(0, record.length), content_type=sound.mime_type, headers=_ALONE | told)
