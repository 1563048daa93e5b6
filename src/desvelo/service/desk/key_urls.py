"""The addresses of the keys."""

from django.urls import path

from desvelo.service.desk import key_views

app_name = "keys"
urlpatterns = [
    path("ajustes/chaves", key_views.page, name="page"),
    path("ajustes/chaves/andamento", key_views.progress, name="progress"),
    path("ajustes/chaves/trocar", key_views.replace, name="replace"),
]
