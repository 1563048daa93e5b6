"""``/metrics`` in the OpenMetrics text format: ids, counts, ages and codes, for whoever holds the token.

Without a token of at least 32 characters in a file (``DESVELO_METRICS_TOKEN_FILE``) the address does not exist.  The
page asks the database and the keys folder, reads what the supervisor wrote down, and hears from the edge, through which
every request comes, what only that counts.

Source: OpenMetrics 1.0.0; written by prometheus-client (docs/decisions/0015).
"""

import hmac
from collections.abc import Iterable, Iterator
from importlib.metadata import version

import psycopg
from django.conf import settings
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector, CollectorRegistry

from desvelo.base import clock
from desvelo.config import edge_figures, watch
from desvelo.duties.assurance.measures import Measure, measures
from desvelo.guards.access.http import public

_PREFIX = "desvelo_"


class Figures(Collector):
    """What one request shows: every figure, gathered once."""

    def __init__(self, *, edge: str) -> None:
        self._edge = edge

    def collect(self) -> Iterable[Metric]:
        """Yield the families in the library's own form."""
        yield InfoMetricFamily(f"{_PREFIX}build", "Version of Desvelo", value={"version": version("desvelo")})
        for measure in self._measures():
            yield _family(measure)

    def _measures(self) -> Iterator[Measure]:
        stored = _stored()
        yield Measure(name="database_up", about="Whether the database answers", values={"": float(stored is not None)})
        yield from stored or ()
        yield from _processes()
        yield from _edge(self._edge)


@public
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the figures to whoever holds the token."""
    token = settings.DESVELO.metrics_token
    if token is None:
        raise Http404
    if not _holds(token, request.headers.get("Authorization", "")):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(edge=request.headers.get(edge_figures.HEADER.decode(), "")))
    page = generate_latest(registry)  # type: ignore[no-untyped-call]  # the library's own gap
    return HttpResponse(page, content_type=CONTENT_TYPE_LATEST)


def _holds(token: str, authorization: str) -> bool:
    scheme, _, given = authorization.partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _stored() -> list[Measure] | None:
    """Return what the database and the keys tell, or None when the database does not answer."""
    try:
        return list(measures(now=clock.wall()))
    except (DatabaseError, psycopg.Error):
        return None


def _processes() -> Iterator[Measure]:
    """Tell how the processes around this one stand; nothing when each role runs alone."""
    standing = watch.standing(settings.DESVELO.data)
    if standing:
        up = {each.name: float(each.is_up) for each in standing}
        yield Measure(name="process_up", about="Whether a process of this tree runs", label="process", values=up)
        restarts = {each.name: float(each.restart_count) for each in standing}
        yield Measure(
            name="process_restarts",
            about="How often a process of this tree had to be started again",
            label="process",
            values=restarts,
            grows=True,
        )


def _edge(told: str) -> Iterator[Measure]:
    """Tell what the edge counted since it started."""
    figures = edge_figures.read(told)
    if figures is None:
        return
    yield Measure(
        name="streams_open", about="Screens that listen at this edge", values={"": float(figures.open_streams)}
    )
    yield Measure(
        name="webhooks",
        about="Webhooks answered by this edge since it started, by outcome",
        label="outcome",
        values=figures.webhooks,
        grows=True,
    )


def _family(measure: Measure) -> Metric:
    kind = CounterMetricFamily if measure.grows else GaugeMetricFamily
    labels = [measure.label] if measure.label else []
    family = kind(f"{_PREFIX}{measure.name}", measure.about, labels=labels, unit=measure.unit)
    for value, figure in measure.values.items():
        family.add_metric([value] if measure.label else [], figure)
    return family
