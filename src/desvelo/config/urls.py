"""Every address of the product."""

from django.urls import include, path

from desvelo.config import failures, health, metrics

handler500 = failures.failed
urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics.show),
    path("", include("desvelo.guards.access.urls")),
    path("", include("desvelo.guards.access.scim_urls")),
    path("", include("desvelo.service.desk.urls")),
    path("", include("desvelo.service.desk.number_urls")),
    path("", include("desvelo.service.desk.key_urls")),
    path("", include("desvelo.service.desk.rules_urls")),
    path("", include("desvelo.service.desk.staffing_urls")),
    path("", include("desvelo.service.desk.teaming_urls")),
    path("", include("desvelo.service.desk.roling_urls")),
    path("", include("desvelo.service.desk.alarm_urls")),
    path("", include("desvelo.service.desk.first_steps_urls")),
    path("", include("desvelo.duties.assurance.urls")),
    path("", include("desvelo.duties.assurance.trail_urls")),
    path("", include("desvelo.edges.demo.urls")),
    path("", include("desvelo.edges.trust.urls")),
]
