"""Is this process alive, and is the whole able to serve?"""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from desvelo.base import clock, heartbeat
from desvelo.base.keeper import keepers
from desvelo.guards.access.http import public
from desvelo.guards.audit import queries as audit

WORKER_SILENT_AFTER = timedelta(seconds=15)


@public
@require_GET
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_GET
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether database and worker answer too, and the key process if there is one; 503 names what does not.

    A log that stopped being sealed is named as well, and serves on: its entries are kept, somebody has to look.
    """
    checks = {"database": _database(), "worker": False}
    if checks["database"]:
        beat = heartbeat.last("worker")
        checks["worker"] = beat is not None and clock.wall() - beat < WORKER_SILENT_AFTER
    if keepers.is_apart(settings.DESVELO):
        checks["keys"] = keepers.answers(settings.DESVELO)
    told = {**checks, "ledger_frozen": True} if checks["database"] and audit.freeze() else checks
    return JsonResponse(told, status=200 if all(checks.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  whatever keeps it from answering, it does not answer
        return False
    return True
