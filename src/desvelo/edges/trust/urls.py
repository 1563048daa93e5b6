"""The addresses of the public pages."""

from django.urls import path

from desvelo.edges.trust import views

app_name = "trust"
urlpatterns = [
    path("confianca/auditoria", views.seals, name="seals"),
    path("confianca/auditoria/crescimento", views.growth, name="growth"),
    path("confianca/auditoria.txt", views.seals_text, name="seals_text"),
]
