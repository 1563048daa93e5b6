"""The address of the alarms."""

from django.urls import path

from desvelo.service.desk import alarm_views

app_name = "alarms"
urlpatterns = [path("ajustes/alarmes/<str:alarm>/visto", alarm_views.seen, name="seen")]
