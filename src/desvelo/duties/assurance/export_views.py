"""The export of the log over HTTP: a page that asks what and why, and the file."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desvelo.duties.assurance import export_form, exports, filters
from desvelo.duties.assurance.errors import ExportReasonMissing, ExportWaits, TooMuchToExport
from desvelo.duties.assurance.exports import Form, Wanted
from desvelo.guards.access.errors import ProofTooOld
from desvelo.guards.access.http import ActorRequest
from desvelo.service.desk import navigation


@require_http_methods(["GET", "POST"])
def audit_export(request: ActorRequest) -> HttpResponseBase:
    """Ask what leaves and why; hand it out, line by line."""
    if request.method == "GET":
        return _page(request)
    form = Form(request.POST["form"]) if request.POST.get("form") in set(Form) else Form.PROOFS
    try:
        wanted = Wanted(form=form, reason=request.POST.get("reason", ""), filters=filters.read(request.GET))
        made = exports.export(actor=request.actor, wanted=wanted, now=request.now)
    except ProofTooOld:
        return HttpResponseRedirect(f"{reverse('access:confirm')}?{urlencode({'volta': request.get_full_path()})}")
    except (ExportReasonMissing, ExportWaits, TooMuchToExport) as error:
        return _page(request, problem=_problem(error), status=int(error.status), form=form)
    response = StreamingHttpResponse(made.lines, content_type=made.kind)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def _page(request: ActorRequest, *, problem: str = "", status: int = 200, form: Form = Form.PROOFS) -> HttpResponse:
    asked = export_form.asked(request.actor, wanted=filters.read(request.GET), chosen=form, now=request.now)
    nav = navigation.navigation(request.actor, active="audit")
    return render(request, "audit/export.html", {"export": asked, "problem": problem, "nav": nav}, status=status)


def _problem(error: ExportReasonMissing | ExportWaits | TooMuchToExport) -> str:
    if isinstance(error, ExportWaits) and error.asked:
        return _("So much leaves only when a second person agrees. You asked, under Approvals; export again then.")
    if isinstance(error, ExportWaits):
        return _("It still waits for a second person, under Approvals.")
    if isinstance(error, ExportReasonMissing):
        return _("Choose why the log leaves. The reason stays on record.")
    most = number_format(exports.MOST, force_grouping=True)
    return _("More than %(most)s entries match. Narrow them, or export the whole log.") % {"most": most}
